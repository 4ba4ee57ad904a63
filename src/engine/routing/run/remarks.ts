import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { NotConsidered } from '../outcome/not-considered.ts';
import type { Outcome, Verdict } from '../outcome/outcome.ts';
import type { ParsedRequest } from './parsed-request.ts';
import type { Remark } from './routing-programs.ts';

interface Result {
  readonly verdict: Verdict;
  readonly outcomes: readonly Outcome[];
}

/** The result with what was not considered: UNDETERMINED where some of it could turn the verdict. */
export function withRemarks<T extends Result>(
  remark: Remark,
  { cluster, request }: { readonly cluster: Cluster; readonly request: ParsedRequest },
  result: T,
): T & { readonly notConsidered?: readonly NotConsidered[] } {
  const { notConsidered, undetermined } = remark(cluster, request, result.outcomes);
  if (notConsidered.length === 0) return result;
  return { ...result, ...(undetermined && { verdict: 'UNDETERMINED' }), notConsidered };
}
