/** What is wrong with a port number; undefined when it is fine. */
export function checkPort(text: string): string | undefined {
  const port = Number(text);
  if (/^\d+$/.test(text.trim()) && port >= 1 && port <= 65_535) return undefined;
  return `Expected a number from 1 to 65535${found(text)}.`;
}

/** As {@link checkPort}, or the name of a container port (IANA_SVC_NAME: at most 15 lower-case letters, digits, "-"). */
export function checkTargetPort(text: string): string | undefined {
  const name = text.trim();
  if (/^\d+$/.test(name)) return checkPort(name);
  const named = /^[a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?$/.test(name) && /[a-z]/.test(name) && !name.includes('--');
  return named ? undefined : `Expected a number from 1 to 65535, or the name of a container port${found(text)}.`;
}

const found = (text: string): string => (text.trim() === '' ? '' : `, found “${text.trim()}”`);

/** "80" as the number, "http" as the name. */
export function portOrName(text: string): number | string {
  const name = text.trim();
  return /^\d+$/.test(name) ? Number(name) : name;
}
