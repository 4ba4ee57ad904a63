export interface Tagged {
  readonly tag: string;
}

export interface OfLesson {
  readonly lesson: string;
}

const COPY_AGAIN = 'copy it again as a whole';
const MADE_BY_NEWER = 'a newer packetwalk may have made it';

/** Why a link or a scenario file cannot be read at all. */
export const UNREADABLE = {
  TOO_LONG: ({ found, most }: { readonly found: number; readonly most: number }) =>
    `It has ${found} characters; expected at most ${most}.`,
  NO_TAG: () => 'It does not start with a tag such as "p2:" that names its format.',
  TAG_UNKNOWN: ({ tag }: Tagged) => `Its format ${JSON.stringify(tag)} is not known here; ${MADE_BY_NEWER}.`,
  NOTHING_BEHIND_TAG: ({ tag }: Tagged) => `There is nothing behind "${tag}:"; the link was cut off.`,
  FOREIGN_CHARACTERS: () => `It contains characters that no link has, or was cut off; ${COPY_AGAIN}.`,
  DAMAGED: () => `It was cut off or changed on the way; ${COPY_AGAIN}.`,
  TOO_LARGE: ({ most }: { readonly most: number }) => `It unfolds to more than ${most / 1e6} million characters.`,
  EDITION_UNKNOWN: ({ lesson, edition }: OfLesson & { readonly edition: string }) =>
    `It is a change of the lesson “${lesson}” in an edition (${edition}) that is not known here; ${MADE_BY_NEWER}.`,
  CHANGE_MISFITS: ({ lesson }: OfLesson) => `What it changes of the lesson “${lesson}” does not fit; ${COPY_AGAIN}.`,
  NOT_JSON: ({ why }: { readonly why: string }) => `The file is not JSON: ${why}.`,
  NO_SCENARIO_IN_FILE: () => 'The file holds no scenario; expected one that packetwalk saved, with "objects".',
  TOO_MANY_STEPS: ({ found, most }: { readonly found: number; readonly most: number }) =>
    `It has ${found} steps; expected at most ${most}.`,
  NO_COURSE: ({ field }: { readonly field: string }) =>
    `It holds no course: ${field === '' ? 'expected an object with "title" and "steps"' : `its ${field} is missing, or none that a course can have`}.`,
};
