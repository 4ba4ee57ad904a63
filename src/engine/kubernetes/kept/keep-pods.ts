import { cidrContains, cidrParts } from '../../net/cidr.ts';
import { ipFamily, type Ip } from '../../net/ip.ts';
import type { NamedIndex } from '../matching/label-index.ts';
import type { Allocation, Allocations } from '../cluster/allocation.ts';
import { parseObjectKey } from '../model/object.ts';
import type { PodAsk } from '../matching/pod-asks.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import type { AddressPool, PodIpam } from '../pods/pod-ipam.ts';
import type { ScheduledPod, Scheduler } from '../pods/scheduler.ts';

/** Pods and what they were given, by their names, however a record lists them; those that are not there any more are not among them. */
function* podsOf(
  allocated: Allocations,
  pods: NamedIndex<PlannedPod>,
): Generator<readonly [PlannedPod, Allocation], void> {
  for (const [key, given] of Object.entries(allocated).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const { kind, namespace, name } = parseObjectKey(key) ?? {};
    const pod =
      kind !== 'Pod' || namespace === undefined || name === undefined ? undefined : pods.find(namespace, name);
    if (pod !== undefined) yield [pod, given];
  }
}

/** Pods are where they were, whatever was said since of who may go there: that is asked when a pod is placed. */
export function keepPlaces(allocated: Allocations, pods: NamedIndex<PlannedPod>, scheduler: Scheduler): Scheduler {
  const placed = new Map<PodAsk, ScheduledPod>();
  for (const [pod, { node }] of podsOf(allocated, pods)) {
    const { nodeName, phase } = pod.facts;
    // Who says where it is, waits or is done is not placed.
    if (node === undefined || nodeName !== undefined || (phase !== undefined && phase !== 'Running')) continue;
    const place = scheduler.put(pod, node);
    if (place !== undefined) placed.set(pod, place);
  }
  return { ...scheduler, place: (pod) => placed.get(pod) ?? scheduler.place(pod) };
}

/** Pods have the addresses they had, where their nodes have these; nobody else is given one of them. */
export function keepAddresses(allocated: Allocations, pods: NamedIndex<PlannedPod>, ipam: PodIpam): PodIpam {
  const kept = new Map<PlannedPod, readonly Ip[]>();
  const all = new Set<Ip>();
  const homes = new Map<PlannedPod, string>();
  for (const [pod, { ips = [], node }] of podsOf(allocated, pods)) {
    const isFree = ips.length > 0 && !pod.facts.hostNetwork && ips.every((ip) => ipam.holder(ip) === undefined);
    if (!isFree) continue;
    kept.set(pod, ips);
    const home = pod.facts.nodeName ?? node;
    if (home !== undefined) homes.set(pod, home);
    for (const ip of ips) {
      ipam.reserve(ip, pod);
      all.add(ip);
    }
  }
  /** A node that may have only so many has those of its pods among them, be they handed out yet or not. */
  const limited = ({ podAddressLimit, ...pool }: AddressPool): AddressPool => {
    if (podAddressLimit === undefined) return pool;
    const there = [...homes.values()].filter((name) => name === pool.name).length;
    return { ...pool, podAddressLimit: podAddressLimit - there };
  };
  return {
    ...ipam,
    allocate: (pool, pod) => {
      const ips = kept.get(pod);
      return ips !== undefined && fits(ips, pool) ? ips : ipam.allocate(limited(pool), pod);
    },
    // What a pod has after all that people did to it, it has all along.
    release: (ips) => ipam.release(ips.filter((ip) => !all.has(ip))),
  };
}

/** One of each family that a node's pods have, each of one of its networks. */
function fits(ips: readonly Ip[], { podCIDRs, podSubnets }: AddressPool): boolean {
  const networks = podSubnets ?? podCIDRs;
  const families = new Set(networks.map((cidr) => cidrParts(cidr).family));
  return (
    families.size === ips.length &&
    [...families].every((family) => ips.some((ip) => ipFamily(ip) === family)) &&
    ips.every((ip) => networks.some((cidr) => cidrParts(cidr).family === ipFamily(ip) && cidrContains(cidr, ip)))
  );
}
