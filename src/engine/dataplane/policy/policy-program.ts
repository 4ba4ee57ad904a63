import type { Cluster, ClusterNode } from '../../kubernetes/cluster/cluster.ts';
import type { Assumption } from '../../kubernetes/model/assumption.ts';
import { kindsOf } from '../../kubernetes/kind-table/kinds.ts';
import type { IpFamily } from '../../net/ip.ts';
import type { TableRules } from '../rules/proxy-rules.ts';

/** Writes what a cluster's policies say into the filter tables of its nodes. */
export interface PolicyProgram {
  readonly rules: (node: ClusterNode, family: IpFamily) => TableRules;
}

export type CreatePolicies = (cluster: Cluster) => PolicyProgram;

function hasPolicies(cluster: Cluster): boolean {
  return kindsOf('policy').some((kind) => cluster.ofKind(kind).length > 0);
}

/** undefined: there are no policies, nobody enforces them, or the program is not at hand. */
export function createPolicies(cluster: Cluster, create: CreatePolicies | undefined): PolicyProgram | undefined {
  return cluster.settings.policiesIgnored === true || !hasPolicies(cluster) ? undefined : create?.(cluster);
}

/** That the policies have no effect under the CNI that was named; undefined: they have, or there are none. */
export function policiesIgnored(cluster: Cluster): Assumption | undefined {
  const { policiesIgnored: ignored, cni, policySwitch: option } = cluster.settings;
  if (ignored !== true || !hasPolicies(cluster)) return undefined;
  return { code: 'POLICIES_NOT_ENFORCED', detail: { cni, ...(option !== undefined && { option }) } };
}
