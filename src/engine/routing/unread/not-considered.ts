import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { TraceRemarks } from '../run/routing-programs.ts';
import { factKey } from '../../kubernetes/tools/fact-key.ts';
import type { NotConsidered } from '../outcome/not-considered.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { ParsedRequest } from '../run/parsed-request.ts';
import type { Concern } from './parties/concern.ts';
import { annotationConcerns, entryFieldConcerns } from './annotations.ts';
import { containerConcerns } from './containers.ts';
import { findConcerns } from './find-concerns.ts';
import { meshDoubts } from './mesh-doubts.ts';
import { policyPartConcerns } from './policy-parts.ts';
import { entryConcerns } from './nginx.ts';
import { neighbourConcerns } from './neighbours.ts';
import { speechConcerns } from './speech.ts';
import { switchConcerns } from './masquerade.ts';
import { deviceConcerns } from './settings.ts';
import { type Parties, partiesOf } from './parties/parties.ts';

/** What was not considered for a request, and whether some of it could turn the verdict. */
export function notConsidered(cluster: Cluster, request: ParsedRequest, outcomes: readonly Outcome[]): TraceRemarks {
  const parties = partiesOf(cluster, request, outcomes);
  const concerns = [
    ...findConcerns(cluster, parties),
    ...policyPartConcerns(parties),
    ...meshDoubts(parties),
    ...annotationConcerns(parties),
    ...entryFieldConcerns(parties),
    ...entryConcerns(parties),
    ...containerConcerns(parties),
    ...speechConcerns(parties),
    ...neighbourConcerns(parties),
    ...deviceConcerns(parties),
    ...switchConcerns(parties),
  ];
  return { notConsidered: told(concerns), undetermined: concerns.some((each) => turns(each, parties)) };
}

function turns({ breaks, mends }: Concern, { someSucceed, someFail }: Parties): boolean {
  return (breaks === true && someSucceed) || (mends === true && someFail);
}

/** Each object once per thing that is said of it. */
function told(concerns: readonly Concern[]): readonly NotConsidered[] {
  const once = new Map<string, NotConsidered>();
  for (const { breaks: _, mends: __, of, ...what } of concerns)
    once.set(factKey(what), of === undefined ? what : { ...what, of });
  return [...once.values()];
}
