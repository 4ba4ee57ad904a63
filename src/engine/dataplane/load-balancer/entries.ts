import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import {
  cloudIngresses,
  listenPorts,
  listensAt,
  rangesAt,
  rangesConflict,
} from '../../kubernetes/ingress/cloud-listeners.ts';
import { type Ip, ipFamily, type IpFamily } from '../../net/ip.ts';
import { cidrParts, hostCidr } from '../../net/cidr.ts';
import type { Match, Rule } from '../../linux/model/netfilter.ts';
import { createRule } from '../rules/rule.ts';
import type { SocketTable } from '../hosts/host.ts';

/** Addresses of clouds' load balancers that serve Ingresses, each once. */
export const entryIPs = ({ ingresses }: Pick<Cluster, 'ingresses'>): readonly Ip[] => [
  ...new Set(ingresses.flatMap(({ cloud, addresses }) => (cloud === undefined ? [] : addresses))),
];

/** They end connections and open their own. */
export function entrySockets({ ingresses }: Cluster): SocketTable {
  return {
    lookup: (protocol, ip, port) => {
      if (protocol !== 'TCP') return undefined;
      const served = cloudIngresses(ingresses, ip).find((each) => listensAt(each, port));
      if (served === undefined) return undefined;
      const subject = { kind: 'Ingress', namespace: served.namespace, name: served.name };
      return { protocol, ip, port, process: served.cloud.by, origin: { program: 'load-balancer', subject } };
    },
  };
}

/** Who may connect to their listeners, as the security groups that a controller makes for them have it; where nobody says so everybody. */
export function entryRules({ ingresses }: Pick<Cluster, 'ingresses'>, family: IpFamily): readonly Rule[] {
  return entryIPs({ ingresses }).flatMap((ip) => {
    const served = cloudIngresses(ingresses, ip);
    // Where they contradict each other there is no security group either: what is asked is told why nothing is built.
    if (ipFamily(ip) !== family || rangesConflict(served) !== undefined) return [];
    return listenPorts(served).flatMap((port): readonly Rule[] => {
      const [stating] = rangesAt(served, port);
      if (stating === undefined) return [];
      const { namespace, name } = stating.ingress;
      const origin = { program: 'load-balancer', subject: { kind: 'Ingress', namespace, name } } as const;
      const listener: readonly Match[] = [
        { type: 'destination', cidr: hostCidr(ip) },
        { type: 'protocol', protocol: 'TCP' },
        { type: 'dport', from: port, to: port },
      ];
      const allowed = stating.sources.cidrs
        .filter((cidr) => cidrParts(cidr).family === family)
        .map((cidr) => createRule([{ type: 'source', cidr }, ...listener], { type: 'ACCEPT' }, origin));
      return [...allowed, createRule(listener, { type: 'DROP' }, origin)];
    });
  });
}
