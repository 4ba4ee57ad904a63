/** What is wrong with a port number; undefined when it is fine. */
export function checkPort(text: string): string | undefined {
  const port = Number(text);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? undefined : 'A port is a number from 1 to 65535.';
}

/** As {@link checkPort}, or the name of a container port (IANA_SVC_NAME: at most 15 lower-case letters, digits, "-"). */
export function checkTargetPort(text: string): string | undefined {
  if (/^\d+$/.test(text)) return checkPort(text);
  const named = /^[a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?$/.test(text) && /[a-z]/.test(text) && !text.includes('--');
  return named ? undefined : 'A number from 1 to 65535, or the name of a container port.';
}

/** "80" as the number, "http" as the name. */
export function portOrName(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}
