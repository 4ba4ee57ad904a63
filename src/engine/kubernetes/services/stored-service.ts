import type { ServicePort } from '../cluster/cluster.ts';
import type { RawObject } from '../model/object.ts';
import { recordOf } from '../model/reader.ts';
import type { ServiceSpec } from '../model/specs.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import type { ServiceAddresses } from './service-ips.ts';

export interface StoredInput {
  readonly raw: RawObject;
  readonly spec: ServiceSpec;
  readonly addresses: ServiceAddresses;
}

/**
 * The object as the API server would store it: defaults and allocations filled in. Kubernetes v1.35 pkg/apis/core/v1/defaults.go
 * SetDefaults_Service, pkg/registry/core/service/strategy.go.
 */
export function storedService({ raw, spec, addresses }: StoredInput, ports: readonly ServicePort[]): RawObject {
  const { sessionAffinityConfig: _config, ...given } = recordOf(raw['spec']);
  const { type, sessionAffinityTimeout: timeoutSeconds } = spec;
  const common = {
    ...given,
    type,
    ...(ports.length === 0 ? {} : { ports: ports.map(storedPort) }),
    sessionAffinity: timeoutSeconds === undefined ? 'None' : 'ClientIP',
    ...(timeoutSeconds === undefined ? {} : { sessionAffinityConfig: { clientIP: { timeoutSeconds } } }),
  };
  if (type === 'ExternalName') return { ...raw, spec: common };
  const clusterIPs = spec.headless ? ['None'] : addresses.clusterIPs;
  const external = type !== 'ClusterIP' || spec.externalIPs.length > 0;
  return {
    ...raw,
    spec: {
      ...common,
      ...(clusterIPs.length === 0 ? {} : { clusterIP: clusterIPs[0], clusterIPs }),
      ipFamilies: addresses.ipFamilies.map((family) => `IPv${family}`),
      ipFamilyPolicy: spec.ipFamilyPolicy ?? (addresses.ipFamilies.length > 1 ? 'RequireDualStack' : 'SingleStack'),
      internalTrafficPolicy: spec.internalTrafficPolicy,
      ...(external ? { externalTrafficPolicy: spec.externalTrafficPolicy } : {}),
      ...(type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts } : {}),
      ...withoutUndefined({ healthCheckNodePort: addresses.healthCheckNodePort }),
    },
    ...(type === 'LoadBalancer' ? { status: { loadBalancer: { ingress: ingressPoints(spec, addresses) } } } : {}),
  };
}

function storedPort({ name, ...port }: ServicePort): object {
  return name === '' ? port : { name, ...port };
}

/** What the status states, with names that stand for addresses; else what was handed out. */
function ingressPoints({ loadBalancerIngress }: ServiceSpec, { loadBalancerIPs }: ServiceAddresses): readonly object[] {
  if (loadBalancerIngress === undefined) return loadBalancerIPs.map(({ ip, ipMode }) => ({ ip, ipMode }));
  return loadBalancerIngress.map(({ ip, hostname, ipMode }) => ({
    ...withoutUndefined({ hostname, ip }),
    ...(ip === undefined ? {} : { ipMode }),
  }));
}
