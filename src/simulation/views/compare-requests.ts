import type { Router } from '../../engine/engine.ts';
import type { SavedRequest } from '../../scenario/document/document.ts';
import { compareWalk, type Compared } from './compare-walks.ts';

/** A request walked on both sides; `same`: it ends alike on both, whichever of pods that are alike answers. */
export interface ComparedRequest {
  readonly request: SavedRequest;
  readonly left: Compared;
  readonly right: Compared;
  readonly same: boolean;
}

/** How each request ends on either side, in their order. */
export function compareRequests(
  [left, right]: readonly [Router, Router],
  requests: readonly SavedRequest[],
): readonly ComparedRequest[] {
  return requests.map((request) => {
    const one = compareWalk(left, request, { skipDns: true });
    const options = one.ok ? { skipDns: true, like: one.walk.outcome } : { skipDns: true };
    const other = compareWalk(right, request, options);
    return { request, left: one, right: other, same: endOf(one) === endOf(other) };
  });
}

function endOf(compared: Compared): string {
  if (!compared.ok) return compared.error.code;
  const { result, outcome } = compared.walk;
  const { disposition, cause, http, reply } = outcome;
  return [result.verdict, disposition, cause?.code, http?.status, reply].join(' ');
}
