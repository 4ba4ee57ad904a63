import { diff } from './difference.ts';
import type { ScenarioDocument, SharedScreen, SharedTimeline, StoryTimeline } from './document/document.ts';
import type { Look } from './look-names.ts';
import { type Restored, restoreScenario } from './restore/restore.ts';
import { LONGEST_TIMELINE } from './restore/screen-schemas.ts';
import { formatStep, parseStep } from './step-text.ts';
import { withinStory } from './story-part.ts';

/** For the step: the walk stands before its first one, also where the part of the story stops elsewhere. */
const START = 'start';
/** For a namespace: every one. */
const EVERY = '*';
/** For the moment: the timeline of the part is closed. */
const CLOSED = 'none';

/**
 * How an untouched lesson is looked at, in words for an address: always the part and the step, and what differs from how the
 * part opens. undefined: it cannot be said in a few words, as with a timeline or a request that is not the lesson's.
 */
export function formatLook(lesson: ScenarioDocument, screen: SharedScreen): Look | undefined {
  const { part = 0, request, choices, step, lens, inspector, reach } = screen;
  const usual = partOf(lesson, part);
  const index = request === undefined ? -1 : lesson.requests.findIndex((each) => diff(each, request) === undefined);
  const told = lesson.story[part]?.timeline;
  if (!isTold(screen.timeline, told) || (request === undefined ? usual.request !== undefined : index < 0))
    return undefined;
  return {
    part: `${part + 1}`,
    ...(request !== undefined && index !== usual.request && { request: `${index + 1}` }),
    ...(request !== undefined && { step: step === undefined ? START : formatStep(step) }),
    // The first of all ways is the one a story tells of.
    ...(choices.some((choice) => choice !== 0) && { way: choices.map((choice) => choice + 1).join('.') }),
    ...(lens !== 'objects' && { lens }),
    ...(screen.depth !== 'story' && { depth: screen.depth ?? 'hops' }),
    ...((screen.dns === true) !== usual.dns && { dns: screen.dns === true ? 'yes' : 'no' }),
    ...(screen.speed !== undefined && { speed: `${screen.speed}` }),
    ...(told !== undefined && { moment: `${screen.timeline?.time ?? CLOSED}` }),
    ...(screen.selected !== undefined && { select: screen.selected }),
    ...(inspector?.tab !== undefined && { tab: inspector.tab }),
    ...(inspector?.filter !== undefined && { filter: inspector.filter }),
    ...(inspector?.family !== undefined && { family: `${inspector.family}` }),
    ...(reach?.from !== undefined && { 'reach-from': reach.from || EVERY }),
    ...(reach?.to !== undefined && { 'reach-to': reach.to || EVERY }),
    ...(reach?.onlyChanges === true && { 'reach-changes': 'only' }),
    ...(screen.unfolded !== undefined && { open: screen.unfolded.join('+') }),
  };
}

/** The lesson as an address says it is looked at. */
export function restoreLook(lesson: ScenarioDocument, look: Look): Restored {
  return withinStory(restoreScenario(parseLook(lesson, look)));
}

/** The lesson as an address says it is looked at, for restoreScenario to check. What is not said is as the part opens. */
export function parseLook(lesson: ScenarioDocument, look: Look): unknown {
  const part = look['part'] === undefined ? 0 : numberOf(look['part']) - 1;
  const usual = partOf(lesson, Math.min(part, lesson.story.length - 1));
  const index = look['request'] === undefined ? usual.request : numberOf(look['request']) - 1;
  const request = index === undefined ? undefined : (lesson.requests[index] ?? look['request']);
  const { step } = look;
  const stops = look['request'] === undefined ? usual.step : undefined;
  const told = look['moment'] === CLOSED ? undefined : lesson.story[part]?.timeline;
  const moment = look['moment'] === undefined ? (told?.until ?? Infinity) : numberOf(look['moment']);
  const inspector = { tab: look['tab'], filter: look['filter'], family: look['family'] === '6' ? 6 : undefined };
  const reach = {
    from: look['reach-from']?.replace(EVERY, ''),
    to: look['reach-to']?.replace(EVERY, ''),
    onlyChanges: look['reach-changes'] === undefined ? undefined : true,
  };
  const given = {
    document: lesson,
    part,
    request,
    step: step === undefined ? stops : step === START ? undefined : parseStep(step),
    choices: look['way']?.split('.').map((way) => numberOf(way) - 1) ?? [],
    lens: look['lens'],
    depth: look['depth'] ?? 'story',
    dns: (look['dns'] === undefined ? usual.dns : look['dns'] === 'yes') || undefined,
    speed: look['speed'] === undefined ? undefined : numberOf(look['speed']),
    timeline: told && { ...told, time: Math.min(moment, LONGEST_TIMELINE) },
    selected: look['select'],
    inspector: present(inspector),
    reach: present(reach),
    unfolded: look['open']?.split('+'),
  };
  return present(given);
}

/** Nothing of the timeline is to be said but its moment: it is that of the part, or closed. */
function isTold(shown: SharedTimeline | undefined, told: StoryTimeline | undefined): boolean {
  if (shown === undefined) return true;
  const { time: _, ...rest } = shown;
  return (
    told !== undefined &&
    diff({ changes: told.changes, ...(told.delays && { delays: told.delays }) }, rest) === undefined
  );
}

/** How a part of the story opens: the part before it is still shown where it sends nothing itself. */
function partOf(
  { story, requests }: ScenarioDocument,
  part: number,
): Pick<ScenarioDocument['story'][number], 'request' | 'step'> & { readonly dns: boolean } {
  const last = story.slice(0, part + 1).findLast(({ request }) => request !== undefined);
  const own = last === story[part];
  const request = last?.request ?? (requests.length > 0 ? 0 : undefined);
  return {
    ...(request !== undefined && { request }),
    ...(own && last?.step !== undefined && { step: last.step }),
    dns: (last ?? story[0])?.dns === true,
  };
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function present(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
