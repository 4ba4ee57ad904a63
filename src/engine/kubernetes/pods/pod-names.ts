import { hashText, hashValue, SAFE } from '../tools/text-hash.ts';

/** What a share link holds of a template; of a plain one that is all of it. */
export type ProjectTemplate = (template: unknown) => unknown;

/**
 * The pod-template-hash of a template: up to ten safe characters, as the Deployment controller writes it. It is over what a
 * share link holds of the template, a digest of the rest included, so that whoever opens the link sees pods of the same names.
 * Simplification: the hash is over the template's JSON rather than Go's dump of it, so it differs from a real cluster's.
 */
export function templateHash(template: unknown, project: ProjectTemplate = (whole) => whole): string {
  return hashValue(project(template));
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
