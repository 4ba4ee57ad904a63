/** No vowels and no digits that look like letters. // k8s.io/apimachinery/pkg/util/rand */
export const SAFE = 'bcdfghjklmnpqrstvwxz2456789';

/** FNV-1a, 32 bits, over UTF-16 code units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** JSON with sorted keys: equal for values that differ in spelling only. */
function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

/** Up to ten safe characters, the same for values that are equal. // k8s.io/apimachinery/pkg/util/rand SafeEncodeString */
export function hashValue(value: unknown): string {
  return Array.from(String(hashText(canonicalJson(value))))
    .map((digit) => SAFE[digit.charCodeAt(0) % SAFE.length])
    .join('');
}
