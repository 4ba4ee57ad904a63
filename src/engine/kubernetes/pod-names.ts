/** No vowels and no digits that look like letters. // k8s.io/apimachinery/pkg/util/rand */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';

/** FNV-1a, 32 bits, over UTF-16 code units. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** JSON with sorted keys: equal for templates that differ in spelling only. */
function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

/**
 * The pod-template-hash of a template: up to ten safe characters, as the Deployment controller writes it.
 * Simplification: the hash is over the template's JSON rather than Go's dump of it, so it differs from a real cluster's.
 */
export function templateHash(template: unknown): string {
  return Array.from(String(hashText(canonicalJson(template))))
    .map((digit) => SAFE[digit.charCodeAt(0) % SAFE.length])
    .join('');
}

/** Five safe characters, in place of the API server's random ones: the same seed gives the same. */
function nameSuffix(seed: string): string {
  let rest = hashText(seed);
  let suffix = '';
  for (let i = 0; i < 5; i++) {
    suffix += SAFE[rest % SAFE.length];
    rest = Math.floor(rest / SAFE.length);
  }
  return suffix;
}

/** The first name of `prefix` + five characters that is not taken. */
export function generateName(prefix: string, seed: string, taken: (name: string) => boolean): string {
  // The API server cuts long prefixes so that the name stays a valid label: 63 characters.
  const base = prefix.slice(0, 58);
  for (let attempt = 0; ; attempt++) {
    const name = base + nameSuffix(attempt === 0 ? seed : `${seed}#${attempt}`);
    if (!taken(name)) return name;
  }
}
