import type { PendingReason } from '../model/pod-details.ts';
import type { Ip } from '../../net/ip.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { PodFacts } from '../matching/pod-asks.ts';

/** A pod with its place, its addresses and what people did to it. */
export interface PlacedPod<P = PlannedPod> {
  readonly plan: P;
  readonly nodeName?: string;
  readonly pendingReason?: PendingReason;
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
export interface Placement<P = PlannedPod> {
  readonly placeOf: (pod: P) => PlacedPod<P>;
  readonly nodeNameOf: (pod: P) => string | undefined;
  readonly ipsOf: (pod: P) => readonly Ip[];
}

/** The placement after something changed some of the pods. */
export function withChanges<P>(before: Placement<P>, changed: ReadonlyMap<P, PlacedPod<P>>): Placement<P> {
  if (changed.size === 0) return before;
  return {
    placeOf: (pod) => changed.get(pod) ?? before.placeOf(pod),
    nodeNameOf: (pod) => (changed.get(pod) ?? before.placeOf(pod)).nodeName,
    ipsOf: (pod) => changed.get(pod)?.ips ?? before.ipsOf(pod),
  };
}

interface Phased {
  readonly facts: Pick<PodFacts, 'phase'>;
}

/** Succeeded and Failed pods hold no address and listen on nothing. */
export function isFinished({ plan, restarted }: PlacedPod<Phased>): boolean {
  return !restarted && (plan.facts.phase === 'Succeeded' || plan.facts.phase === 'Failed');
}
