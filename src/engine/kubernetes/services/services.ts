import type { AssumptionCode } from '../model/assumption.ts';
import type { ClusterService, ServicePort } from '../model/cluster.ts';
import { computeEndpoints, findTargets, mayHint } from './endpoints.ts';
import type { EndpointContext, EndpointSource, GivenEndpoints } from './given-slices.ts';
import type { ObjectRef, RawObject } from '../model/object.ts';
import { once, onceEach } from '../tools/once.ts';
import { isProxied } from '../read/proxied.ts';
import { withoutUndefined } from '../read/read-service.ts';
import { isRecord, recordOf } from '../model/reader.ts';
import type { ServiceAddresses } from './service-ips.ts';
import type { ServiceSpec } from '../model/specs.ts';

export interface ServiceInput {
  readonly ref: ObjectRef;
  readonly raw: RawObject;
  readonly spec: ServiceSpec;
  readonly addresses: ServiceAddresses;
  /** Absent: none are given for it. */
  readonly given?: GivenEndpoints;
  readonly assumed?: AssumptionCode;
  readonly context: EndpointContext;
}

function portsOf(spec: ServiceSpec, { nodePorts }: ServiceAddresses): readonly ServicePort[] {
  return spec.ports.map(({ index: _index, nodePort: _given, ...port }, place) => {
    const nodePort = nodePorts[place];
    return { ...port, ...(nodePort === undefined ? {} : { nodePort }) };
  });
}

/** The object as the API server would store it: defaults and allocations filled in. */
function storedObject({ raw, spec, addresses }: ServiceInput, ports: readonly ServicePort[]): RawObject {
  const given = isRecord(raw['spec']) ? raw['spec'] : {};
  if (spec.type === 'ExternalName') return { ...raw, spec: { ...given, type: spec.type } };
  const clusterIPs = spec.headless ? ['None'] : addresses.clusterIPs;
  const ingress = addresses.loadBalancerIPs.map(({ ip, ipMode }) => ({ ip, ipMode }));
  const external = spec.type !== 'ClusterIP';
  const timeoutSeconds = spec.sessionAffinityTimeout;
  return {
    ...raw,
    spec: {
      ...given,
      type: spec.type,
      ...(clusterIPs.length === 0 ? {} : { clusterIP: clusterIPs[0], clusterIPs }),
      ipFamilies: addresses.ipFamilies.map((family) => `IPv${family}`),
      ipFamilyPolicy: spec.ipFamilyPolicy ?? (addresses.ipFamilies.length > 1 ? 'RequireDualStack' : 'SingleStack'),
      ports,
      sessionAffinity: timeoutSeconds === undefined ? 'None' : 'ClientIP',
      ...(timeoutSeconds === undefined ? {} : { sessionAffinityConfig: { clientIP: { timeoutSeconds } } }),
      internalTrafficPolicy: spec.internalTrafficPolicy,
      ...(external ? { externalTrafficPolicy: spec.externalTrafficPolicy } : {}),
      ...withoutUndefined({ healthCheckNodePort: addresses.healthCheckNodePort }),
    },
    ...(spec.type === 'LoadBalancer' ? { status: { loadBalancer: { ingress } } } : {}),
  };
}

/** A Service with its addresses; its endpoints are computed when somebody first asks, once per family. */
export function buildService(input: ServiceInput): ClusterService {
  const { ref, spec, addresses } = input;
  const ports = portsOf(spec, addresses);
  const namespace = ref.namespace ?? 'default';
  const source: EndpointSource = {
    namespace,
    name: ref.name,
    spec,
    ports,
    ...(input.given === undefined ? {} : { given: input.given }),
  };
  const stored = once(() => storedObject(input, ports));
  return {
    namespace,
    name: ref.name,
    get object() {
      return stored();
    },
    type: spec.type,
    clusterIPs: addresses.clusterIPs,
    headless: spec.headless,
    ipFamilies: addresses.ipFamilies,
    ports,
    externalIPs: spec.externalIPs,
    loadBalancerIPs: addresses.loadBalancerIPs,
    loadBalancerSourceRanges: spec.loadBalancerSourceRanges,
    internalTrafficPolicy: spec.internalTrafficPolicy,
    externalTrafficPolicy: spec.externalTrafficPolicy,
    publishNotReadyAddresses: spec.publishNotReadyAddresses,
    ...withoutUndefined({
      selector: spec.selector,
      externalName: spec.externalName,
      healthCheckNodePort: addresses.healthCheckNodePort,
      sessionAffinityTimeout: spec.sessionAffinityTimeout,
      trafficDistribution: spec.trafficDistribution,
      topologyMode: spec.topologyMode,
      assumed: input.assumed,
    }),
    endpoints: onceEach((family) => computeEndpoints(source, input.context, family)),
    targets: (family, port) => findTargets(source, input.context, family, port),
    mayHint: mayHint(source),
    hasOtherProxy: !isProxied(recordOf(input.raw.metadata)['labels']),
  };
}
