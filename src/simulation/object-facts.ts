import type { Cluster } from '../engine/kubernetes/cluster.ts';
import { type ObjectRef, objectKey } from '../engine/kubernetes/object.ts';
import { gatewayFacts, routeFacts } from './gateway-facts.ts';
import { policyFacts } from './policy-facts.ts';

/** Something one reads off an object. */
export type Fact =
  | { readonly label: string; readonly values: readonly string[]; readonly wrong?: boolean }
  /** Leads to another object, by its key. */
  | { readonly link: string; readonly text: string; readonly detail?: string };

export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** What the cluster makes of a policy, Gateway or route. undefined: of its kind there is nothing to say. */
export function factsOf(cluster: Cluster, ref: ObjectRef): readonly FactGroup[] | undefined {
  const key = objectKey(ref);
  return policyFacts(cluster, key) ?? gatewayFacts(cluster, key) ?? routeFacts(cluster, key);
}
