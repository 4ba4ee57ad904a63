import { isStored } from '../../engine/clusters.ts';
import { type Finding, type ObjectRef, type RawObject } from '../../engine/objects.ts';
import type { CheckDetails } from './check-details.ts';
import { checkObject, type CheckProblem } from './check-object.ts';

/** What the API server, or kubectl apply before it, would not take of an object. */
export type Refusal = CheckProblem & { readonly object: ObjectRef };

/**
 * Whether what is checked is not taken; of the rest it is warned, or said what is taken instead. `AS_WRITTEN`: of an object that
 * somebody writes, as links leave out what it is about.
 */
const IS_REFUSED: Readonly<Record<keyof CheckDetails, boolean | 'AS_WRITTEN'>> = {
  VALUE_REFUSED: true,
  UNKNOWN_FIELD: true,
  UNKNOWN_VERSION: true,
  VERSION_REMOVED: true,
  TWO_CONTROLLERS: true,
  DUPLICATE_CONTAINER: true,
  DUPLICATE_LISTENER: true,
  INVALID_CLUSTER_IP: true,
  CLUSTER_IPS_DIFFER: true,
  POD_CIDRS_OF_ONE_FAMILY: true,
  PATH_TYPE_UNKNOWN: true,
  PATH_NOT_ABSOLUTE: true,
  INVALID_HOST: true,
  SPECIAL_ADDRESS: true,
  ADDRESS_OF_OTHER_FAMILY: true,
  CONTAINERS_MISSING: 'AS_WRITTEN',
  PATH_TYPE_MISSING: 'AS_WRITTEN',
  NOT_NAMESPACED: false,
  OWNER_IS_ITSELF: false,
  POD_CIDRS_DIFFER: false,
  POD_CIDR_TOO_WIDE: false,
  POD_CIDR_TOO_NARROW: false,
  ADDRESS_TYPE_UNKNOWN: false,
  NODE_ADDRESS_MISSING: false,
  CIDR_AMBIGUOUS: false,
};

/** Of what is read before it is checked: what no API server takes, though it is read all the same. */
const READ_BUT_REFUSED: ReadonlySet<string> = new Set([
  'KIND_NOT_SERVED',
  'NOT_A_STRING',
  'DUPLICATE_KEY',
  'INVALID_NAME',
]);

const known = new WeakMap<RawObject, readonly CheckProblem[]>();

/** What would not be taken of an object as it is written; of one that an API server has stored, nothing. */
export function refusalsOf(raw: RawObject, object: ObjectRef): readonly Refusal[] {
  const found = known.get(raw) ?? (isStored(raw) ? [] : checkObject(raw).filter(({ code }) => isRefusalCode(code)));
  known.set(raw, found);
  return found.map((problem) => ({ ...problem, object }));
}

export const isRefusal = (finding: Finding | Refusal): finding is Refusal => isRefusalCode(finding.code);

/** A thing that is checked and not taken. */
export const isRefusalCode = (code: string): boolean => isChecked(code) && IS_REFUSED[code] === true;

/** Something of a text that somebody writes, with which no API server takes its object. Of which versions it serves, a board does not say. */
export function isRefusedAsWritten(code: string): boolean {
  if (code === 'VERSION_REMOVED') return false;
  return READ_BUT_REFUSED.has(code) || (isChecked(code) && IS_REFUSED[code] !== false);
}

/** What is told of an object's cluster, too, for which the API server does not take it. Another range of node ports is a setting of it. */
export function isRefusedFinding({ code, severity }: { readonly code: string; readonly severity: string }): boolean {
  return (
    isRefusalCode(code) ||
    code === 'SELECTOR_DOES_NOT_MATCH_TEMPLATE' ||
    (code === 'SERVICE_REFUSED' && severity === 'error')
  );
}

/** Where the API server tells what is told elsewhere. */
const PLACES: Readonly<Record<string, Finding['path']>> = {
  SELECTOR_DOES_NOT_MATCH_TEMPLATE: ['spec', 'template', 'metadata', 'labels'],
};

interface Told {
  readonly code: string;
  readonly object?: ObjectRef;
  readonly path?: Finding['path'];
}

/** Without what is said of a field that the API server has words for. */
export function toldOnce<T extends Told>(all: readonly T[]): readonly T[] {
  const keyOf = ({ object, path = [] }: Told): string => JSON.stringify([object?.kind, object?.name, path]);
  const refused = new Set(all.flatMap((each) => (each.code === 'VALUE_REFUSED' ? [keyOf(each)] : [])));
  return all.filter((each) => {
    const path = PLACES[each.code] ?? (each.code === 'FIELD_UNUSABLE' ? each.path : undefined);
    return path === undefined || !refused.has(keyOf({ ...each, path }));
  });
}

const isChecked = (code: string): code is keyof CheckDetails => Object.hasOwn(IS_REFUSED, code);
