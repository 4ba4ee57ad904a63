import type { RoomWords } from '../../../../narration/page/language.ts';

export type Labels = Readonly<Record<string, string>>;

export type ParsedLabels =
  | { readonly ok: true; readonly labels: Labels }
  | { readonly ok: false; readonly message: string };

/** One "key=value" a line, in the order of the object. */
export function formatLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');
}

const KEY = /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?$/;

/** Reads "key=value" or "key: value", one a line or separated by commas. Source: Kubernetes labels, syntax and character set. */
export function parseLabels(text: string, wrong: RoomWords['inspector']['wrong']): ParsedLabels {
  const labels: Record<string, string> = {};
  for (const line of text.split(/[\n,]/).map((part) => part.trim())) {
    if (line === '') continue;
    const at = line.search(/[=:]/);
    const key = (at < 0 ? line : line.slice(0, at)).trim();
    const value = at < 0 ? undefined : line.slice(at + 1).trim();
    if (value === undefined) return { ok: false, message: wrong.labelWithoutValue(line) };
    if (!KEY.test(key)) return { ok: false, message: wrong.labelKey(key) };
    if (!VALUE.test(value)) return { ok: false, message: wrong.labelValue(value) };
    if (Object.hasOwn(labels, key)) return { ok: false, message: wrong.labelTwice(key) };
    labels[key] = value;
  }
  return { ok: true, labels };
}
