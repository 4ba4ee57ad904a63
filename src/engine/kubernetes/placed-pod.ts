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

/** Succeeded and Failed pods hold no address and listen on nothing. */
export function isFinished(pod: PlacedPod): boolean {
  return !pod.restarted && (pod.plan.status?.phase === 'Succeeded' || pod.plan.status?.phase === 'Failed');
}
