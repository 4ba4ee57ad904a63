import { ipFamily } from '../../net/ip.ts';
import type { ClusterPod, ServiceEndpoint } from '../cluster/cluster.ts';
import { conditionsOf } from './endpoints.ts';
import type { EndpointContext, EndpointSource, SlicedEndpoints } from './given-slices.ts';
import { isSameAsk } from '../tools/ask.ts';
import type { EndpointSliceSpec, ServiceSpec } from '../model/specs.ts';

/** The endpoints of one family that given slices say, and the Service's own where they count, each address once. */
export const endpointsOfSlices: SlicedEndpoints = (source, context, family) => {
  const byAddress = new Map<string, Statement[]>();
  const state = (statement: Statement): void => {
    const others = byAddress.get(statement.ip);
    if (others === undefined) byAddress.set(statement.ip, [statement]);
    else addTo(others, statement);
  };
  source.own.forEach(state);
  for (const slice of source.slices()) {
    if (slice.family !== family) continue;
    for (const given of slice.endpoints) {
      const address = given.addresses[0];
      if (address === undefined || ipFamily(address) !== family) continue;
      const endpoint = fromSlice({ ...source, slice }, given, context);
      if (endpoint !== undefined) state(endpoint);
    }
  }
  return [...byAddress.values()].flatMap((statements): readonly ServiceEndpoint[] => {
    const [first, ...others] = statements;
    if (first === undefined) return [];
    return others.length === 0 ? [first] : [{ ...first, ports: statements.reduce(joinAll, []), statements }];
  });
};

type Statement = Omit<ServiceEndpoint, 'statements'>;
type Ports = ServiceEndpoint['ports'];

/** Slices of one Service may split its ports between them, and may contradict each other. */
function addTo(statements: Statement[], statement: Statement): void {
  const { ports, ...facts } = statement;
  for (const [place, { ports: own, ...other }] of statements.entries()) {
    if (!isSameAsk(facts, other)) continue;
    statements[place] = { ...other, ports: joinPorts(own, ports) };
    return;
  }
  statements.push(statement);
}

const joinAll = (ports: Ports, { ports: own }: Statement): Ports => joinPorts(ports, own);

function joinPorts(a: Ports, b: Ports): Ports {
  return [...a, ...b.filter((port) => !a.some((other) => isSameAsk(other, port)))];
}

function fromSlice(
  source: Omit<EndpointSource, 'given'> & { readonly slice: EndpointSliceSpec },
  given: EndpointSliceSpec['endpoints'][number],
  context: EndpointContext,
): Statement | undefined {
  const { ports, isProxied } = source.slice;
  const [address] = given.addresses;
  if (address === undefined) return undefined;
  const target = given.targetPod;
  const named = target === undefined ? undefined : context.pod(target.namespace ?? source.namespace, target.name);
  const pod = context.movedFrom(address) ?? named ?? context.podByIp(address);
  const stated: Statement = {
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
    ...(isProxied ? {} : { unproxied: true }),
  };
  return pod === undefined || !context.isChanged(pod) ? stated : refresh(stated, pod, source.spec, context);
}

/** What the EndpointSlice controller would make of a given endpoint after its pod has changed. */
function refresh(
  stated: Statement,
  pod: ClusterPod,
  spec: ServiceSpec,
  context: EndpointContext,
): Statement | undefined {
  const { zone: _oldZone, ...rest } = stated;
  const ip = pod.ips.find((candidate) => ipFamily(candidate) === ipFamily(stated.ip));
  if (ip === undefined || pod.nodeName === undefined) return undefined;
  const zone = context.zoneOf(pod.nodeName);
  return { ...rest, ip, nodeName: pod.nodeName, ...conditionsOf(pod, spec), ...(zone === undefined ? {} : { zone }) };
}
