import { type Direction, PLACES, type Policy } from '../../kubernetes/network-policy/policy.ts';
import { objectKey } from '../../kubernetes/model/object.ts';
import type { Match } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { chainHash } from '../proxy/ports/chain-names.ts';

// Shaped after kube-router pkg/controllers/netpol: a chain per selected pod that asks a chain per policy, which answers by a mark.

/** Where FORWARD, INPUT and OUTPUT lead. */
export const DISPATCH = 'NETPOL';
/** In ipvs mode in front of it, for packets that are still on their way to a Service. */
export const INPUT_DISPATCH = 'NETPOL-INPUT';
/** Takes the marks away before the packet goes on. */
export const ACCEPTED = 'NETPOL-ACCEPT';

/** A policy accepts; a rule has passed the decision on to the next tier. */
export const ACCEPT_MARK = 0x10000;
export const PASS_MARK = 0x20000;
export const MARKS = ACCEPT_MARK | PASS_MARK;

const PREFIX: Readonly<Record<Direction, string>> = { ingress: 'NETPOL-IN-', egress: 'NETPOL-OUT-' };

/** "NETPOL-IN-…": what comes to a pod; "NETPOL-OUT-…": what it sends. */
export function podChainName(pod: { readonly namespace: string; readonly name: string }, direction: Direction): string {
  return PREFIX[direction] + chainHash(`${pod.namespace}/${pod.name}`);
}

export function policyChainName({ ref, places }: Policy, direction: Direction): string {
  const own = places[direction] === PLACES[direction] ? direction : places[direction].join('.');
  return `NETPOL-PLCY-${chainHash(`${objectKey(ref)} ${own}`)}`;
}

/** Of the peers of a rule; `ports`: of its named ports. */
export function ruleSetName({ ref }: Policy, place: string): string {
  return `NETPOL-${chainHash(`${objectKey(ref)} ${place}`)}`;
}

/** The rule was written for a policy, or for a part of it. */
export function originOf({ ref }: Policy, ...path: readonly (string | number)[]): Origin {
  return path.length === 0 ? { ...PROGRAM, subject: ref } : { ...PROGRAM, subject: ref, path };
}

export const PROGRAM: Origin = { program: 'network-policy' };

/** The packet carries this mark. */
export const carries = (mark: number): Match => ({ type: 'mark', value: mark, mask: mark });

/** Neither accepted nor passed on. */
export const UNDECIDED: Match = { type: 'mark', value: 0, mask: MARKS };
export const DECIDED: Match = { type: 'mark', value: 0, mask: MARKS, negate: true };
