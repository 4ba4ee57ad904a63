import type { AssumptionCode } from '../model/assumption.ts';
import type { ClusterService, ServicePort } from '../cluster/cluster.ts';
import { computeEndpoints, findTargets, mayHint } from './endpoints.ts';
import type { EndpointContext, EndpointSource, GivenEndpoints } from './given-slices.ts';
import type { ObjectRef, RawObject } from '../model/object.ts';
import { once, onceEach } from '../tools/once.ts';
import { isProxied } from '../read/proxied.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import { recordOf } from '../model/reader.ts';
import type { ServiceAddresses } from './service-ips.ts';
import { storedService } from './stored-service.ts';
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
  const stored = once(() => storedService(input, ports));
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
      balancing: addresses.balancing,
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
