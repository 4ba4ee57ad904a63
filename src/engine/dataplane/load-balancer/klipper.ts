import { SERVED_NAME, servesBy } from '../../kubernetes/balancers/servicelb.ts';
import type { TransportProtocol } from '../../kubernetes/model/basics.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Match, Rule } from '../../linux/model/netfilter.ts';
import type { Ruleset } from '../../linux/namespace/namespace.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { ANY_IPV4, ANY_IPV6, type Cidr, cidrParts, hostCidr } from '../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily, type Port } from '../../net/ip.ts';
import { createIptablesRuleset, NO_NODE_RULES } from '../rules/iptables-tables.ts';
import { createRule } from '../rules/rule.ts';

/** Where a pod of servicelb sends what comes to its ports. */
export interface Forwarding {
  readonly ports: readonly {
    readonly protocol: TransportProtocol;
    readonly port: Port;
    readonly toPort: Port;
  }[];
  readonly toIPs: readonly Ip[];
  /** Who may connect. */
  readonly sources: readonly Cidr[];
  readonly origin: Origin;
}

/**
 * Of a pod of servicelb: to the Service's clusterIPs, or with externalTrafficPolicy Local to its node's node ports.
 * undefined: it is none. // k3s v1.34 pkg/cloudprovider/servicelb.go newDaemonSet
 */
export function forwardingOf(cluster: Cluster, pod: ClusterPod): Forwarding | undefined {
  if (pod.labels[SERVED_NAME] === undefined) return undefined;
  const service = cluster.services.find((each) => each.type === 'LoadBalancer' && servesBy(pod.labels, each));
  if (service === undefined) return undefined;
  const local = service.externalTrafficPolicy === 'Local';
  const node = cluster.node(pod.nodeName ?? '');
  const ports = service.ports.flatMap(({ protocol, port, nodePort }) => {
    const toPort = local ? nodePort : port;
    return toPort === undefined ? [] : [{ protocol, port, toPort }];
  });
  return {
    ports,
    toIPs: local ? (node?.ips ?? []) : service.clusterIPs,
    sources: service.loadBalancerSourceRanges,
    origin: {
      program: 'load-balancer',
      subject: { kind: 'Service', namespace: service.namespace, name: service.name },
    },
  };
}

/** // klipper-lb v0.4.9 entry */
export function forwardingRuleset({ ports, toIPs, sources, origin }: Forwarding, family: IpFamily): Ruleset {
  const anyone = family === 4 ? ANY_IPV4 : ANY_IPV6;
  const own = sources.filter((cidr) => cidrParts(cidr).family === family);
  const from = sources.length === 0 ? [anyone] : own;
  const targets = toIPs.filter((ip) => ipFamily(ip) === family);
  const to = (protocol: TransportProtocol, port: Port): readonly Match[] => [
    { type: 'protocol', protocol },
    { type: 'dport', from: port, to: port },
  ];
  const each = <T>(make: (port: Forwarding['ports'][number], ip: Ip) => T): readonly T[] =>
    ports.flatMap((port) => targets.map((ip) => make(port, ip)));
  const accepted = ports.flatMap(({ protocol, toPort }): readonly Rule[] =>
    from.map((cidr) => createRule([{ type: 'source', cidr }, ...to(protocol, toPort)], { type: 'ACCEPT' }, origin)),
  );
  const dropped = each(({ protocol, toPort }, ip) =>
    createRule([{ type: 'destination', cidr: hostCidr(ip) }, ...to(protocol, toPort)], { type: 'DROP' }, origin),
  );
  const translated = each(({ protocol, port, toPort }, ip) =>
    createRule(to(protocol, port), { type: 'DNAT', ip, port: toPort }, origin),
  );
  const masqueraded = each(({ protocol }, ip) =>
    createRule(
      [
        { type: 'destination', cidr: hostCidr(ip) },
        { type: 'protocol', protocol },
      ],
      { type: 'MASQUERADE' },
      origin,
    ),
  );
  return createIptablesRuleset(family, [
    {
      nat: { ...NO_NODE_RULES.nat, builtIn: { PREROUTING: translated, POSTROUTING: masqueraded } },
      filter: { ...NO_NODE_RULES.nat, builtIn: { FORWARD: [...accepted, ...dropped] } },
    },
  ]);
}
