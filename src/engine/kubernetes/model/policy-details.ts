import type { Cidr } from '../../net/cidr.ts';
import type { Port } from '../../net/ip.ts';
import type { NamespacedName, UnenforcedPolicies } from './assumption.ts';
import type { LabelSelector } from './specs.ts';

/** The pods that a policy selects, or one of its peers. Absent: of every namespace; every pod. */
export interface SelectedPods {
  readonly namespaces?: LabelSelector;
  readonly pods?: LabelSelector;
  /** As a policy of Calico says it. */
  readonly calico?: string;
}

/** A pod that has all labels that are wanted but one: what it has of that; no value: it lacks it. */
export interface NearestPod {
  readonly pod: NamespacedName;
  readonly key: string;
  readonly wanted: string;
  readonly value?: string | undefined;
}

/** A workload of any namespace. */
export type WorkloadName = NamespacedName & { readonly kind: string };

/** What can be wrong with policies, by code. */
export interface PolicyDetails {
  readonly POLICIES_NOT_ENFORCED: UnenforcedPolicies;
  /** The CNI does not read policies of the kind. */
  readonly POLICY_NOT_READ: { readonly cni: string; readonly kind: string };
  /** `others`: how many pods it is applied to. */
  readonly POLICY_SELECTS_HOST_NETWORK: { readonly pods: readonly NamespacedName[]; readonly others: number };
  readonly POLICY_SELECTS_NOTHING: {
    readonly selector: SelectedPods;
    /** The policy's own. */
    readonly namespace?: string;
    /** The workload that is scaled to none and whose pods it selects. */
    readonly scaled?: WorkloadName;
    readonly nearest?: NearestPod;
  };
  readonly POLICY_PEER_MATCHES_NOTHING: {
    readonly selector: SelectedPods;
    /** Why, as far as it can be told. */
    readonly hint?:
      | { readonly is: 'HOST_NETWORK'; readonly pods: readonly NamespacedName[] }
      | { readonly is: 'ELSEWHERE'; readonly namespace: string; readonly elsewhere: string }
      | { readonly is: 'SCALED_TO_NONE'; readonly scaled: WorkloadName }
      | { readonly is: 'NEAREST'; readonly nearest: NearestPod };
  };
  readonly POLICY_EXCEPT_OUTSIDE: { readonly except: Cidr; readonly cidr: Cidr };
  readonly POLICY_BLOCK_HOLDS_PODS: { readonly cidr: Cidr; readonly pods: Cidr };
  /** `other`: the protocol of the port that has this name there. */
  readonly POLICY_PORT_UNKNOWN: {
    readonly name: string;
    readonly protocol?: string | undefined;
    readonly other?: string | undefined;
  };
  readonly POLICY_PRIORITY_SHARED: { readonly other: string; readonly priority: number };
  readonly POLICY_BLOCKS_DNS: { readonly pod: NamespacedName; readonly server: NamespacedName; readonly port: Port };
}
