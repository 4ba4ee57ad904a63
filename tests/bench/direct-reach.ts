import type { Direction, Policy, PolicyRule } from '../../src/engine/kubernetes/network-policy/policy.ts';
import type { PolicySet } from '../../src/engine/kubernetes/network-policy/policy-set.ts';
import {
  isSubject,
  matchesPeers,
  type Party,
  type PolicyContext,
  portRanges,
} from '../../src/engine/kubernetes/network-policy/select.ts';
import {
  ALL_PORTS,
  intersect,
  NO_PORTS,
  type PortSet,
  portSet,
  subtract,
  unite,
} from '../../src/engine/routing/reach/port-set.ts';

/** What one pair may use, straight from the specification: every policy is asked, nothing is remembered. */
export function directPorts(policies: PolicySet, source: Party, destination: Party, context: PolicyContext): PortSet {
  const judge = (own: Party, peer: Party, direction: Direction): PortSet => {
    const { pod } = own;
    if (pod === undefined || pod.hostNetwork) return ALL_PORTS;
    const selecting = (list: readonly Policy[]): readonly Policy[] =>
      list.filter((policy) => policy[direction] !== undefined && isSubject(policy, pod, context));
    const portsOf = ({ ports }: PolicyRule): PortSet =>
      ports === undefined ? ALL_PORTS : portSet(ports.flatMap((port) => portRanges(port, destination.pod)));
    const tier = (
      list: readonly Policy[],
      open: PortSet,
    ): { readonly allowed: PortSet; readonly passed: PortSet; readonly rest: PortSet } => {
      let [allowed, passed, rest] = [NO_PORTS, NO_PORTS, open];
      for (const rule of list.flatMap((policy) => policy[direction] ?? [])) {
        if (!matchesPeers(rule, peer, context)) continue;
        const ports = portsOf(rule);
        const matched = intersect(rest, ports);
        rest = subtract(rest, ports);
        if (rule.action === 'Allow') allowed = unite(allowed, matched);
        if (rule.action === 'Pass') passed = unite(passed, matched);
      }
      return { allowed, passed, rest: unite(rest, passed) };
    };
    let [allowed, open] = [NO_PORTS, ALL_PORTS];
    for (const { of } of policies.tiers) {
      const own = selecting(of(pod.namespace));
      const found = tier(own, open);
      allowed = unite(allowed, found.allowed);
      open = own.some(({ isolates }) => isolates.includes(direction)) ? found.passed : found.rest;
    }
    return unite(allowed, open);
  };
  return intersect(judge(source, destination, 'egress'), judge(destination, source, 'ingress'));
}
