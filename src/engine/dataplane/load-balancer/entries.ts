import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Ip } from '../../net/ip.ts';
import type { SocketTable } from '../hosts/host.ts';

/** Addresses of clouds' load balancers that serve Ingresses, each once. */
export const entryIPs = ({ ingresses }: Cluster): readonly Ip[] => [
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
