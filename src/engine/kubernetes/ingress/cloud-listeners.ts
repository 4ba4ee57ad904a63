import type { Ip, Port } from '../../net/ip.ts';
import type { ClusterIngress } from '../cluster/cluster.ts';
import type { CloudEntry } from '../model/balancing.ts';

/** An Ingress that a cloud's load balancer serves. */
export type CloudIngress = ClusterIngress & { readonly cloud: CloudEntry };

/** Those that the load balancer at an address serves, the first rules first. */
export const cloudIngresses = (ingresses: readonly ClusterIngress[], ip: Ip): readonly CloudIngress[] =>
  ingresses
    .filter((each): each is CloudIngress => each.cloud !== undefined && each.addresses.includes(ip))
    .toSorted((a, b) => a.cloud.order - b.cloud.order || (keyOf(a) < keyOf(b) ? -1 : 1));

const keyOf = ({ namespace, name }: ClusterIngress): string => `${namespace}/${name}`;

/** A listener has the rules and lets in the ranges of the Ingresses that ask for it. // aws-load-balancer-controller pkg/ingress/model_builder.go, listenPortConfigsByPort */
export const listensAt = ({ cloud }: CloudIngress, port: Port): boolean =>
  cloud.listeners.some((each) => each.port === port);

/** An Ingress that states who may connect. */
export interface StatingRanges {
  readonly ingress: CloudIngress;
  readonly sources: NonNullable<CloudEntry['sources']>;
}

/**
 * Which of the Ingresses of one load balancer state who may connect at a port, each set of ranges once; empty: everybody. More than one:
 * they contradict each other, and the controller builds nothing. // model_builder.go mergeListenPortConfigs
 */
export function rangesAt(served: readonly CloudIngress[], port: Port): readonly StatingRanges[] {
  const found = new Map<string, StatingRanges>();
  for (const ingress of served) {
    const { sources, refused } = ingress.cloud;
    if (sources === undefined || refused !== undefined || !listensAt(ingress, port)) continue;
    const set = [...new Set(sources.cidrs)].toSorted().join(' ');
    if (!found.has(set)) found.set(set, { ingress, sources });
  }
  return [...found.values()];
}

/** The ports of the listeners that Ingresses of one load balancer ask for, each once. */
export const listenPorts = (served: readonly CloudIngress[]): readonly Port[] => [
  ...new Set(served.flatMap(({ cloud }) => cloud.listeners.map(({ port }) => port))),
];

/** A port for which Ingresses of one load balancer state ranges that contradict each other, and two of them; undefined: none. */
export function rangesConflict(served: readonly CloudIngress[]) {
  for (const port of listenPorts(served)) {
    const [first, other] = rangesAt(served, port);
    if (first !== undefined && other !== undefined) return { port, first, other };
  }
  return undefined;
}
