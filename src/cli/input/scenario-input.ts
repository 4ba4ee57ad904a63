import { INPUT } from '../../narration/en/cli/input.ts';
import { loadEdition } from '../../lessons/catalog/load-edition.ts';
import { SCENARIOS } from '../../lessons/catalog/catalog.ts';
import { UNREADABLE } from '../../narration/en/scenario/unreadable.ts';
import { say } from '../../narration/sentences.ts';
import type { SharedScenario } from '../../scenario/document/document.ts';
import { parseLook } from '../../scenario/lesson-address.ts';
import { fromLessonForm } from '../../scenario/lesson-form.ts';
import { LOOK_NAMES } from '../../scenario/look-names.ts';
import { type Restored, restoreScenario } from '../../scenario/restore/restore.ts';
import { parseScenarioFile } from '../../scenario/scenario-file.ts';
import { decodeShareLink } from '../../scenario/share-link.ts';
import { InputError } from '../terminal/call.ts';

/** Scenarios by the argument that names them. */
export type Scenarios = ReadonlyMap<string, Restored>;

const LINK = /^(?:https?:\/\/[^#\s]*|[^#\s]*)#?(p\d+:[\w-]+)$/;
const LESSON = /^(?:https?:\/\/|\?)[^#\s]*[?&]?lesson=[\w-]+/;

/** The scenarios that arguments name by themselves: share links, and addresses of lessons. Throws {@link InputError}. */
export async function readLinks(args: readonly string[]): Promise<Scenarios> {
  const found = new Map<string, Restored>();
  for (const argument of args) {
    const hash = LINK.exec(argument)?.[1];
    if (hash !== undefined) found.set(argument, await readLink(hash));
    else if (LESSON.test(argument)) found.set(argument, await readLesson(argument));
  }
  return found;
}

async function readLink(hash: string): Promise<Restored> {
  const decoded = decodeShareLink(hash);
  if (!decoded.ok) throw new InputError(INPUT.link(say(UNREADABLE, decoded.why)));
  const whole = await fromLessonForm(decoded, loadEdition);
  if (!whole.ok) throw new InputError(INPUT.link(say(UNREADABLE, whole.why)));
  return whole;
}

async function readLesson(address: string): Promise<Restored> {
  const query = new URLSearchParams(/\?([^#]*)/.exec(address)?.[1]);
  const id = query.get('lesson') ?? '';
  const lesson = SCENARIOS.find((each) => each.id === id);
  if (lesson === undefined) {
    const lessons = SCENARIOS.map((each) => each.id);
    throw new InputError(INPUT.noLesson(id, lessons));
  }
  const document = { ...(await lesson.load()), lesson: id };
  const look = LOOK_NAMES.flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return restoreScenario(parseLook(document, Object.fromEntries(look)));
}

/** The scenario that a file holds; undefined: it holds none, but perhaps objects. */
export function scenarioOfFile(name: string, text: string): Restored | undefined {
  const start = text.slice(0, 2000);
  if (/^\s*\{/.test(start) && !/"(kind|apiVersion)"\s*:/.test(start.split(/"(?:objects|document)"/)[0] ?? '')) {
    const parsed = /"(?:objects|document)"\s*:/.test(text) ? parseScenarioFile(text) : undefined;
    return parsed?.ok === true ? parsed : undefined;
  }
  const hash = text.length < 1_100_000 ? LINK.exec(text.trim())?.[1] : undefined;
  if (hash === undefined) return undefined;
  const decoded = decodeShareLink(hash);
  if (!decoded.ok) throw new InputError(INPUT.linkIn(name, say(UNREADABLE, decoded.why)));
  if (decoded.scenario.base !== undefined) throw new InputError(INPUT.changeOfLesson(name));
  return decoded;
}

/** What several scenarios hold together: the screen is that of the first, and settings of the later ones go before. */
export function mergeScenarios(scenarios: readonly SharedScenario[]): SharedScenario | undefined {
  const [first, ...others] = scenarios;
  if (first === undefined || others.length === 0) return first;
  const documents = scenarios.map(({ document }) => document);
  return {
    ...first,
    document: {
      ...first.document,
      objects: documents.flatMap(({ objects }) => objects),
      interventions: documents.flatMap(({ interventions }) => interventions),
      overrides: Object.assign({}, ...documents.map(({ overrides }) => overrides)) as typeof first.document.overrides,
      layout: Object.assign({}, ...documents.map(({ layout }) => layout)) as typeof first.document.layout,
    },
  };
}
