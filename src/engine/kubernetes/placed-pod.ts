import type { Ip } from '../net/ip.ts';
import type { PlannedPod } from './planned-pod.ts';

/** A pod with its place, its addresses and what people did to it. */
export interface PlacedPod {
  readonly plan: PlannedPod;
  readonly nodeName?: string;
  readonly pendingReason?: string;
  readonly ips: readonly Ip[];
  /** Counts from 1. */
  readonly sandbox: number;
  /** Containers a person stopped. */
  readonly stopped: ReadonlySet<string>;
  /** True once an intervention made it another pod than `status` describes. */
  readonly restarted: boolean;
}

export function podKey(pod: { readonly namespace: string; readonly name: string }): string {
  return `${pod.namespace}/${pod.name}`;
}

/** Where pods went. Most say themselves where they are, so a place is made when somebody asks for all of it. */
export interface Placement {
  readonly placeOf: (pod: PlannedPod) => PlacedPod;
  readonly nodeNameOf: (pod: PlannedPod) => string | undefined;
  readonly ipsOf: (pod: PlannedPod) => readonly Ip[];
}

/** The placement after something changed some of the pods. */
export function withChanges(before: Placement, changed: ReadonlyMap<PlannedPod, PlacedPod>): Placement {
  if (changed.size === 0) return before;
  return {
    placeOf: (pod) => changed.get(pod) ?? before.placeOf(pod),
    nodeNameOf: (pod) => (changed.get(pod) ?? before.placeOf(pod)).nodeName,
    ipsOf: (pod) => changed.get(pod)?.ips ?? before.ipsOf(pod),
  };
}

/** Succeeded and Failed pods hold no address and listen on nothing. */
export function isFinished(pod: PlacedPod): boolean {
  return !pod.restarted && (pod.plan.facts.phase === 'Succeeded' || pod.plan.facts.phase === 'Failed');
}
