import type { Cluster, ClusterIngress, ClusterService } from '../engine/kubernetes/cluster.ts';
import { formatEndpoint } from '../engine/net/ip.ts';
import type { RequestSource, TraceRequest } from '../engine/routing/request.ts';

const MOST = 100;

/** Requests worth trying on a board nobody has written any for: through each Ingress, to each Service, else to pods. */
export function suggestRequests(cluster: Cluster): readonly TraceRequest[] {
  const services = cluster.services.filter(({ assumed }) => assumed === undefined);
  const found = [
    ...cluster.ingresses.flatMap(ingressRequests),
    ...services.flatMap((service) => serviceRequests(cluster, service)),
  ];
  return (found.length > 0 ? found : podRequests(cluster)).slice(0, MOST);
}

/** To every pod with a known TCP port, from another pod, or from its node when it is alone. */
function podRequests({ pods }: Cluster): readonly TraceRequest[] {
  const own = pods.filter(({ assumed, ips, hostNetwork }) => assumed === undefined && ips.length > 0 && !hostNetwork);
  return own.flatMap((pod) => {
    const listener = pod.listeners.find(({ protocol }) => protocol === 'TCP');
    const [ip] = pod.ips;
    if (listener === undefined || ip === undefined || pod.nodeName === undefined) return [];
    const other = own.find((candidate) => candidate !== pod);
    const from = other === undefined ? { node: pod.nodeName } : { pod: `${other.namespace}/${other.name}` };
    return [{ from, to: `http://${formatEndpoint(ip, listener.port)}/` }];
  });
}

function ingressRequests({ namespace, name, rules, tls }: ClusterIngress): readonly TraceRequest[] {
  return rules.flatMap(({ host, paths }) => {
    if (host === undefined) return [];
    const scheme = tls.some(({ hosts }) => hosts.includes(host)) ? 'https' : 'http';
    const named = host.replace(/^\*/, 'www');
    return paths.map(({ path }) => ({
      from: { internet: true } as const,
      to: `${scheme}://${named}${path.startsWith('/') ? path : '/'}`,
      via: `ingress/${namespace}/${name}`,
    }));
  });
}

function serviceRequests(cluster: Cluster, service: ClusterService): readonly TraceRequest[] {
  const { namespace, name, type, ports, loadBalancerIPs } = service;
  const port = ports.find(({ protocol }) => protocol === 'TCP');
  if (port === undefined) return [];
  const address = type === 'LoadBalancer' ? loadBalancerIPs[0]?.ip : undefined;
  if (address !== undefined) {
    return [{ from: { internet: true }, to: `http://${formatEndpoint(address, port.port)}/` }];
  }
  const from = clientOf(cluster, service);
  return from === undefined ? [] : [{ from, to: `http://${name}.${namespace}:${port.port}/` }];
}

/** A pod that is no endpoint of the Service, of its namespace if possible; the first node when there is none. */
function clientOf(cluster: Cluster, { namespace, endpoints, ipFamilies }: ClusterService): RequestSource | undefined {
  const family = ipFamilies[0];
  const own = new Set(
    (family === undefined ? [] : endpoints(family)).map(({ pod }) => `${pod?.namespace}/${pod?.name}`),
  );
  const clients = cluster.pods.filter(
    ({ phase, hostNetwork, ...pod }) => phase === 'Running' && !hostNetwork && !own.has(`${pod.namespace}/${pod.name}`),
  );
  const client = clients.find((pod) => pod.namespace === namespace) ?? clients[0];
  if (client !== undefined) return { pod: `${client.namespace}/${client.name}` };
  const [node] = cluster.nodes;
  return node === undefined ? undefined : { node: node.name };
}
