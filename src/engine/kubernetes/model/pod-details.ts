import type { Port } from '../../net/ip.ts';
import type { NamespacedName } from './assumption.ts';
import type { TransportProtocol } from './cluster.ts';
import type { NoDetail } from './coded.ts';

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
  readonly TOO_MANY_PODS: { readonly replicas: number; readonly made: number };
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
