import type { Cidr } from '../../net/cidr.ts';
import type { Port } from '../../net/ip.ts';
import type { NamespacedName } from './assumption.ts';
import type { TransportProtocol } from './basics.ts';
import type { NoDetail } from '../tools/coded.ts';

/** Why a pod must not run on a node. */
export type Refusal =
  | 'NODE_SELECTOR'
  | 'NODE_AFFINITY'
  /** It is a DaemonSet's pod, and of another node. */
  | 'ANOTHER_NODES'
  /** It does not tolerate the taint. */
  | { readonly taint: string; readonly value: string };

/** Why a pod stays Pending. */
export type PendingReason =
  /** Its status says so, and no more. */
  | { readonly is: 'REPORTED' | 'NOT_SCHEDULED' | 'NO_NODE' }
  /** In the words of its status. */
  | { readonly is: 'SAID'; readonly message: string }
  /** Of `nodes` nodes each refuses it, has its ports taken, or as many pods as it takes: so many of them are `full`. */
  | {
      readonly is: 'NO_PLACE';
      readonly nodes: number;
      readonly refusals: readonly { readonly why: Refusal; readonly count: number }[];
      readonly portsTaken: number;
      readonly full?: number;
    }
  | { readonly is: 'NO_POD_CIDR'; readonly node: string }
  /** No address is left in the node's ranges. */
  | { readonly is: 'NO_ADDRESS'; readonly node: string; readonly ranges: readonly Cidr[] }
  /** No address is left in the node's subnets, or its interfaces hold as many as they can. */
  | {
      readonly is: 'NO_SUBNET_ADDRESS';
      readonly node: string;
      readonly subnets: readonly Cidr[];
      readonly most?: number;
    };

/** What can be wrong with pods and those that make them, by code. */
export interface PodDetails {
  readonly SELECTOR_DOES_NOT_MATCH_TEMPLATE: NoDetail;
  /** As its status and the given pods have it: `reason` is that of a condition, `waitsFor` a pod before which no other is made. */
  readonly PODS_MISSING: {
    readonly wanted: number;
    readonly there: number;
    readonly reason?: string;
    readonly waitsFor?: string;
    /** Of a DaemonSet. */
    readonly nodes?: readonly string[];
  };
  /** It names what is not there, or what is not read: its controller makes nothing of it, or nothing is made of it here. */
  readonly ROLLOUT_REFUSED: { readonly is: 'MISSING' | 'NOT_READ'; readonly kind: string; readonly name: string };
  /** A virtual machine that is not behind the address of its pod. */
  readonly MACHINE_OFF_POD_NETWORK: NoDetail;
  readonly TOO_MANY_PODS: { readonly replicas: number; readonly made: number };
  readonly POD_UNSCHEDULABLE: /** `pod`: absent where the finding is about the pod itself. */
    | { readonly is: 'PENDING'; readonly pod?: NamespacedName; readonly reason: PendingReason }
    /** So many more of a workload's pods, of which nothing else is said. */
    | { readonly is: 'MORE'; readonly count: number };
  /** A pod of a DaemonSet belongs to its node. */
  readonly RESCHEDULE_REFUSED: { readonly pod: NamespacedName; readonly node: string };
  /** `pod` of the holder: absent where it is the same. */
  readonly PORT_CONFLICT: {
    readonly container: string;
    readonly protocol: TransportProtocol;
    readonly port: Port;
    readonly holder: { readonly container: string; readonly pod?: string };
  };
}
