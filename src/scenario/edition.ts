import type { ScenarioDocument } from './document/document.ts';

/** Names what a lesson says: another text, another name. Seven letters and digits; the order of fields is of no importance. */
export function editionOf({ version: _version, lesson: _lesson, ...content }: ScenarioDocument): string {
  const text = JSON.stringify(sorted(content));
  // FNV-1a, twice, with two beginnings: 36 of the 64 bits.
  const [high, low] = [hash(text, 0x811c9dc5), hash(text, 0x7f4a7c15)];
  return ((high & 0xf) * 2 ** 32 + low).toString(36).padStart(7, '0');
}

function hash(text: string, beginning: number): number {
  let value = beginning;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, entry]: [string, unknown]) => [name, sorted(entry)]));
}
