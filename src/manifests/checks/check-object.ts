import { API_VERSIONS, removedVersion } from '../../engine/fields.ts';
import { isStored } from '../../engine/clusters.ts';
import { apiGroup, hasBearing, hasRole, isNamespaced, type RawObject } from '../../engine/objects.ts';
import { editDistance } from '../../engine/unread.ts';
import { entryOf, isRecord } from '../../engine/text.ts';
import type { Check, ProblemOf, Warn } from './check.ts';
import type { CheckDetails } from './check-details.ts';
import { checkEndpoints, checkSlice } from './check-endpoints.ts';
import { checkGateway, checkIngress, checkPolicy } from './check-entries.ts';
import { checkNode } from './check-node.ts';
import { checkOwners } from './check-owners.ts';
import { checkPod, checkTemplate } from './check-pod.ts';
import { checkService } from './check-service.ts';
import { refusedByPublished } from '../refused/published-fields.ts';
import type { Refuse } from '../refused/refuse.ts';
import { findRefused } from '../refused/refused-objects.ts';
import { type KnownFields, type KnownPart, knownFields } from './known-fields.ts';
import type { Path } from '../sources/source.ts';

/** What is wrong with the fields of an object. */
export type CheckProblem = ProblemOf<CheckDetails>;

/** Unknown fields told of one object. */
const MOST_FIELDS = 20;

const CHECKS: Readonly<Record<string, readonly Check[]>> = {
  '/Pod': [checkPod],
  '/Service': [checkService],
  '/Node': [checkNode],
  '/Endpoints': [checkEndpoints],
  'discovery.k8s.io/EndpointSlice': [checkSlice],
  'networking.k8s.io/Ingress': [checkIngress],
  'networking.k8s.io/NetworkPolicy': [checkPolicy],
  'gateway.networking.k8s.io/Gateway': [checkGateway],
};

/**
 * What an API server would refuse of an object, or strike out. The object is read all the same: what people bring may never
 * have met one.
 */
export function checkObject(object: RawObject): readonly CheckProblem[] {
  const problems: CheckProblem[] = [];
  const { apiVersion, kind, metadata } = object;
  const warn: Warn = (path, problem, severity) => {
    problems.push({ severity: severity ?? 'warning', ...problem, path });
  };
  const group = apiGroup(apiVersion);
  const version = group === '' ? apiVersion : apiVersion.slice(group.length + 1);
  const versions = API_VERSIONS.get(group);
  if (versions?.includes(version) === false) {
    const [first = ''] = versions;
    const readAs = group === '' ? first : `${group}/${first}`;
    warn(['apiVersion'], { code: 'UNKNOWN_VERSION', detail: { kind, apiVersion, readAs } });
  }
  const gone = removedVersion(apiVersion, kind);
  if (gone !== undefined) warn(['apiVersion'], { code: 'VERSION_REMOVED', detail: { kind, apiVersion, ...gone } });
  if (metadata.namespace !== undefined && !isNamespaced(apiVersion, kind)) {
    warn(['metadata', 'namespace'], { code: 'NOT_NAMESPACED', detail: { kind } });
  }
  const known = knownFields(apiVersion, kind);
  if (!isPublished(object, known, problems) && known !== undefined) findUnknown(object, known, [], problems);
  for (const check of entryOf(CHECKS, `${group}/${kind}`) ?? []) check(object, warn);
  if (hasBearing(apiVersion, kind) && (hasRole(kind, 'workload') || hasRole(kind, 'operated') || kind === 'CronJob'))
    checkTemplate(object, warn);
  checkOwners(object, warn);
  findRefused(object, (path, detail) => warn(path, { code: 'VALUE_REFUSED', detail }, 'error'));
  return problems;
}

/**
 * Tells of what is not as it is published; false: nothing is published of it, or an API server has stored it. What only one of the two
 * tables of fields knows is known: older versions had it, or newer ones have.
 */
function isPublished(object: RawObject, known: KnownFields | undefined, problems: CheckProblem[]): boolean {
  if (isStored(object)) return false;
  return refusedByPublished(object, {
    refuse: (path, detail) => problems.push({ severity: 'error', code: 'VALUE_REFUSED', detail, path }),
    missing: () => undefined,
    unknown: (path, names) => {
      if (!isKnown(path, known) && problems.length < MOST_FIELDS)
        problems.push(unknownField(path, nearest(String(path.at(-1)), names)));
    },
  });
}

function isKnown(path: Path, known: KnownFields | undefined): boolean {
  let at: KnownPart | undefined = known;
  for (const step of path) {
    if (typeof at !== 'object') return false;
    const name = typeof step === 'number' ? '*' : step;
    at = Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at !== undefined;
}

/** What an object has to have and has not: links leave some of it out, whoever writes it should not. */
export function findMissing(object: RawObject, missing: Refuse): void {
  if (!isStored(object)) refusedByPublished(object, { refuse: ignored, missing, unknown: ignored });
}

const ignored = (): void => undefined;

/** `path`: where it is, as long as it looks. */
function findUnknown(value: unknown, known: KnownFields, path: (string | number)[], problems: CheckProblem[]): void {
  if (!isRecord(value)) return;
  for (const name in value) {
    const part = Object.hasOwn(known, name) ? known[name] : undefined;
    if (part === true || part === 'TEXTS') continue;
    if (part === undefined) {
      if (problems.length < MOST_FIELDS)
        problems.push(unknownField([...path, name], nearest(name, Object.keys(known))));
      continue;
    }
    const inner = value[name];
    const item = part['*'];
    path.push(name);
    if (item === undefined) findUnknown(inner, part, path, problems);
    else if (typeof item === 'object' && Array.isArray(inner)) {
      for (const [index, each] of inner.entries()) {
        path.push(index);
        findUnknown(each, item, path, problems);
        path.pop();
      }
    }
    path.pop();
  }
}

function unknownField(path: Path, meant: string | undefined): CheckProblem {
  return { severity: 'warning', code: 'UNKNOWN_FIELD', detail: meant === undefined ? {} : { meant }, path };
}

/** The known name that differs in its case, or in at most two letters. */
function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > 40) return undefined;
  const lower = name.toLowerCase();
  const exact = known.find((each) => each.toLowerCase() === lower);
  if (exact !== undefined) return exact;
  let best: string | undefined;
  let least = name.length < 4 ? 2 : 3;
  for (const each of known) {
    if (Math.abs(each.length - name.length) >= least) continue;
    const distance = editDistance(lower, each.toLowerCase());
    if (distance < least) [best, least] = [each, distance];
  }
  return best;
}
