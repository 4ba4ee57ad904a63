import type { Assumption } from '../../kubernetes/model/assumption.ts';
import type { Finding } from '../../kubernetes/model/finding.ts';
import { factKey } from '../../kubernetes/tools/fact-key.ts';
import type { NotConsidered } from '../outcome/not-considered.ts';
import type { Outcome, Verdict } from '../outcome/outcome.ts';
import { verdictOf } from '../outcome/verdict.ts';
import type { TraceRequest } from '../request/request.ts';
import type { Gathered } from '../run/routing-programs.ts';

/** All outcomes of a request with their verdict. */
export interface TraceResult {
  readonly id?: string;
  readonly verdict: Verdict;
  readonly outcomes: readonly Outcome[];
  readonly assumptions: readonly Assumption[];
  /** Mistakes in the objects that put what the outcomes rest on in doubt; absent: none. */
  readonly findings?: readonly Finding[];
  /** Absent: nothing. The outcomes are those without these objects. */
  readonly notConsidered?: readonly NotConsidered[];
  /** How many ways the outcomes stand for; absent: as many as there are outcomes. */
  readonly ways?: number;
  /** Set where even ways that are alike are more than are walked: the probability of those that the outcomes leave out. */
  readonly missing?: { readonly probability: number };
}

/** What the outcomes of a request come to together. */
export function resultOf({ id }: TraceRequest, { outcomes, folded, missing }: Gathered): TraceResult {
  const stated = outcomes.flatMap((each) => each.assumptions);
  const assumptions = new Map(stated.map((each) => [factKey(each), each]));
  const findings = new Map(outcomes.flatMap((each) => each.findings ?? []).map((each) => [factKey(each), each]));
  return {
    ...(id === undefined ? {} : { id }),
    verdict: verdictOf(outcomes, missing !== undefined),
    outcomes,
    assumptions: [...assumptions.values(), ...(folded ? [ENDPOINTS_ALIKE] : [])],
    ...(findings.size === 0 ? {} : { findings: [...findings.values()] }),
    ...(folded ? { ways: outcomes.reduce((sum, { ways = 1 }) => sum + ways, 0) } : {}),
    ...(missing === undefined ? {} : { missing: { probability: missing } }),
  };
}

/** Ways were not all walked: see endpoint-class.ts. */
const ENDPOINTS_ALIKE: Assumption = { code: 'ENDPOINTS_ALIKE', detail: {} };
