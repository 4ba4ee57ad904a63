import { ipFamily, type IpFamily } from '../../net/ip.ts';
import type { Infer } from '../fields/schema.ts';
import { SERVICE } from '../kinds/service.ts';
import type { Cursor } from '../model/reader.ts';
import type { LoadBalancerIngress, ServicePortSpec, ServiceSpec } from '../model/specs.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';

type Given = Infer<typeof SERVICE>;

/** Seconds for which a client keeps its endpoint. // pkg/apis/core/v1/defaults.go SetDefaults_Service */
const AFFINITY_TIMEOUT = 10_800;

const familyOf = (name: 'IPv4' | 'IPv6'): IpFamily => (name === 'IPv6' ? 6 : 4);

function completePort(given: Given['spec']['ports'][number]): ServicePortSpec {
  const { name, port, protocol, targetPort = port, index, nodePort, appProtocol } = given;
  return {
    name,
    port,
    protocol,
    targetPort,
    index,
    ...(nodePort !== undefined && { nodePort }),
    ...(appProtocol !== undefined && { appProtocol }),
  };
}

function addressesOf({
  clusterIP,
  clusterIPs,
}: Pick<Given['spec'], 'clusterIP' | 'clusterIPs'>): Pick<ServiceSpec, 'headless' | 'clusterIPs'> {
  const one = clusterIP();
  const [first, ...others] = one === 'None' ? [] : clusterIPs();
  if (one === 'None' || first === 'None') return { headless: true, clusterIPs: [] };
  const listed = [first, ...others].flatMap((each) => (each === undefined || each === 'None' ? [] : [each]));
  const all = one === undefined || listed.includes(one) ? listed : [one, ...listed];
  return { headless: false, clusterIPs: [...new Set(all)] };
}

/**
 * status.loadBalancer. Nothing listed is believed only of a Service that an API server has stored (it has a clusterIP):
 * `status: {loadBalancer: {}}` is also what tools write into manifests.
 */
function pointsOf(
  given: ReturnType<Given['status']['loadBalancer']>,
  isStored: boolean,
): readonly LoadBalancerIngress[] | undefined {
  const points = given?.ingress.filter(({ ip, hostname }) => ip !== undefined || hostname !== undefined) ?? [];
  return points.length > 0 || (isStored && given !== undefined) ? points : undefined;
}

/** A Service with the API server's defaults. // pkg/apis/core/v1/defaults.go SetDefaults_Service */
export function readService(object: Cursor): ServiceSpec {
  const { spec, metadata, status } = SERVICE.read(object);
  const { type, selector = {}, ports } = spec;
  const isNamed = type === 'ExternalName';
  const addresses = isNamed ? { headless: false, clusterIPs: [] } : addressesOf(spec);
  const modes = metadata.annotations;
  const isStored = addresses.clusterIPs.length > 0;
  return {
    type,
    ...addresses,
    externalIPs: spec.externalIPs,
    loadBalancerSourceRanges: spec.loadBalancerSourceRanges,
    allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts,
    internalTrafficPolicy: spec.internalTrafficPolicy,
    externalTrafficPolicy: spec.externalTrafficPolicy,
    publishNotReadyAddresses: spec.publishNotReadyAddresses,
    ipFamilies: [...new Set([...addresses.clusterIPs.map(ipFamily), ...spec.ipFamilies.map(familyOf)])],
    ports: ports.map(completePort),
    ...withoutUndefined({
      ipFamilyPolicy: spec.ipFamilyPolicy,
      loadBalancerIP: spec.loadBalancerIP,
      loadBalancerClass: spec.loadBalancerClass,
      externalName: spec.externalName,
      healthCheckNodePort: spec.healthCheckNodePort,
      trafficDistribution: spec.trafficDistribution,
      selector: Object.keys(selector).length > 0 ? selector : undefined,
      sessionAffinityTimeout:
        spec.sessionAffinity === 'ClientIP'
          ? (spec.sessionAffinityConfig().clientIP.timeoutSeconds ?? AFFINITY_TIMEOUT)
          : undefined,
      topologyMode: modes['service.kubernetes.io/topology-aware-hints'] ?? modes['service.kubernetes.io/topology-mode'],
      loadBalancerIngress: type === 'LoadBalancer' ? pointsOf(status.loadBalancer(), isStored) : undefined,
    }),
  };
}
