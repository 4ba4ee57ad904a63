import { cidrContains, type Cidr, cidrParts, createCidr } from '../../net/cidr.ts';
import { createIp, ipFamily, type Ip, type Port } from '../../net/ip.ts';
import type { Cluster, ClusterService } from '../cluster/cluster.ts';
import { isStored } from '../read/is-stored.ts';
import { objectKey, type ObjectRef, type RawObject } from '../model/object.ts';
import { createCursor, recordOf } from '../model/reader.ts';
import type { RefusedService, ServiceRefusal, SpecialRange } from '../model/service-refusal.ts';
import type { About } from '../model/finding.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { ServiceSpec } from '../model/specs.ts';
import { statedServiceCIDRs } from '../nodes/stated-ranges.ts';
import { readService } from '../read/read-service.ts';
import { NODE_PORTS } from '../services/node-ports.ts';
import type { ServiceTaking, Taking, WrittenService } from '../services/refuse-service.ts';
import { isSameAsk, remembered } from '../tools/ask.ts';
import { isSince, type KubernetesVersion } from '../tools/kubernetes-version.ts';

/** What of a cluster decides whether its API server takes a Service. */
interface Taker {
  readonly kubernetesVersion: KubernetesVersion;
  /** Of Services, as somebody states them; none: what is assumed of them follows from the Services, and refuses none. */
  readonly statedCIDRs: readonly Cidr[];
}

/** A Service as it is written, before the API server's defaults. */
interface Written {
  readonly name: string;
  readonly spec: ServiceSpec;
  readonly given: Readonly<Record<string, unknown>>;
  readonly taker: Taker;
}

type Refusals = readonly (readonly [ServiceRefusal, path: RefusedService['path']])[];

/** What the API server would not take. One that it has stored, it took. */
export function findRefusedServices(cluster: Cluster, report: Report, about?: About): void {
  const { kubernetesVersion } = cluster.settings;
  const taker = { kubernetesVersion, statedCIDRs: statedServiceCIDRs(cluster) };
  for (const object of cluster.ofKind('Service')) {
    if (object.assumed !== undefined || about?.(object.ref) === false) continue;
    const { namespace = 'default', name } = object.ref;
    const refused = cluster.service(namespace, name)?.refused;
    const allocated =
      refused !== undefined && 'holder' in refused.refusal ? [[refused.refusal, refused.path] as const] : [];
    const refusals = [...refusalsOf(object.raw, taker), ...allocated];
    if (refusals.length === 0 || isStored(object.raw)) continue;
    for (const [detail, path] of refusals) {
      const severity = OF_SETTINGS.has(detail.is) ? 'warning' : 'error';
      addFinding(report, { severity, code: 'SERVICE_REFUSED', detail, object: object.ref, path });
    }
  }
}

/**
 * A Service that it refuses is not there: it has no addresses, no node ports and no endpoints. One that states its address may be
 * stored already.
 */
export const SERVICE_TAKING: ServiceTaking = {
  refuse: ({ object: { raw, assumed, ref }, spec }, frame) => {
    if (assumed !== undefined || isStored(raw)) return undefined;
    const allocated = takenBefore(frame.plan.services).get(objectKey(ref));
    const found = allocated ?? refusalsOf(raw, takerOf(frame), spec).find(([{ is }]) => !OF_SETTINGS.has(is));
    if (found === undefined) return undefined;
    const [refusal, path] = found;
    if (spec.clusterIPs.length === 0)
      return { refusal, spec: asksNothing(spec), leave: (service) => without(service, { refusal, path }) };
    const of = { namespace: ref.namespace ?? 'default', name: ref.name };
    const doubt = { code: 'REFUSED_SERVICE_TAKEN', detail: { service: of, refusal } } as const;
    return { refusal, spec, leave: (service) => ({ ...service, doubt: [doubt] }) };
  },
  isSame: (before, now) =>
    isSameAsk(takerOf(before), takerOf(now)) &&
    isSameAsk(takenBefore(before.plan.services), takenBefore(now.plan.services)),
};

/**
 * Services whose address or node port one before them has, and what is said of that. Of stored ones each has its own.
 * // Kubernetes v1.35 pkg/registry/core/service/ipallocator, portallocator: ErrAllocated
 */
const takenBefore = remembered((services: readonly WrittenService[]) => {
  const holders = new Map<Ip | Port, ObjectRef>();
  const taken = new Map<string, Refusals[number]>();
  const isThere = ({ object: { raw, assumed } }: WrittenService): boolean => isStored(raw) || assumed !== undefined;
  for (const service of [...services.filter(isThere), ...services.filter((each) => !isThere(each))]) {
    const { object, spec } = service;
    const found = isThere(service) ? undefined : allocatedTo(holders, spec);
    if (found !== undefined) taken.set(objectKey(object.ref), found);
    else for (const value of [...spec.clusterIPs, ...nodePortsOf(spec)]) holders.set(value, object.ref);
  }
  return taken;
});

const nodePortsOf = ({ ports }: ServiceSpec): readonly Port[] => ports.flatMap(({ nodePort }) => nodePort ?? []);

function allocatedTo(holders: ReadonlyMap<Ip | Port, ObjectRef>, spec: ServiceSpec): Refusals[number] | undefined {
  for (const ip of spec.clusterIPs) {
    const holder = holders.get(ip);
    if (holder !== undefined) return [{ is: 'CLUSTER_IP_ALLOCATED', ip, holder }, ['spec', 'clusterIP']];
  }
  for (const { nodePort: port, index } of spec.ports) {
    const holder = port === undefined ? undefined : holders.get(port);
    if (port !== undefined && holder !== undefined)
      return [{ is: 'NODE_PORT_ALLOCATED', index, port, holder }, ['spec', 'ports', index, 'nodePort']];
  }
  return undefined;
}

const takerOf = ({ plan: { settings }, report }: Taking): Taker => ({
  kubernetesVersion: settings.kubernetesVersion,
  statedCIDRs: report.assumptions.has('SERVICE_CIDR_ASSUMED') ? [] : settings.serviceCIDRs,
});

/** As an alias it gets no address of any kind. */
const asksNothing = (spec: ServiceSpec): ServiceSpec => ({ ...spec, type: 'ExternalName', ports: [], clusterIPs: [] });

function without(service: ClusterService, refused: RefusedService): ClusterService {
  const { type } = service;
  return {
    ...service,
    type: type === 'ExternalName' ? 'ClusterIP' : type,
    externalIPs: [],
    endpoints: () => [],
    targets: () => [],
    refused,
  };
}

/** Another range of node ports is a setting of the API server. */
const OF_SETTINGS: ReadonlySet<ServiceRefusal['is']> = new Set(['NODE_PORT_RANGE']);

/** That nothing is told of what would be refused, as it is stored: so much of uid and resourceVersion bears on anything. */
export function isTakenNevertheless(service: RawObject, taker: Taker): boolean {
  return isStored(service) && refusalsOf(service, taker).length > 0;
}

/** // Kubernetes v1.35 pkg/apis/core/validation/validation.go ValidateService, pkg/registry/core/service/storage/alloc.go */
function refusalsOf(service: RawObject, taker: Taker, spec = readService(createCursor(service, []))): Refusals {
  const written = { name: service.metadata.name, spec, given: recordOf(service['spec']), taker };
  return [
    ...refusedName(written),
    ...refusedPorts(written),
    ...refusedNodePorts(written),
    ...refusedAddresses(written),
    ...refusedFamilies(written),
    ...refusedFields(written),
  ];
}

const LONGEST_NAME = 63;

function refusedName({ name, taker }: Written): Refusals {
  const path = ['metadata', 'name'];
  const relaxed = isSince(taker.kubernetesVersion, '1.37');
  const isLabel = (relaxed ? /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/ : /^[a-z]([-a-z0-9]*[a-z0-9])?$/).test(name);
  return [
    ...(name.length > LONGEST_NAME ? [[{ is: 'NAME_TOO_LONG', name }, path] as const] : []),
    ...(isLabel ? [] : [[{ is: 'NAME', name, relaxed }, path] as const]),
  ];
}

function refusedPorts({ spec: { ports, headless, type }, given }: Written): Refusals {
  const isListed = Array.isArray(given['ports']) && given['ports'].length > 0;
  if (!isListed && !headless && type !== 'ExternalName') return [[{ is: 'PORTS_MISSING' }, ['spec', 'ports']]];
  return ports.flatMap(({ name, port, protocol, index }, place): Refusals => {
    const before = ports.slice(0, place);
    const path = ['spec', 'ports', index];
    const twice = before.some((other) => other.port === port && other.protocol === protocol);
    return [
      ...(name === '' && ports.length > 1 ? [[{ is: 'PORT_NAME_MISSING', index }, [...path, 'name']] as const] : []),
      ...(name !== '' && !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)
        ? [[{ is: 'PORT_NAME', index, name }, [...path, 'name']] as const]
        : []),
      ...(name !== '' && before.some((other) => other.name === name)
        ? [[{ is: 'PORT_NAME_TWICE', index, name }, [...path, 'name']] as const]
        : []),
      ...(twice ? [[{ is: 'PORT_TWICE', index, protocol, port }, path] as const] : []),
    ];
  });
}

function refusedNodePorts({ spec: { ports, type } }: Written): Refusals {
  return ports.flatMap(({ nodePort, index }): Refusals => {
    if (nodePort === undefined || type === 'ExternalName') return [];
    const path = ['spec', 'ports', index, 'nodePort'];
    if (type === 'ClusterIP') return [[{ is: 'NODE_PORT_OF_CLUSTER_IP', index }, path]];
    if (nodePort >= NODE_PORTS.from && nodePort <= NODE_PORTS.to) return [];
    return [[{ is: 'NODE_PORT_RANGE', index, nodePort, range: NODE_PORTS }, path]];
  });
}

const SPECIAL: readonly (readonly [SpecialRange, readonly Cidr[]])[] = [
  ['UNSPECIFIED', [createCidr(createIp('0.0.0.0'), 32), createCidr(createIp('::'), 128)]],
  ['LOOPBACK', [createCidr(createIp('127.0.0.0'), 8), createCidr(createIp('::1'), 128)]],
  ['LINK_LOCAL', [createCidr(createIp('169.254.0.0'), 16), createCidr(createIp('fe80::'), 10)]],
  ['LINK_LOCAL_MULTICAST', [createCidr(createIp('224.0.0.0'), 24), createCidr(createIp('ff02::'), 16)]],
];

function specialRange(ip: Ip): SpecialRange | undefined {
  return SPECIAL.find(([, cidrs]) => cidrs.some((cidr) => cidrContains(cidr, ip)))?.[0];
}

function refusedAddresses({ spec, given, taker }: Written): Refusals {
  const special = spec.externalIPs.flatMap((ip, index): Refusals => {
    const range = specialRange(ip);
    return range === undefined ? [] : [[{ is: 'SPECIAL_IP', index, ip, range }, ['spec', 'externalIPs', index]]];
  });
  const { clusterIP, clusterIPs } = given;
  const texts = Array.isArray(clusterIPs) ? clusterIPs.filter((each) => typeof each === 'string') : [];
  if (texts.length > 0 && isNothing(clusterIP))
    return [...special, [{ is: 'CLUSTER_IP_UNSET', clusterIPs: texts }, ['spec', 'clusterIPs']]];
  return [...special, ...outOfRange(spec, taker)];
}

function isNothing(written: unknown): boolean {
  return written === undefined || written === null || written === '';
}

function outOfRange({ clusterIPs }: ServiceSpec, { kubernetesVersion, statedCIDRs }: Taker): Refusals {
  if (statedCIDRs.length === 0) return [];
  const newer = isSince(kubernetesVersion, '1.33');
  return clusterIPs.flatMap((ip): Refusals => {
    const ranges = statedCIDRs.filter((cidr) => cidrParts(cidr).family === ipFamily(ip));
    if (ranges.some((cidr) => cidrContains(cidr, ip))) return [];
    return [[{ is: 'CLUSTER_IP_RANGE', ip, ranges, newer }, ['spec', 'clusterIPs']]];
  });
}

function refusedFamilies({ spec, given, taker: { statedCIDRs } }: Written): Refusals {
  const { type, headless, selector, ipFamilyPolicy, clusterIPs } = spec;
  if (type === 'ExternalName') return [];
  const families = Array.isArray(given['ipFamilies']) ? given['ipFamilies'] : [];
  const path = ['spec', 'ipFamilyPolicy'];
  const single = ipFamilyPolicy === 'SingleStack';
  const isOpen = statedCIDRs.length === 0 || (headless && selector === undefined);
  const known = new Set(statedCIDRs.map((cidr) => cidrParts(cidr).family));
  const isTwofold = isOpen || ipFamilyPolicy !== 'RequireDualStack' || known.size > 1;
  const missing = isOpen
    ? []
    : families.flatMap((family, index): Refusals => {
        const wanted = family === 'IPv6' ? 6 : 4;
        return known.has(wanted)
          ? []
          : [[{ is: 'FAMILY_NOT_CONFIGURED', index, family: wanted }, ['spec', 'ipFamilies', index]]];
      });
  return [
    ...(single && clusterIPs.length > 1 ? [[{ is: 'FAMILY_POLICY', of: 'IPS' }, path] as const] : []),
    ...(single && families.length > 1 ? [[{ is: 'FAMILY_POLICY', of: 'FAMILIES' }, path] as const] : []),
    ...(isTwofold ? [] : [[{ is: 'DUAL_STACK_NOT_CONFIGURED' }, path] as const]),
    ...missing,
  ];
}

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function refusedAlias(externalName: unknown): Refusals {
  const path = ['spec', 'externalName'];
  const name = typeof externalName === 'string' ? externalName.replace(/\.$/, '') : '';
  if (name === '') return [[{ is: 'NO_EXTERNAL_NAME' }, path]];
  return SUBDOMAIN.test(name) ? [] : [[{ is: 'EXTERNAL_NAME', name }, path]];
}

function refusedFields({ spec, given }: Written): Refusals {
  const { type, externalIPs, headless, healthCheckNodePort, loadBalancerSourceRanges } = spec;
  const outside = type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && externalIPs.length > 0);
  const policy = given['externalTrafficPolicy'];
  const checked = type === 'LoadBalancer' && policy === 'Local';
  return [
    ...(!outside && typeof policy === 'string' && policy !== ''
      ? [[{ is: 'EXTERNAL_POLICY', policy }, ['spec', 'externalTrafficPolicy']] as const]
      : []),
    ...(!checked && healthCheckNodePort !== undefined
      ? [[{ is: 'HEALTH_CHECK_PORT', port: healthCheckNodePort }, ['spec', 'healthCheckNodePort']] as const]
      : []),
    ...(type !== 'LoadBalancer' && loadBalancerSourceRanges.length > 0
      ? [[{ is: 'SOURCE_RANGES' }, ['spec', 'loadBalancerSourceRanges']] as const]
      : []),
    ...(headless && (type === 'NodePort' || type === 'LoadBalancer')
      ? [[{ is: 'NONE_FOR_TYPE', type }, ['spec', 'clusterIP']] as const]
      : []),
    ...(type === 'ExternalName' ? refusedAlias(given['externalName']) : []),
  ];
}
