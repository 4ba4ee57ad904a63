import type { Router } from '../../engine/engine.ts';
import type { Outcome } from '../../engine/outcomes.ts';
import type { SavedRequest } from '../../scenario/document/document.ts';
import { compareWalk, type Compared } from './compare-walks.ts';

/** A request walked on several boards, or on one under several settings; `same`: it ends alike on all, whichever of pods that are alike answers. */
export interface ComparedRequest {
  readonly request: SavedRequest;
  /** By each router, in their order. */
  readonly ends: readonly Compared[];
  readonly same: boolean;
}

/**
 * How each request ends by each router: where chance decides, by the way likest to the first router's, and that by the one likest to
 * what `like` gives for the request.
 */
export function compareRequests(
  routers: readonly Router[],
  requests: readonly SavedRequest[],
  like: (request: SavedRequest) => Outcome | undefined = () => undefined,
): readonly ComparedRequest[] {
  return requests.map((request) => {
    let first: Compared | undefined;
    const ends = routers.map((router) => {
      const likest = first?.ok === true ? first.walk.outcome : like(request);
      const compared = compareWalk(router, request, { skipDns: true, ...(likest !== undefined && { like: likest }) });
      first ??= compared;
      return compared;
    });
    return { request, ends, same: ends.every((end) => first !== undefined && endsAlike(first, end)) };
  });
}

/** True where both have the same verdict for the same reason. */
export const endsAlike = (one: Compared, other: Compared): boolean => endOf(one) === endOf(other);

function endOf(compared: Compared): string {
  if (!compared.ok) return compared.error.code;
  const { result, outcome } = compared.walk;
  const { disposition, cause, http, reply } = outcome;
  return [result.verdict, disposition, cause?.code, http?.status, reply].join(' ');
}
