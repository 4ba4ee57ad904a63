import { vi } from 'vitest';

/** The local storage of a browser, with what it holds: its own properties are that. */
export function holdStorage(kept: Readonly<Record<string, string>> = {}): Record<string, string> {
  const held: Record<string, string> = Object.create({
    getItem: (name: string) => (Object.hasOwn(held, name) ? held[name] : null),
    setItem: (name: string, value: string) => void (held[name] = value),
    removeItem: (name: string) => void delete held[name],
  }) as Record<string, string>;
  Object.assign(held, kept);
  vi.stubGlobal('localStorage', held);
  return held;
}
