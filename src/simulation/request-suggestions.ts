import type { Cluster, ClusterIngress, ClusterPod, ClusterService } from '../engine/kubernetes/cluster.ts';
import { formatEndpoint, type Ip } from '../engine/net/ip.ts';
import type { ElementId } from '../scenario/document.ts';

/** Something to offer in the request bar. */
export interface Suggestion {
  /** What goes into the field: a source, or a URL. */
  readonly value: string;
  readonly detail: string;
  /** Of its glyph. */
  readonly kind: string;
  /** The element on the board it stands for. */
  readonly element: ElementId;
}

/** Where a request can start: the internet, every running pod (and container, where there are several), every node. */
export function sourceSuggestions(cluster: Cluster): readonly Suggestion[] {
  const pods = cluster.pods.filter(({ ips, assumed }) => ips.length > 0 && assumed === undefined).flatMap(podSources);
  const nodes = cluster.nodes.map(({ name, ips }) => ({
    value: `node/${name}`,
    detail: ips[0] ?? 'no address',
    kind: 'Node',
    element: `Node/${name}`,
  }));
  return [{ value: 'internet', detail: 'a client outside', kind: 'Internet', element: 'internet' }, ...pods, ...nodes];
}

function podSources(pod: ClusterPod): readonly Suggestion[] {
  const value = `pod/${pod.namespace}/${pod.name}`;
  const detail = `${pod.ips[0]} on ${pod.nodeName}`;
  const element = podElement(pod);
  const containers = pod.containers.filter(({ init, state }) => !init && state === 'running');
  const own = containers.length < 2 ? [] : containers;
  return [
    { value, detail, kind: 'Pod', element },
    ...own.map(({ name }) => ({ value: `${value}/${name}`, detail, kind: 'Container', element })),
  ];
}

/** Where a request from that source can go; names only where they resolve. The likeliest of an element comes first. */
export function targetSuggestions(cluster: Cluster, from: string): readonly Suggestion[] {
  const outside = from.startsWith('internet') || from.startsWith('ip/');
  const named = from.startsWith('pod/');
  const services = cluster.services.filter(({ assumed }) => assumed === undefined);
  return [
    ...(outside ? cluster.ingresses.flatMap(ingressTargets) : []),
    ...services.flatMap((service) => serviceTargets(cluster, service, { outside, named })),
    ...(outside ? [] : cluster.pods.filter(({ assumed }) => assumed === undefined).flatMap(podTargets)),
  ];
}

function ingressTargets(ingress: ClusterIngress): readonly Suggestion[] {
  const { namespace, name, rules, tls, addresses } = ingress;
  return rules.flatMap(({ host = addresses[0], paths }) => {
    if (host === undefined) return [];
    const secure = tls.some(({ hosts }) => hosts.includes(host));
    return paths.map(({ path }) => ({
      value: `${secure ? 'https' : 'http'}://${host.replace(/^\*/, 'www')}${path.startsWith('/') ? path : '/'}`,
      detail: `Ingress ${name}`,
      kind: 'Ingress',
      element: `Ingress/${namespace}/${name}`,
    }));
  });
}

interface Viewpoint {
  readonly outside: boolean;
  /** Names of the cluster's DNS resolve there. */
  readonly named: boolean;
}

function serviceTargets(cluster: Cluster, service: ClusterService, view: Viewpoint): readonly Suggestion[] {
  const { namespace, name, type, clusterIPs, loadBalancerIPs, externalIPs } = service;
  const element = `Service/${namespace}/${name}`;
  const node = cluster.nodes[0]?.ips[0];
  return service.ports.flatMap(({ port, protocol, name: portName, nodePort }) => {
    const label = `${type} ${name}${portName === '' ? '' : `:${portName}`}`;
    const at = (ip: Ip, number: number, detail: string, kind = 'Service'): Suggestion => ({
      value: `${scheme(protocol, number)}://${formatEndpoint(ip, number)}`,
      detail: `${label} ${detail}`,
      kind,
      element,
    });
    const address = view.outside ? undefined : clusterIPs[0];
    return [
      ...(view.named
        ? [{ value: url(protocol, `${name}.${namespace}`, port), detail: label, kind: 'Service', element }]
        : []),
      ...(address === undefined ? [] : [at(address, port, 'clusterIP')]),
      ...loadBalancerIPs.map(({ ip }) => at(ip, port, 'load balancer', 'LoadBalancer')),
      ...externalIPs.map((ip) => at(ip, port, 'externalIP')),
      ...(nodePort === undefined || node === undefined ? [] : [at(node, nodePort, 'nodePort', 'Node')]),
    ];
  });
}

function podTargets(pod: ClusterPod): readonly Suggestion[] {
  const [ip] = pod.ips;
  const [listener] = pod.listeners;
  const { protocol, port } = listener ?? { protocol: 'TCP', port: pod.listensEverywhere ? 80 : 0 };
  if (ip === undefined || port === 0) return [];
  const value = `${scheme(protocol, port)}://${formatEndpoint(ip, port)}`;
  return [{ value, detail: `Pod ${pod.name}`, kind: 'Pod', element: podElement(pod) }];
}

function podElement({ namespace, name }: ClusterPod): ElementId {
  return `Pod/${namespace}/${name}`;
}

function url(protocol: string, host: string, port: number): string {
  const named = scheme(protocol, port);
  return named === 'http' && port === 80 ? `http://${host}` : `${named}://${host}:${port}`;
}

/** What a person would type: http for the usual web ports, else the transport protocol. */
function scheme(protocol: string, port: number): string {
  if (protocol !== 'TCP') return protocol.toLowerCase();
  if (port === 443 || port === 8443) return 'https';
  const web = port === 80 || port === 3000 || port === 5000 || (port >= 8000 && port < 9500) || port >= 30000;
  return web ? 'http' : 'tcp';
}
