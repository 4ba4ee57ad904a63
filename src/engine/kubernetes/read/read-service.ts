import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import { TOPOLOGY_MODES } from '../fields/topology-modes.ts';
import { readProtocol } from './read-pod.ts';
import {
  type Cursor,
  expectMapping,
  field,
  fieldAt,
  isAbsent,
  isRecord,
  noteIssue,
  readBoolean,
  readCidr,
  readInteger,
  readIp,
  readList,
  readOneOf,
  readPort,
  readPortOrName,
  readString,
  readStringMap,
  readText,
  unusable,
} from '../model/reader.ts';
import type { LoadBalancerIngress, ServicePortSpec, ServiceSpec } from '../model/specs.ts';

const POLICIES = ['Cluster', 'Local'] as const;

function readServicePort(cursor: Cursor): ServicePortSpec | undefined {
  if (!expectMapping(cursor)) return undefined;
  if (isAbsent(field(cursor, 'port'))) return unusable(field(cursor, 'port'), 'PORT');
  const port = readPort(field(cursor, 'port'));
  const protocol = readProtocol(field(cursor, 'protocol'));
  if (port === undefined || protocol === undefined) return undefined;
  const target = field(cursor, 'targetPort');
  const nodePort = field(cursor, 'nodePort').value === 0 ? undefined : readPort(field(cursor, 'nodePort'));
  const appProtocol = readText(field(cursor, 'appProtocol'));
  const index = cursor.path.at(-1);
  return {
    name: readString(field(cursor, 'name')) ?? '',
    port,
    protocol,
    targetPort: (target.value === 0 ? undefined : readPortOrName(target)) ?? port,
    index: typeof index === 'number' ? index : 0,
    ...(nodePort === undefined ? {} : { nodePort }),
    ...(appProtocol === undefined ? {} : { appProtocol }),
  };
}

function readClusterIPs(spec: Cursor): { readonly headless: boolean; readonly clusterIPs: readonly Ip[] } {
  const listed = field(spec, 'clusterIPs');
  const single = field(spec, 'clusterIP');
  const headless = single.value === 'None' || (Array.isArray(listed.value) && listed.value[0] === 'None');
  if (headless) return { headless, clusterIPs: [] };
  const all = readList(listed, readIp);
  const one = readIp(single);
  return { headless, clusterIPs: [...new Set(one === undefined || all.includes(one) ? all : [one, ...all])] };
}

function readFamily(cursor: Cursor): IpFamily | undefined {
  const text = readOneOf(cursor, ['IPv4', 'IPv6']);
  return text === undefined ? undefined : text === 'IPv6' ? 6 : 4;
}

function readIngressPoint(cursor: Cursor): LoadBalancerIngress | undefined {
  if (!expectMapping(cursor)) return undefined;
  const ip = readIp(field(cursor, 'ip'));
  const hostname = readText(field(cursor, 'hostname'));
  if (ip === undefined && hostname === undefined) return undefined;
  return {
    ipMode: readOneOf(field(cursor, 'ipMode'), ['VIP', 'Proxy']) ?? 'VIP',
    ...(ip === undefined ? {} : { ip }),
    ...(hostname === undefined ? {} : { hostname }),
  };
}

/**
 * status.loadBalancer. Nothing listed is believed only of a Service that an API server has stored (it has a clusterIP):
 * `status: {loadBalancer: {}}` is also what tools write into manifests.
 */
function readLoadBalancer(object: Cursor, stored: boolean): readonly LoadBalancerIngress[] | undefined {
  const loadBalancer = fieldAt(object, 'status', 'loadBalancer');
  const points = readList(field(loadBalancer, 'ingress'), readIngressPoint);
  return points.length > 0 || (stored && isRecord(loadBalancer.value)) ? points : undefined;
}

function readAffinityTimeout(spec: Cursor): number | undefined {
  if (readOneOf(field(spec, 'sessionAffinity'), ['None', 'ClientIP']) !== 'ClientIP') return undefined;
  return readInteger(fieldAt(spec, 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds'), 1, 86400) ?? 10800;
}

/** A Service with the API server's defaults. // pkg/apis/core/v1/defaults.go SetDefaults_Service */
export function readService(object: Cursor): ServiceSpec {
  const spec = field(object, 'spec');
  const type = readOneOf(field(spec, 'type'), ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']) ?? 'ClusterIP';
  const ips = type === 'ExternalName' ? { headless: false, clusterIPs: [] } : readClusterIPs(spec);
  const given = readList(field(spec, 'ipFamilies'), readFamily);
  const selector = readStringMap(field(spec, 'selector'));
  const ports = readList(field(spec, 'ports'), readServicePort);
  if (ports.length === 0 && type !== 'ExternalName' && !ips.headless) {
    noteIssue(field(spec, 'ports'), 'error', { code: 'FIELD_MISSING', detail: { is: 'SERVICE_PORTS' } });
  }
  const annotations = fieldAt(object, 'metadata', 'annotations');
  const optional = {
    ipFamilyPolicy: readOneOf(field(spec, 'ipFamilyPolicy'), ['SingleStack', 'PreferDualStack', 'RequireDualStack']),
    selector: selector !== undefined && Object.keys(selector).length > 0 ? selector : undefined,
    loadBalancerIP: readIp(field(spec, 'loadBalancerIP')),
    externalName: readText(field(spec, 'externalName')),
    healthCheckNodePort:
      field(spec, 'healthCheckNodePort').value === 0 ? undefined : readPort(field(spec, 'healthCheckNodePort')),
    sessionAffinityTimeout: readAffinityTimeout(spec),
    trafficDistribution: readText(field(spec, 'trafficDistribution')),
    topologyMode: readText(field(annotations, TOPOLOGY_MODES[0])) ?? readText(field(annotations, TOPOLOGY_MODES[1])),
    loadBalancerIngress: type === 'LoadBalancer' ? readLoadBalancer(object, ips.clusterIPs.length > 0) : undefined,
  };
  return {
    type,
    ...ips,
    ipFamilies: [...new Set([...ips.clusterIPs.map(ipFamily), ...given])],
    ports,
    externalIPs: readList(field(spec, 'externalIPs'), readIp),
    loadBalancerSourceRanges: readList(field(spec, 'loadBalancerSourceRanges'), readCidr),
    allocateLoadBalancerNodePorts: readBoolean(field(spec, 'allocateLoadBalancerNodePorts')) ?? true,
    internalTrafficPolicy: readOneOf(field(spec, 'internalTrafficPolicy'), POLICIES) ?? 'Cluster',
    externalTrafficPolicy: readOneOf(field(spec, 'externalTrafficPolicy'), POLICIES) ?? 'Cluster',
    publishNotReadyAddresses: readBoolean(field(spec, 'publishNotReadyAddresses')) ?? false,
    ...withoutUndefined(optional),
  };
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that have a value. */
export function withoutUndefined<T extends Readonly<Record<string, unknown>>>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
