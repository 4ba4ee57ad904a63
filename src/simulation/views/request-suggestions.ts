import type { Cluster, ClusterEntry, ClusterPod, ClusterService } from '../../engine/objects.ts';
import { formatVia, type RequestSource, type TraceRequest } from '../../engine/requests.ts';
import type { Ip } from '../../engine/packets.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import type { ElementId } from '../../scenario/document/document.ts';
import { formatAddressUrl, formatUrl, nodePortAddress } from './service-url.ts';

type SuggestionWords = RoomWords['suggestions'];

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
export function sourceSuggestions(cluster: Cluster, words: SuggestionWords): readonly Suggestion[] {
  const pods = cluster.pods
    .filter(({ ips, assumed }) => ips.length > 0 && assumed === undefined)
    .flatMap((pod) => podSources(pod, words));
  const nodes = cluster.nodes.map(({ name, ips }) => ({
    value: `node/${name}`,
    detail: ips[0] ?? words.noAddress,
    kind: 'Node',
    element: `Node/${name}`,
  }));
  const isMachine = cluster.settings.machine !== undefined;
  const [detail, kind] = isMachine ? [words.machine, 'Machine'] : [words.outside, 'Internet'];
  return [{ value: 'internet', detail, kind, element: 'internet' }, ...pods, ...nodes];
}

function podSources(pod: ClusterPod, words: SuggestionWords): readonly Suggestion[] {
  const value = `pod/${pod.namespace}/${pod.name}`;
  const detail = words.podOn(pod.ips[0] ?? '', pod.nodeName ?? '');
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
    ...(outside ? cluster.entries.flatMap(entryTargets) : []),
    ...services.flatMap((service) => serviceTargets(cluster, service, { outside, named })),
    ...(outside ? [] : cluster.pods.filter(({ assumed }) => assumed === undefined).flatMap(podTargets)),
  ];
}

function entryTargets({ kind, namespace, name, urls }: ClusterEntry): readonly Suggestion[] {
  const element = `${kind}/${namespace}/${name}`;
  return urls.map((value) => ({ value, detail: `${kind} ${name}`, kind, element }));
}

function entryRequests(entry: ClusterEntry): readonly TraceRequest[] {
  return entry.urls.map((to) => ({ from: { internet: true }, to, via: formatVia(entry) }));
}

interface Viewpoint {
  readonly outside: boolean;
  /** Names of the cluster's DNS resolve there. */
  readonly named: boolean;
}

function serviceTargets(cluster: Cluster, service: ClusterService, view: Viewpoint): readonly Suggestion[] {
  const { namespace, name, type, clusterIPs, loadBalancerIPs, externalIPs } = service;
  const element = `Service/${namespace}/${name}`;
  const node = nodePortAddress(cluster, service);
  return service.ports.flatMap(({ port, protocol, name: portName, nodePort }) => {
    const label = `${type} ${name}${portName === '' ? '' : `:${portName}`}`;
    const at = (ip: Ip, number: number, detail: string, kind = 'Service'): Suggestion => ({
      value: formatAddressUrl(protocol, ip, number),
      detail: `${label} ${detail}`,
      kind,
      element,
    });
    const address = view.outside ? undefined : clusterIPs[0];
    return [
      ...(view.named
        ? [{ value: formatUrl(protocol, `${name}.${namespace}`, port), detail: label, kind: 'Service', element }]
        : []),
      ...(address === undefined ? [] : [at(address, port, 'clusterIP')]),
      ...loadBalancerIPs.map(({ ip }) => at(ip, port, 'loadBalancer', 'LoadBalancer')),
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
  const value = formatAddressUrl(protocol, ip, port);
  return [{ value, detail: `Pod ${pod.name}`, kind: 'Pod', element: podElement(pod) }];
}

function podElement({ namespace, name }: ClusterPod): ElementId {
  return `Pod/${namespace}/${name}`;
}

const MOST = 100;

/**
 * Requests worth trying on a board nobody has written any for, at most so many: from the world, to each Service inside, else to
 * pods. No more of them are worked out than are asked for.
 */
export function suggestRequests(cluster: Cluster, most = MOST): readonly TraceRequest[] {
  const found: TraceRequest[] = [];
  for (const request of worthTrying(cluster)) {
    if (found.length >= most) break;
    found.push(request);
  }
  return found;
}

function* worthTrying(cluster: Cluster): Generator<TraceRequest> {
  const services = cluster.services.filter(({ assumed }) => assumed === undefined);
  let count = 0;
  const counted = function* (requests: Iterable<TraceRequest>): Generator<TraceRequest> {
    for (const request of requests) {
      count += 1;
      yield request;
    }
  };
  for (const entry of cluster.entries) yield* counted(entryRequests(entry));
  for (const service of services) yield* counted(outsideRequests(cluster, service));
  for (const service of services) yield* counted(insideRequests(cluster, service));
  if (count === 0) yield* podRequests(cluster);
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
    return [{ from, to: formatAddressUrl('TCP', ip, listener.port) }];
  });
}

/** From the world: to the load balancer's address, or to a node port. */
function outsideRequests(cluster: Cluster, service: ClusterService): readonly TraceRequest[] {
  const port = service.ports.find(({ protocol }) => protocol === 'TCP');
  if (port === undefined) return [];
  const balanced = service.loadBalancerIPs[0]?.ip;
  const from = { internet: true } as const;
  if (balanced !== undefined) return [{ from, to: formatAddressUrl('TCP', balanced, port.port) }];
  const ip = port.nodePort === undefined ? undefined : nodePortAddress(cluster, service);
  return ip === undefined || port.nodePort === undefined
    ? []
    : [{ from, to: formatAddressUrl('TCP', ip, port.nodePort) }];
}

/** By its name, from a pod beside it. */
function insideRequests(cluster: Cluster, service: ClusterService): readonly TraceRequest[] {
  const { namespace, name, ports } = service;
  const port = ports.find(({ protocol }) => protocol === 'TCP');
  const from = port === undefined ? undefined : clientOf(cluster, service);
  if (port === undefined || from === undefined) return [];
  return [{ from, to: formatUrl('TCP', `${name}.${namespace}`, port.port) }];
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
