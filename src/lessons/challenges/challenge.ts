import type { ClusterOverrides, Intervention, RawObject } from '../../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../scenario/document/document.ts';
import type { Goal } from '../../scenario/document/goal.ts';

/** What a challenge is made of. */
export interface ChallengePlan {
  readonly title: string;
  readonly objects: readonly RawObject[];
  readonly goal: Goal;
  readonly overrides?: ClusterOverrides;
  readonly interventions?: readonly Intervention[];
}

/** Its requests can be sent from the list of requests. */
export function challenge({ goal, ...rest }: ChallengePlan): ScenarioDocument {
  const requests = goal.requests.map(
    ({ expect: _expect, by: _by, each: _each, ownAddress: _own, ...request }) => request,
  );
  return { ...EMPTY_DOCUMENT, ...rest, requests, goal };
}
