import type { FindingDetails } from '../../../engine/objects.ts';
import type { Diagnostic, TextDetails, TextProblem } from '../../../manifests/diagnostic.ts';
import { say, type Sentences } from '../../sentences.ts';
import { sayFinding } from '../findings/finding.ts';
import { fieldPath } from '../phrases/field-path.ts';
import { REASON_WORDS } from '../remarks/unread-kinds.ts';
import { CHECK_PROBLEMS } from './checks.ts';
import { READ_PROBLEMS } from './object.ts';
import { SOURCE_PROBLEMS } from './source.ts';

type Path = readonly (string | number)[];
type CheckCode = keyof typeof CHECK_PROBLEMS;

const millions = (count: number): number => Math.ceil(count / 1e6);

/** A code that findings have too is none of a text: it does not compile. */
const TEXT_PROBLEMS: Sentences<Omit<TextDetails, CheckCode | keyof FindingDetails>, [Path]> = {
  ...SOURCE_PROBLEMS,
  ...READ_PROBLEMS,
  UNKNOWN_FIELD: ({ meant }, path) =>
    `unknown field "${fieldPath(path)}": ${meant === undefined ? 'it has no effect' : `did you mean ${meant}? It has no effect as it stands`}.`,
  UNKNOWN_VERSION: ({ kind, apiVersion, readAs }) =>
    `no matches for kind "${kind}" in version "${apiVersion}"; it is read as ${readAs}.`,
  KIND_NOT_SERVED: ({ kind, apiVersion, meant }) =>
    `no matches for kind "${kind}" in version "${apiVersion}"${meant === undefined ? '' : `: did you mean ${meant}?`}`,
  KIND_LEFT_OUT: ({ kind, why }) =>
    why === undefined
      ? `${kind} is not kept: no such kind is known here.`
      : `${kind} is not kept, as it cannot change where a packet goes. ${REASON_WORDS[why]}`,
  FILE_TOO_LARGE: ({ found, most }) =>
    `The file has ${millions(found)} million characters; expected at most ${millions(most)} million.`,
  HELM_TEMPLATE: () =>
    'This looks like a Helm template; expected plain YAML. Render it first: helm template NAME CHART > manifests.yaml.',
  WATCH_ERROR: ({ said }) => `The watch ended in an error${said === undefined ? '' : `: ${said}`}; expected an object.`,
  NOT_ONE_OBJECT: (detail) => {
    if (detail.is === 'NOTHING') return 'There is nothing here; expected one object.';
    if (detail.is === 'SEVERAL') return `There are ${detail.count} objects here; expected one.`;
    return `The kind ${detail.kinds.join(', ')} is not read here; expected one that is, such as Service.`;
  },
  MORE_ALIKE: ({ code, kind, count }) =>
    `${count} more of the kind ${code}${kind === undefined ? '' : ` about ${kind}s`} are not listed.`,
};

/** What is wrong, or worth knowing, at a place in a text. */
export function sayDiagnostic(diagnostic: Diagnostic): string {
  if (isCheck(diagnostic)) return `${fieldPath(diagnostic.path ?? [])}: ${say(CHECK_PROBLEMS, diagnostic)}`;
  return isOfText(diagnostic) ? say(TEXT_PROBLEMS, diagnostic, diagnostic.path ?? []) : sayFinding(diagnostic);
}

function isCheck(diagnostic: Diagnostic): diagnostic is Extract<TextProblem, { readonly code: CheckCode }> {
  return Object.hasOwn(CHECK_PROBLEMS, diagnostic.code);
}

function isOfText(diagnostic: Diagnostic): diagnostic is TextProblem {
  return Object.hasOwn(TEXT_PROBLEMS, diagnostic.code);
}
