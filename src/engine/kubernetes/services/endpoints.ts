import { ipBits, ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import type { ClusterPod, PortKey, ServiceEndpoint, ServiceTarget } from '../cluster/cluster.ts';
import type { TransportProtocol } from '../model/basics.ts';
import type { EndpointSource, EndpointContext } from './given-slices.ts';
import { isLongRunning } from '../matching/long-running.ts';
import type { Glance } from '../pods/pods.ts';
import type { PodSpec, ServiceSpec } from '../model/specs.ts';

/** The number behind a targetPort in that pod; undefined when none of its containers has the name. // pkg/api/v1/pod FindPort */
export function findTargetPort(
  pod: { readonly spec: PodSpec },
  target: number | string,
  protocol: TransportProtocol,
): number | undefined {
  if (typeof target === 'number') return target;
  for (const container of pod.spec.containers) {
    if (!isLongRunning(container)) continue;
    const port = container.ports.find((candidate) => candidate.name === target && candidate.protocol === protocol);
    if (port !== undefined) return port.containerPort;
  }
  return undefined;
}

/**
 * The endpoints of one family, sorted by address. // pkg/controller/endpointslice, discovery.k8s.io/v1
 * A pod that is not ready is an endpoint with ready false; one without an address, or finished, is none.
 */
export function computeEndpoints(
  source: EndpointSource,
  context: EndpointContext,
  family: IpFamily,
): readonly ServiceEndpoint[] {
  const { given } = source;
  if (given === undefined) return ofController(source, context, family);
  const own = given.withPods ? ofController(source, context, family) : [];
  return sortByAddress(given.endpoints({ ...source, slices: given.slices, own }, context, family));
}

/** Those that the EndpointSlice controller makes of the pods. */
function ofController(source: EndpointSource, context: EndpointContext, family: IpFamily): readonly ServiceEndpoint[] {
  const endpoints = sortByAddress(fromPods(source, context, family));
  return isTopologyAware(source.spec.topologyMode) ? (context.hintByZones?.(endpoints) ?? endpoints) : endpoints;
}

/** What a Service port of that name and protocol sends to, each address and port once: as its endpoints say, without building the pods. */
export function findTargets(
  source: EndpointSource,
  context: EndpointContext,
  family: IpFamily,
  port: PortKey,
): Iterable<ServiceTarget> {
  if (source.given !== undefined) return targetsAmong(computeEndpoints(source, context, family), port);
  return eachOnce(targetsOfPods(source, context, family), port);
}

/** As {@link findTargets}, of endpoints that are there. */
export function targetsAmong(endpoints: readonly ServiceEndpoint[], port: PortKey): Iterable<ServiceTarget> {
  const statements = endpoints.flatMap((endpoint) => endpoint.statements ?? [endpoint]);
  const targets = statements.flatMap(({ ip, ready, serving, terminating, ports, unproxied }) =>
    unproxied === true ? [] : [{ ip, ports, usable: ready || (serving && terminating) }],
  );
  // Of several the first that can be used speaks for all.
  return eachOnce(
    [...targets].sort((a, b) => Number(b.usable) - Number(a.usable)),
    port,
  );
}

interface Target extends ServiceTarget {
  readonly ip: Ip;
  readonly ports: readonly (PortKey & { readonly port: number })[];
}

function* eachOnce(targets: Iterable<Target>, wanted: PortKey): Generator<ServiceTarget> {
  const seen = new Set<string>();
  for (const { ip, usable, ports } of targets) {
    for (const { name, protocol, port } of ports) {
      const key = `${ip} ${port}`;
      if (name !== wanted.name || protocol !== wanted.protocol || port === 0 || seen.has(key)) continue;
      seen.add(key);
      yield { usable };
    }
  }
}

function* targetsOfPods(source: EndpointSource, context: EndpointContext, family: IpFamily): Generator<Target> {
  const { spec, namespace } = source;
  if (spec.selector === undefined || spec.type === 'ExternalName') return;
  for (const plan of context.select(namespace, spec.selector)) {
    const pod = context.glance(plan);
    const ip = endpointIP(pod, family);
    if (ip === undefined) continue;
    const ports = source.ports.flatMap(({ name, targetPort, protocol }) => {
      const port = findTargetPort(plan, targetPort, protocol);
      return port === undefined ? [] : [{ name, protocol, port }];
    });
    yield { ip, ports, usable: spec.publishNotReadyAddresses || pod.ready };
  }
}

/** Undefined: the pod is no endpoint, as it has no such address or is finished. */
function endpointIP({ ips, phase }: Glance, family: IpFamily): Ip | undefined {
  if (phase === 'Succeeded' || phase === 'Failed') return undefined;
  return ips.find((candidate) => ipFamily(candidate) === family);
}

/** True when endpoints may be meant for some zones or nodes. */
export function mayHint({ given, spec }: EndpointSource): boolean {
  return given !== undefined || isTopologyAware(spec.topologyMode) || prefersZone(spec.trafficDistribution);
}

/** True when a Service asks for hints by its nodes' CPUs. // k8s.io/endpointslice v1.35 reconciler.go hintsEnabled */
export const isTopologyAware = (mode: string | undefined): boolean => mode === 'Auto' || mode === 'auto';

function prefersZone(distribution: string | undefined): boolean {
  return distribution === 'PreferClose' || distribution === 'PreferSameZone' || distribution === 'PreferSameNode';
}

function sortByAddress(endpoints: readonly ServiceEndpoint[]): readonly ServiceEndpoint[] {
  if (endpoints.length < 2) return endpoints;
  return endpoints
    .map((endpoint) => ({ endpoint, bits: ipBits(endpoint.ip) }))
    .sort((a, b) => (a.bits < b.bits ? -1 : a.bits > b.bits ? 1 : 0))
    .map(({ endpoint }) => endpoint);
}

/** What a controller says of an endpoint that is this pod. */
export function conditionsOf(
  pod: ClusterPod,
  spec: ServiceSpec,
): Pick<ServiceEndpoint, 'ready' | 'serving' | 'terminating'> {
  const ready = spec.publishNotReadyAddresses || (pod.ready && !pod.terminating);
  return { ready, serving: pod.ready, terminating: pod.terminating };
}

function fromPods(source: EndpointSource, context: EndpointContext, family: IpFamily): readonly ServiceEndpoint[] {
  const { spec, namespace, name, ports } = source;
  if (spec.selector === undefined || spec.type === 'ExternalName') return [];
  return context.select(namespace, spec.selector).flatMap((plan): readonly ServiceEndpoint[] => {
    const ip = endpointIP(context.glance(plan), family);
    if (ip === undefined) return [];
    const pod = context.build(plan);
    const zone = pod.nodeName === undefined ? undefined : context.zoneOf(pod.nodeName);
    const hostname = plan.spec.subdomain === name ? plan.spec.hostname : undefined;
    const resolved = ports.flatMap((port) => {
      const number = findTargetPort(plan, port.targetPort, port.protocol);
      return number === undefined ? [] : [{ name: port.name, port: number, protocol: port.protocol }];
    });
    return [
      {
        ip,
        pod: { namespace: pod.namespace, name: pod.name },
        ...conditionsOf(pod, spec),
        ...hintsFor(spec, zone, pod.nodeName),
        ports: resolved,
        ...(pod.nodeName === undefined ? {} : { nodeName: pod.nodeName }),
        ...(zone === undefined ? {} : { zone }),
        ...(hostname === undefined ? {} : { hostname }),
      },
    ];
  });
}

/** Hints as the controller sets them for a trafficDistribution, which topology-mode Auto overrides. // KEP-2433, KEP-3015 */
function hintsFor(
  { trafficDistribution, topologyMode }: ServiceSpec,
  zone: string | undefined,
  nodeName: string | undefined,
): Pick<ServiceEndpoint, 'forZones' | 'forNodes'> {
  const distribution = isTopologyAware(topologyMode) ? undefined : trafficDistribution;
  return {
    forZones: prefersZone(distribution) && zone !== undefined ? [zone] : [],
    forNodes: distribution === 'PreferSameNode' && nodeName !== undefined ? [nodeName] : [],
  };
}
