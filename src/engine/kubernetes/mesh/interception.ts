import { type Cidr, parseCidr } from '../../net/cidr.ts';
import type { Port } from '../../net/ip.ts';
import type { Cluster, ClusterPod } from '../cluster/cluster.ts';
import { recordOf } from '../model/reader.ts';
import { asksOf, membership } from './members.ts';

/** Everything, or what is listed. */
export type Wanted<T> = '*' | readonly T[];

/** What of a pod's connections goes through the proxy of the mesh beside its containers. */
export interface Interception {
  readonly inboundPorts: Wanted<Port>;
  readonly inboundPortsExcluded: readonly Port[];
  readonly outboundRanges: Wanted<Cidr>;
  readonly outboundRangesExcluded: readonly Cidr[];
  readonly outboundPorts: readonly Port[];
  readonly outboundPortsExcluded: readonly Port[];
  readonly interfacesExcluded: readonly string[];
}

/** As which the injector calls it. */
export const PROXY_CONTAINER = 'istio-proxy';
/** User and group of the proxy. // istio pkg/config/constants DefaultProxyUID */
export const PROXY_USER = 1337;
/** Where it takes what the pod sends, what comes to the pod, and tunnels of other proxies. */
export const OUTBOUND_PORT: Port = 15_001;
export const INBOUND_PORT: Port = 15_006;
export const TUNNEL_PORT: Port = 15_008;
/** Ports of the proxy itself: merged metrics, health, Envoy's metrics. */
export const PROXY_PORTS: readonly Port[] = [15_090, 15_021, 15_020];

/**
 * What Istio's proxy beside a pod's containers takes, by the arguments of istio-init where they are given, else by the pod's annotations; undefined:
 * it has none, it is a gateway, or it leaves all alone. // istio manifests/charts/istio-control/istio-discovery/files/injection-template.yaml
 */
export function interceptionOf(cluster: Cluster, pod: ClusterPod): Interception | undefined {
  if (membership(cluster, 'istio', { pod }) !== 'yes' || isAmbient(cluster, pod) || isGateway(pod)) return undefined;
  const told = initArguments(pod);
  const asked = asksOf(pod);
  const of = (flag: string, name: string): string | undefined =>
    told?.get(flag) ?? asked[`traffic.sidecar.istio.io/${name}`];
  const mode = told?.get('-m') ?? asked['sidecar.istio.io/interceptionMode'];
  if (mode === 'NONE') return undefined;
  const excluded = portsOf(of('-d', 'excludeInboundPorts'));
  return {
    inboundPorts: wanted(of('-b', 'includeInboundPorts'), portsOf),
    inboundPortsExcluded: [...new Set([...PROXY_PORTS, ...excluded])],
    outboundRanges: wanted(of('-i', 'includeOutboundIPRanges'), rangesOf),
    outboundRangesExcluded: rangesOf(of('-x', 'excludeOutboundIPRanges')),
    outboundPorts: portsOf(of('-q', 'includeOutboundPorts')),
    outboundPortsExcluded: portsOf(of('-o', 'excludeOutboundPorts')),
    interfacesExcluded: itemsOf(of('-c', 'excludeInterfaces')),
  };
}

/** Its connections are taken on the node, not in the pod. */
function isAmbient(cluster: Cluster, pod: ClusterPod): boolean {
  if (hasProxy(pod)) return false;
  const own = asksOf(pod);
  const space = cluster.namespaces.get(pod.namespace) ?? {};
  const injected = own['sidecar.istio.io/inject'] ?? space['istio-injection'] ?? space['istio.io/rev'];
  return injected === undefined && (own['istio.io/dataplane-mode'] ?? space['istio.io/dataplane-mode']) === 'ambient';
}

/** True where the proxy is among the containers that are given. */
export const hasProxy = ({ containers }: ClusterPod): boolean =>
  containers.some(({ name }) => name === PROXY_CONTAINER);

const GATEWAY_LABELS = ['gateway.networking.k8s.io/gateway-name', 'istio.io/gateway-name'];

/** A proxy of Istio's that stands by itself: nothing is redirected to it. */
export function isGateway(pod: ClusterPod): boolean {
  const own = asksOf(pod);
  const templates = itemsOf(own['inject.istio.io/templates']);
  if (templates.includes('gateway') && !templates.includes('sidecar')) return true;
  if (GATEWAY_LABELS.some((name) => pod.labels[name] !== undefined)) return true;
  if (pod.labels['istio']?.endsWith('gateway') === true) return true;
  return argumentsOf(pod, 'containers', PROXY_CONTAINER)?.includes('router') === true;
}

/** The arguments of the container that writes the rules, by their flags; undefined: it is not given, or they are not. */
function initArguments(pod: ClusterPod): ReadonlyMap<string, string> | undefined {
  const args = argumentsOf(pod, 'initContainers', 'istio-init');
  if (args === undefined || !args.includes('istio-iptables')) return undefined;
  return new Map(args.flatMap((arg, at) => (arg.startsWith('-') ? [[arg, args[at + 1] ?? ''] as const] : [])));
}

function argumentsOf({ object }: ClusterPod, field: string, name: string): readonly string[] | undefined {
  const list = recordOf(object['spec'])[field];
  const found = Array.isArray(list) ? list.map(recordOf).find((each) => each['name'] === name) : undefined;
  const args: unknown = found?.['args'];
  return Array.isArray(args) ? args.filter((each) => typeof each === 'string') : undefined;
}

function wanted<T>(text: string | undefined, read: (text: string) => readonly T[]): Wanted<T> {
  return text === undefined || text.trim() === '*' ? '*' : read(text);
}

const itemsOf = (text = ''): readonly string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const LAST_PORT = 65_535;

const portsOf = (text: string | undefined): readonly Port[] =>
  itemsOf(text)
    .map(Number)
    .filter((port) => Number.isInteger(port) && port > 0 && port <= LAST_PORT);

const rangesOf = (text: string | undefined): readonly Cidr[] => itemsOf(text).flatMap((each) => parseCidr(each) ?? []);
