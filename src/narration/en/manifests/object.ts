import type { ReadDetails } from '../../../manifests/read-details.ts';
import type { Coded } from '../../../engine/objects.ts';
import { formatPath } from '../../../engine/text.ts';
import { say, type Sentences } from '../../sentences.ts';
import { NAME_FORMS } from './names.ts';
import { sayTooDeep } from './too-deep.ts';

type Path = readonly (string | number)[];

/** What is wrong with what every object has; the path is that of the field. */
export const READ_PROBLEMS: Sentences<ReadDetails, [Path]> = {
  NOT_AN_OBJECT: (detail) => `This is ${plainly(detail)}; expected an object with apiVersion, kind and metadata.`,
  TOO_DEEP: sayTooDeep,
  KIND_MISSING: ({ found }) => `${missing('kind', found)}; expected one such as "kind: Service".`,
  API_VERSION_MISSING: ({ kind, found }) =>
    `${missing('apiVersion', found)} of this ${kind}; expected one such as "apiVersion: v1".`,
  METADATA_MISSING: ({ kind, found }) =>
    `${missing('metadata', found)} of this ${kind}; expected "metadata:" with a name.`,
  NAME_MISSING: ({ kind, found }) =>
    `${missing('metadata.name', found)} of this ${kind}; expected a name (or generateName).`,
  NOT_A_MAPPING: ({ found, of }, path) =>
    of === 'STRINGS'
      ? `${formatPath(path)} is ${found}; expected a mapping of names to strings. It is left out.`
      : `${formatPath(path)} is ${found}; expected a mapping. It counts as empty.`,
  NOT_A_STRING: (detail, path) =>
    detail.is === 'COLLECTION'
      ? `${formatPath(path)} is a mapping or a list; expected a string. It is left out.`
      : `${formatPath(path)} is the ${typeof detail.value} ${detail.value}; expected a string, as in "${detail.value}" with quotes. kubectl would refuse it.`,
  OWNER_INCOMPLETE: (detail, path) =>
    detail.is === 'NO_LIST'
      ? `${formatPath(path)}: expected a list of owners, found ${detail.found}. It is left out.`
      : `${formatPath(path)}: Invalid value: ${detail.found}: ${detail.field} must not be empty. It is left out.`,
  INVALID_NAME: ({ name, form, most, isRefused }, path) => {
    const wrong = most === undefined ? NAME_FORMS[form] : `must be no more than ${most} characters`;
    return `${formatPath(path)} is ${escaped(name)}: ${wrong}.${isRefused ? ' The object is left out.' : ''}`;
  },
};

/** What is wrong with an object; of what only a newer packetwalk can say, its code. */
export function sayReadProblem(problem: Coded<ReadDetails> & { readonly path: Path }): string {
  return Object.hasOwn(READ_PROBLEMS, problem.code) ? say(READ_PROBLEMS, problem, problem.path) : problem.code;
}

function plainly(detail: ReadDetails['NOT_AN_OBJECT']): string {
  if (detail.is === 'PLAIN') return `the ${detail.type} ${detail.found}`;
  return detail.is === 'LIST' ? 'a list' : 'nothing';
}

function missing(field: string, found: string | undefined): string {
  return found === undefined ? `There is no ${field}` : `${field} is ${found}`;
}

/** In quotes, what is not seen as an escape (Unicode categories C and Z but for the space). */
function escaped(text: string): string {
  return JSON.stringify(text).replace(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
