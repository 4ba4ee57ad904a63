import { PORT } from '../../../engine/fields.ts';
import type { RoomWords } from '../../../narration/page/language.ts';

type Wrong = RoomWords['inspector']['wrong'];

/** What is wrong with a port number; undefined when it is fine. */
export function checkPort(text: string, wrong: Wrong): string | undefined {
  const port = Number(text);
  if (/^\d+$/.test(text.trim()) && port >= PORT.min && port <= PORT.max) return undefined;
  return wrong.port(PORT, found(text, wrong));
}

/** As {@link checkPort}, or the name of a container port (IANA_SVC_NAME: at most 15 lower-case letters, digits, "-"). */
export function checkTargetPort(text: string, wrong: Wrong): string | undefined {
  const name = text.trim();
  if (/^\d+$/.test(name)) return checkPort(name, wrong);
  const named = /^[a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?$/.test(name) && /[a-z]/.test(name) && !name.includes('--');
  return named ? undefined : wrong.targetPort(PORT, found(text, wrong));
}

const found = (text: string, wrong: Wrong): string => (text.trim() === '' ? '' : wrong.found(text.trim()));

/** "80" as the number, "http" as the name. */
export function portOrName(text: string): number | string {
  const name = text.trim();
  return /^\d+$/.test(name) ? Number(name) : name;
}
