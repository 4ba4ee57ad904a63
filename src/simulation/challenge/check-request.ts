import type { Router } from '../../engine/engine.ts';
import { type Cluster, objectKey } from '../../engine/objects.ts';
import {
  type ArrivalCondition,
  conditionsOf,
  hidesClient,
  isServed,
  isSuccess,
  type Outcome,
} from '../../engine/outcomes.ts';
import type { GoalRequest } from '../../scenario/document/goal.ts';

/** What becomes of a way that is not as the goal has it. */
export type WayMiss =
  /** Not as asked: how it ends. */
  | { readonly is: 'ENDS'; readonly disposition: Outcome['disposition']; readonly noAnswer: boolean }
  | { readonly is: 'STATUS'; readonly status: number }
  | { readonly is: 'ANSWERED'; readonly by?: string }
  /** It arrives, if something that nobody has said is so. */
  | { readonly is: 'UNSAID' }
  /** The packet comes with this source address. */
  | { readonly is: 'ADDRESS'; readonly address: string }
  | { readonly is: 'UNKNOWN' };

/** The first way that is not as the goal has it, and how many of how many are not. */
export type RequestMiss =
  | { readonly is: 'CANNOT_BE_SENT' }
  /** Of those that have to answer, these never do. */
  | { readonly is: 'SILENT'; readonly silent: readonly string[] }
  | { readonly is: 'WAYS'; readonly ways: number; readonly missed: number; readonly first: WayMiss };

/** What is not as the goal has it; undefined: every way of the request ends as it asks. */
export function checkRequest(goal: GoalRequest, router: Router): RequestMiss | undefined {
  const traced = router.trace(goal);
  if (!traced.ok) return { is: 'CANNOT_BE_SENT' };
  const { outcomes, missing, verdict } = traced.value;
  const misses = outcomes.flatMap((outcome) => missOf(outcome, goal, router.cluster) ?? []);
  const [first] = misses;
  if (first !== undefined) return { is: 'WAYS', ways: outcomes.length, missed: misses.length, first };
  if (missing !== undefined || verdict === 'UNDETERMINED')
    return { is: 'WAYS', ways: outcomes.length, missed: 0, first: { is: 'UNKNOWN' } };
  const answering = new Set(outcomes.flatMap((outcome) => namesOf(outcome, router.cluster)));
  const silent = goal.each === true ? (goal.by ?? []).filter((key) => !answering.has(key)) : [];
  return silent.length > 0 ? { is: 'SILENT', silent } : undefined;
}

function missOf(outcome: Outcome, { expect, by, ownAddress }: GoalRequest, cluster: Cluster): WayMiss | undefined {
  if (outcome.disposition === 'INSUFFICIENT_INFO') return { is: 'UNKNOWN' };
  if (expect === 'fails') return isServed(outcome) ? { is: 'ANSWERED', ...answering(outcome, cluster) } : undefined;
  const ends = {
    is: 'ENDS',
    disposition: outcome.disposition,
    noAnswer: isSuccess(outcome) && !isServed(outcome),
  } as const;
  const { status } = outcome.http ?? {};
  if (expect === 'succeeds' && !isServed(outcome))
    return status === undefined || isSuccess(outcome) ? ends : { is: 'STATUS', status };
  if (typeof expect === 'number' && status !== expect) return status === undefined ? ends : { is: 'STATUS', status };
  if (by !== undefined && !namesOf(outcome, cluster).some((name) => by.includes(name)))
    return { is: 'ANSWERED', ...answering(outcome, cluster) };
  if (ownAddress === true && hidesClient(outcome)) return { is: 'ADDRESS', address: outcome.final.sourceIP };
  return conditionsOf(outcome.assumptions).some((condition) => !isDeclared(condition)) ? { is: 'UNSAID' } : undefined;
}

/** The port is declared: that is enough of a word for its localhost, too. */
function isDeclared(condition: ArrivalCondition): boolean {
  return condition.code === 'LISTENS_ASSUMED' && condition.detail.is === 'ADDRESS';
}

/** Keys of who answered: the Pod, and what it belongs to. */
function namesOf({ destination }: Outcome, cluster: Cluster): readonly string[] {
  if (destination?.kind !== 'Pod') return [];
  const { namespace = '', name } = destination;
  const { workload } = cluster.pod(namespace, name) ?? {};
  return [
    objectKey({ kind: 'Pod', namespace, name }),
    ...(workload === undefined ? [] : [objectKey({ namespace, ...workload })]),
  ];
}

function answering(outcome: Outcome, cluster: Cluster): { readonly by?: string } {
  const by = namesOf(outcome, cluster)[0] ?? outcome.destination?.name;
  return by === undefined ? {} : { by };
}
