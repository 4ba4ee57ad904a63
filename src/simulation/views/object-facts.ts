import { type Cluster, type ObjectRef, objectKey } from '../../engine/objects.ts';
import { gatewayFacts, routeFacts } from './gateway-facts.ts';
import type { FactGroup } from './fact.ts';
import { policyFacts } from './policy-facts.ts';

/** What the cluster makes of a policy, Gateway or route. undefined: of its kind there is nothing to say. */
export function factsOf(cluster: Cluster, ref: ObjectRef): readonly FactGroup[] | undefined {
  const key = objectKey(ref);
  return policyFacts(cluster, key) ?? gatewayFacts(cluster, key) ?? routeFacts(cluster, key);
}
