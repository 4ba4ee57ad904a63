import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { type Ip, ipFamily, type IpFamily } from '../../net/ip.ts';
import { cidrParts, hostCidr } from '../../net/cidr.ts';
import type { Rule } from '../../linux/model/netfilter.ts';
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
      const served = ingresses.find(
        ({ cloud, addresses }) =>
          addresses.includes(ip) && cloud?.listeners.some((each) => each.port === port) === true,
      );
      if (served?.cloud === undefined) return undefined;
      const subject = { kind: 'Ingress', namespace: served.namespace, name: served.name };
      return { protocol, ip, port, process: served.cloud.by, origin: { program: 'load-balancer', subject } };
    },
  };
}

/** Who may connect to them, as the security groups that a controller makes for them have it; without any that says so everybody. */
export function entryRules({ ingresses }: Pick<Cluster, 'ingresses'>, family: IpFamily): readonly Rule[] {
  return entryIPs({ ingresses }).flatMap((ip) => {
    const stating = ingresses.find(({ cloud, addresses }) => cloud?.sources !== undefined && addresses.includes(ip));
    const sources = stating?.cloud?.sources;
    if (stating === undefined || sources === undefined || ipFamily(ip) !== family) return [];
    const subject = { kind: 'Ingress', namespace: stating.namespace, name: stating.name };
    const origin = { program: 'load-balancer', subject } as const;
    const destination = { type: 'destination', cidr: hostCidr(ip) } as const;
    const allowed = sources.cidrs
      .filter((cidr) => cidrParts(cidr).family === family)
      .map((cidr) => createRule([{ type: 'source', cidr }, destination], { type: 'ACCEPT' }, origin));
    return [...allowed, createRule([destination], { type: 'DROP' }, origin)];
  });
}
