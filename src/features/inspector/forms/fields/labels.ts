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

const PART = /^[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const LONGEST = 63;

/** Why it is no key of a label. // apimachinery v0.35 pkg/api/validate/content IsLabelKey */
function refusedKey(key: string) {
  const parts = key.split('/');
  const [prefix, name] = parts.length === 1 ? [undefined, key] : parts;
  if (parts.length > 2 || name === undefined) return 'KEY_PARTS';
  if (prefix === '') return 'PREFIX_EMPTY';
  if (prefix !== undefined && !PREFIX.test(prefix)) return 'PREFIX';
  if (name === '') return 'KEY_EMPTY';
  if (name.length > LONGEST) return 'KEY_LENGTH';
  return PART.test(name) ? undefined : 'LABEL_KEY';
}

function refusedValue(value: string) {
  if (value.length > LONGEST) return 'LABEL_VALUE_LENGTH';
  return value === '' || PART.test(value) ? undefined : 'LABEL_VALUE';
}

/** Reads "key=value" or "key: value", one a line or separated by commas. Source: Kubernetes labels, syntax and character set. */
export function parseLabels(text: string, wrong: RoomWords['inspector']['wrong']): ParsedLabels {
  const labels: Record<string, string> = {};
  for (const line of text.split(/[\n,]/).map((part) => part.trim())) {
    if (line === '') continue;
    const at = line.search(/[=:]/);
    const key = (at < 0 ? line : line.slice(0, at)).trim();
    const value = at < 0 ? undefined : line.slice(at + 1).trim();
    if (value === undefined) return { ok: false, message: wrong.labelWithoutValue(line) };
    const noKey = refusedKey(key);
    if (noKey !== undefined) return { ok: false, message: wrong.invalid(key, noKey) };
    const noValue = refusedValue(value);
    if (noValue !== undefined) return { ok: false, message: wrong.invalid(value, noValue) };
    if (Object.hasOwn(labels, key)) return { ok: false, message: wrong.labelTwice(key) };
    labels[key] = value;
  }
  return { ok: true, labels };
}
