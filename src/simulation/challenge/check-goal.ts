import type { Router } from '../../engine/engine.ts';
import { type Cluster, hasRole, parseObjectKey } from '../../engine/objects.ts';
import { isRecord } from '../../engine/text.ts';
import type { Goal, GoalAccess, GoalObject, GoalRequest } from '../../scenario/document/goal.ts';
import { type AccessMiss, checkAccess } from './check-access.ts';
import { checkRequest, type RequestMiss } from './check-request.ts';

/** Why an object does not count: it is gone, says something else than it has to, or too few of its pods are ready. */
export type ObjectMiss =
  | { readonly is: 'GONE' | 'CHANGED' }
  | { readonly is: 'NOT_READY'; readonly ready: number; readonly wanted: number };

/** A clause of a goal, and what is the case instead; `miss` absent: it is met. Of causes nothing is said. */
export type CheckedClause =
  | { readonly is: 'request'; readonly request: GoalRequest; readonly miss?: RequestMiss }
  | { readonly is: 'access'; readonly access: GoalAccess; readonly miss?: AccessMiss }
  | { readonly is: 'object'; readonly object: GoalObject; readonly miss?: ObjectMiss }
  | {
      readonly is: 'edits';
      readonly most: number;
      readonly edits: number;
      readonly miss?: { readonly is: 'TOO_MANY' };
    };

/** Checks a goal on a board, clause by clause, in its order; each is computed when it is asked for. `edits`: what has been changed so far. */
export function* checkGoal(goal: Goal, router: Router, edits: number): Generator<CheckedClause, void, undefined> {
  const { requests, access: pairs = [], keep = [], mostEdits } = goal;
  for (const request of requests) yield { is: 'request', request, ...missed(checkRequest(request, router)) };
  for (const access of pairs) yield { is: 'access', access, ...missed(checkAccess(access, router.cluster)) };
  for (const object of keep) yield { is: 'object', object, ...missed(checkObject(object, router.cluster)) };
  if (mostEdits !== undefined)
    yield { is: 'edits', most: mostEdits, edits, ...missed(edits > mostEdits ? { is: 'TOO_MANY' } : undefined) };
}

const missed = <Miss>(miss: Miss | undefined): { readonly miss?: Miss } => (miss === undefined ? {} : { miss });

function checkObject({ object: key, has, pods, on }: GoalObject, cluster: Cluster): ObjectMiss | undefined {
  const object = cluster.objects.get(key);
  const ref = parseObjectKey(key);
  if (object === undefined || ref === undefined) return { is: 'GONE' };
  if (has !== undefined && !says(object, has)) return { is: 'CHANGED' };
  if (pods === undefined && ref.kind !== 'Pod' && !hasRole(ref.kind, 'workload')) return undefined;
  const own = cluster.pods.filter(
    ({ namespace, name, workload }) =>
      namespace === ref.namespace &&
      (ref.kind === 'Pod' ? name === ref.name : workload.kind === ref.kind && workload.name === ref.name),
  );
  const isThere = ({ nodeName }: (typeof own)[number]): boolean => on === undefined || on.includes(nodeName ?? '');
  const ready = own.filter((pod) => pod.ready && !pod.terminating && isThere(pod)).length;
  const wanted = pods ?? 1;
  return ready < wanted ? { is: 'NOT_READY', ready, wanted } : undefined;
}

/** True where everything of the part is in it; lists have as many items as those of the part. */
function says(value: unknown, part: unknown): boolean {
  if (Array.isArray(part))
    return Array.isArray(value) && value.length === part.length && part.every((each, at) => says(value[at], each));
  if (!isRecord(part)) return value === part;
  if (!isRecord(value)) return false;
  return Object.entries(part).every(([name, each]) => Object.hasOwn(value, name) && says(value[name], each));
}
