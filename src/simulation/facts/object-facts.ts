import { type Cluster, type ObjectRef, objectKey } from '../../engine/objects.ts';
import { gatewayFacts, routeFacts } from './gateway-facts.ts';
import type { FactGroup, FactWords } from './fact.ts';
import { policyFacts } from './policy-facts.ts';

/** What the cluster makes of a policy, Gateway or route. undefined: of its kind there is nothing to say. */
export function factsOf(cluster: Cluster, ref: ObjectRef, words: FactWords): readonly FactGroup[] | undefined {
  const key = objectKey(ref);
  return policyFacts(cluster, key, words) ?? gatewayFacts(cluster, key, words) ?? routeFacts(cluster, key, words);
}
