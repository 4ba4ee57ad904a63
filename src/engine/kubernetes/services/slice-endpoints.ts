import { ipFamily } from '../../net/ip.ts';
import type { ClusterPod, ServiceEndpoint } from '../model/cluster.ts';
import { conditionsOf } from './endpoints.ts';
import type { EndpointContext, EndpointSource, SlicedEndpoints } from './given-slices.ts';
import type { EndpointSliceSpec, ServiceSpec } from '../model/specs.ts';

/** The endpoints of one family that given slices say, each address once. */
export const endpointsOfSlices: SlicedEndpoints = (source, context, family) => {
  const byAddress = new Map<string, ServiceEndpoint>();
  for (const slice of source.slices()) {
    if (slice.family !== family) continue;
    for (const given of slice.endpoints) {
      const address = given.addresses[0];
      if (address === undefined || ipFamily(address) !== family) continue;
      const endpoint = fromSlice(source, given, slice.ports, context);
      if (endpoint === undefined) continue;
      const other = byAddress.get(endpoint.ip);
      // Slices of one Service may split its ports between them.
      byAddress.set(
        endpoint.ip,
        other === undefined ? endpoint : { ...other, ports: joinPorts(other.ports, endpoint.ports) },
      );
    }
  }
  return [...byAddress.values()];
};

type Ports = ServiceEndpoint['ports'];

function joinPorts(a: Ports, b: Ports): Ports {
  return [...a, ...b.filter((port) => !a.some((other) => other.name === port.name && other.port === port.port))];
}

function fromSlice(
  source: EndpointSource,
  given: EndpointSliceSpec['endpoints'][number],
  ports: Ports,
  context: EndpointContext,
): ServiceEndpoint | undefined {
  const [address] = given.addresses;
  if (address === undefined) return undefined;
  const target = given.targetPod;
  const named = target === undefined ? undefined : context.pod(target.namespace ?? source.namespace, target.name);
  const pod = context.movedFrom(address) ?? named ?? context.podByIp(address);
  const stated: ServiceEndpoint = {
    ip: address,
    ready: given.ready,
    serving: given.serving,
    terminating: given.terminating,
    forZones: given.forZones,
    forNodes: given.forNodes,
    ports,
    ...(pod === undefined ? {} : { pod: { namespace: pod.namespace, name: pod.name } }),
    ...(given.nodeName === undefined ? {} : { nodeName: given.nodeName }),
    ...(given.zone === undefined ? {} : { zone: given.zone }),
    ...(given.hostname === undefined ? {} : { hostname: given.hostname }),
  };
  return pod === undefined || !context.isChanged(pod) ? stated : refresh(stated, pod, source.spec, context);
}

/** What the EndpointSlice controller would make of a given endpoint after its pod has changed. */
function refresh(
  stated: ServiceEndpoint,
  pod: ClusterPod,
  spec: ServiceSpec,
  context: EndpointContext,
): ServiceEndpoint | undefined {
  const { zone: _oldZone, ...rest } = stated;
  const ip = pod.ips.find((candidate) => ipFamily(candidate) === ipFamily(stated.ip));
  if (ip === undefined || pod.nodeName === undefined) return undefined;
  const zone = context.zoneOf(pod.nodeName);
  return { ...rest, ip, nodeName: pod.nodeName, ...conditionsOf(pod, spec), ...(zone === undefined ? {} : { zone }) };
}
