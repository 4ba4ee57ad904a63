import { PREFIX } from '../kept-choice.ts';

/** The names of all that this browser keeps; none where storage is switched off. */
export function keptNames(): readonly string[] {
  try {
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : []));
  } catch {
    return [];
  }
}

/** As if it had never been kept. */
export function dropKept(name: string): void {
  try {
    localStorage.removeItem(`${PREFIX}${name}`);
  } catch {
    return;
  }
}
