import { formatObjectRef, type ObjectRef } from '../../../engine/objects.ts';
import { sayReadProblem } from '../manifests/object.ts';

/** Lists of a scenario. */
const LISTS = {
  objects: 'objects',
  interventions: 'interventions',
  layout: 'positions',
  requests: 'requests',
  story: 'story steps',
};

export interface Numbered {
  readonly number: number;
}

export interface Named {
  readonly name: string;
}

export interface Cut {
  readonly found: number;
  readonly kept: number;
}

/** A sentence: as versions kept it that had no codes for it. */
type Why = Parameters<typeof sayReadProblem>[0] | string;

const sayWhy = (why: Why): string => (typeof why === 'string' ? why : sayReadProblem(why));
const quoted = ({ name }: Named): string => JSON.stringify(name);
const count = (things: number): string => things.toLocaleString('en');
const leftOut = (what: string): string => `${what} cannot be used and was left out`;

/** What of a scenario could not be used. */
export const PROBLEMS = {
  NO_SCENARIO: () => 'This is not a scenario; an empty one is shown.',
  VERSION_UNKNOWN: ({ found, readAs }: { readonly found?: string | number; readonly readAs: number }) =>
    `Its version is ${found === undefined ? 'no number' : JSON.stringify(found)}, which no packetwalk wrote; it is read as version ${readAs}.`,
  VERSION_NEWER: ({ version }: { readonly version: number }) =>
    `This was saved by a newer packetwalk (version ${version}); parts it added are not shown.`,
  VERSION_UNREADABLE: ({ version }: { readonly version: number }) =>
    `This was saved by an older packetwalk (version ${version}) and parts of it cannot be read.`,
  TITLE_NO_TEXT: () => 'The title is no text; it was left out.',
  TITLE_TOO_LONG: ({ found, kept }: Cut) => `The title has ${found} characters; the first ${kept} are kept.`,
  NOT_A_LIST: ({ field }: { readonly field: keyof typeof LISTS }) =>
    `The ${LISTS[field]} are not a list and were left out.`,
  TOO_MANY: ({ field, found, kept }: Cut & { readonly field: keyof typeof LISTS }) =>
    `There are ${count(found)} ${LISTS[field]}; the first ${count(kept)} are kept.`,
  OBJECT_NAMELESS: ({ number, kind }: Numbered & { readonly kind: string }) =>
    `Object ${number} was left out: this ${kind} has no name.`,
  OBJECT_UNUSABLE: ({ number, why }: Numbered & { readonly why: Why }) =>
    `Object ${number} was left out: ${sayWhy(why)}`,
  OBJECT_FAULTY: ({ object, why }: { readonly object: ObjectRef; readonly why: Why }) =>
    `${formatObjectRef(object)}: ${sayWhy(why)}`,
  REQUEST_UNUSABLE: ({ number }: Numbered) => `${leftOut(`Request ${number}`)}: it needs "from" and "to".`,
  INTERVENTION_UNUSABLE: ({ number }: Numbered) => `${leftOut(`Intervention ${number}`)}.`,
  STORY_STEP_UNUSABLE: ({ number }: Numbered) => `${leftOut(`Story step ${number}`)}.`,
  TEXTS_UNUSABLE: () => 'what was written of some objects, with its comments, cannot be read and is left out',
  GOAL_UNUSABLE: ({ field }: { readonly field: string }) =>
    field === ''
      ? `${leftOut('The goal')}: it needs a text.`
      : `${leftOut('The goal')}: its ${field} is none that a goal can have.`,
  SETTING_UNUSABLE: (setting: Named) => `${leftOut(`The setting ${quoted(setting)}`)}.`,
  POSITION_UNUSABLE: ({ element }: { readonly element: string }) =>
    `The position of ${element} cannot be used; it is laid out automatically.`,
  SHOWN_STEP_UNUSABLE: () => 'The step that was shown is not known here: the first is shown.',
  SHOWN_REQUEST_UNUSABLE: () => `${leftOut('The request that was shown')}.`,
  SHOWN_PART_UNUSABLE: () => 'The part of the story that was shown does not exist: the first is shown.',
  PART_MISSING: ({ part, parts }: { readonly part: number; readonly parts: number }) =>
    `The story has no part ${part}: ${parts === 0 ? 'it has none' : `its last, part ${parts}, is shown`}.`,
  LESSON_UNUSABLE: () => 'The lesson that was shared cannot be used.',
  TOO_MANY_CHANGES: ({ found, kept }: Cut) => `The timeline has ${found} changes; the first ${kept} are shown.`,
  CHANGE_UNUSABLE: ({ number }: Numbered) => `${leftOut(`Change ${number} of the timeline`)}.`,
  NO_CHANGES: () => 'The timeline has no change that can be played and was left out.',
  COURSE_STEP_UNUSABLE: ({ number, field }: Numbered & { readonly field: string }) =>
    field === ''
      ? `${leftOut(`Step ${number} of the course`)}: it needs one of "lesson", "challenge" and "board".`
      : `${leftOut(`Step ${number} of the course`)}: its ${field} is none that a step can have.`,
  COURSE_STEP_UNKNOWN: ({ number, kind, id }: Numbered & { readonly kind: string; readonly id: string }) =>
    `Step ${number} of the course was left out: there is no ${kind} called ${JSON.stringify(id)}.`,
  NO_OBJECTS: () => 'It holds no objects: the board is empty.',
  DELAY_UNUSABLE: (delay: Named) => `The delay ${quoted(delay)} cannot be used; it is as usual.`,
};
