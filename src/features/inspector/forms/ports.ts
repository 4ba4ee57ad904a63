import { PORT } from '../../../engine/fields.ts';
import type { RoomWords } from '../../../narration/page/language.ts';

type Wrong = RoomWords['inspector']['wrong'];

/** What is wrong with a port number; undefined when it is fine. */
export function checkPort(text: string, wrong: Wrong): string | undefined {
  const written = text.trim();
  if (written === '') return wrong.required;
  if (!/^-?\d+$/.test(written)) return wrong.port(PORT, wrong.found(written));
  const port = Number(written);
  return port >= PORT.min && port <= PORT.max ? undefined : wrong.invalid(port, 'PORT_RANGE');
}

/** As {@link checkPort}, or the name of a container port. // apimachinery v0.35 pkg/util/validation IsValidPortName */
export function checkTargetPort(text: string, wrong: Wrong): string | undefined {
  const name = text.trim();
  if (name === '' || /^-?\d+$/.test(name)) return checkPort(name, wrong);
  const why = NAME_RULES.find(([rule]) => !rule.test(name))?.[1];
  return why && wrong.invalid(name, why);
}

const NAME_RULES = [
  [/^.{1,15}$/, 'PORT_NAME_LENGTH'],
  [/^[-a-z0-9]*$/, 'PORT_NAME_CHARACTERS'],
  [/[a-z]/, 'PORT_NAME_LETTER'],
  [/^(?!.*--)/, 'PORT_NAME_HYPHENS'],
  [/^[^-].*(?<!-)$/, 'PORT_NAME_ENDS'],
] as const;

/** "80" as the number, "http" as the name. */
export function portOrName(text: string): number | string {
  const name = text.trim();
  return /^\d+$/.test(name) ? Number(name) : name;
}
