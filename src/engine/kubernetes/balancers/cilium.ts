import { cidrParts } from '../../net/cidr.ts';
import { type Ip, type IpFamily, ipFromBits, parseIp } from '../../net/ip.ts';
import { createIpRange, type IpRange, parseIpRange, rangeAddresses, rangeHolds } from '../../net/ip-range.ts';
import { CILIUM_POOL } from '../kinds/load-balancers/cilium.ts';
import { matchesSelector } from '../matching/label-selector.ts';
import type { PendingAddress } from '../model/balancing.ts';
import { createObjectReader } from '../cluster/memo.ts';
import type { ObjectRef } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { Report } from '../model/report.ts';
import type { Labels, LabelSelector } from '../model/specs.ts';
import type { AddressBook, Tenant } from './address-book.ts';
import type { Balanced, BalancedService, Balancer, BalancerSources } from './balancer-planner.ts';

const readPool = createObjectReader(CILIUM_POOL.read);

interface Pool {
  readonly ref: ObjectRef;
  readonly ranges: readonly (IpRange & { readonly kept: readonly Ip[] })[];
  readonly selector: LabelSelector | undefined;
}

/** Annotations of Services, and how they were called before v1.16. // Cilium v1.18 pkg/annotation */
const NAMES = {
  ips: ['lbipam.cilium.io/ips', 'io.cilium/lb-ipam-ips'],
  key: ['lbipam.cilium.io/sharing-key', 'io.cilium/lb-ipam-sharing-key'],
  across: ['lbipam.cilium.io/sharing-cross-namespace', 'io.cilium/lb-ipam-sharing-cross-namespace'],
} as const;

function annotation(annotations: Labels, names: readonly string[]): string {
  return names.map((name) => annotations[name]).find((value) => value !== undefined && value !== '') ?? '';
}

/** Those of which LB IPAM takes care, besides Services without one. // Cilium v1.18 operator/pkg/lbipam/cell.go */
const CLASSES: readonly string[] = ['io.cilium/l2-announcer', 'io.cilium/bgp-control-plane'];

/**
 * Addresses of Services out of Cilium's pools. Cilium v1.18 operator/pkg/lbipam/lbipam.go.
 * Simplification: of several pools that would do the first by name is taken, where Cilium takes the one it heard of first.
 * Simplification: a pool that overlaps an older one is used, where Cilium disables it.
 */
export function createCiliumIpam(
  { pools: objects }: BalancerSources,
  book: AddressBook,
  report: Report,
): Balancer | undefined {
  const pools = objects
    .filter(({ ref }) => ref.kind === 'CiliumLoadBalancerIPPool')
    .flatMap((object) => poolOf(object, report) ?? [])
    .toSorted((a, b) => (a.ref.name < b.ref.name ? -1 : 1));
  if (!objects.some(({ ref }) => ref.kind === 'CiliumLoadBalancerIPPool')) return undefined;
  return {
    give: (service) => {
      const { loadBalancerClass, loadBalancerIngress = [] } = service.spec;
      if (loadBalancerClass !== undefined && !CLASSES.includes(loadBalancerClass)) return undefined;
      const told = loadBalancerIngress.flatMap(({ ip }) => ip ?? []);
      return told.length > 0 ? keep(pools, book, service, told) : allocate(pools, book, service);
    },
  };
}

/** undefined: it is disabled. */
function poolOf(object: StoredObject, report: Report): Pool | undefined {
  const { blocks, cidrs, serviceSelector, disabled, allowFirstLastIPs } = readPool(object, report).spec;
  if (disabled) return undefined;
  const networks = [...blocks.flatMap(({ cidr }) => cidr ?? []), ...cidrs.flatMap(({ cidr }) => cidr ?? [])];
  const spans = blocks.flatMap(({ cidr, start, stop = start }) =>
    cidr !== undefined || start === undefined || stop === undefined ? [] : (createIpRange(start, stop) ?? []),
  );
  const whole = networks.flatMap((cidr) => {
    const range = parseIpRange(cidr);
    if (range === undefined) return [];
    const { family, first, last } = range;
    const ends = allowFirstLastIPs === 'No' && cidrParts(cidr).prefixLength < (family === 4 ? 31 : 127);
    return [{ ...range, kept: ends ? [ipFromBits(family, first), ipFromBits(family, last)] : [] }];
  });
  return {
    ref: object.ref,
    ranges: [...whole, ...spans.map((range) => ({ ...range, kept: [] }))],
    selector: serviceSelector,
  };
}

function keep(
  pools: readonly Pool[],
  book: AddressBook,
  service: BalancedService,
  ips: readonly Ip[],
): Balanced | undefined {
  const pool = pools.find(({ ranges }) => ranges.some((range) => ips.some((ip) => rangeHolds(range, ip))));
  if (pool === undefined) return undefined;
  for (const ip of ips) book.take(ip, tenantOf(service));
  return { ips, balancing: { by: 'cilium', pool: pool.ref } };
}

interface Given {
  readonly ip: Ip;
  readonly pool: Pool;
}

/** What can be given is given: it waits only when that is nothing. */
function allocate(pools: readonly Pool[], book: AddressBook, service: BalancedService): Balanced {
  const { annotations, spec } = service;
  const listed = annotation(annotations, NAMES.ips)
    .split(',')
    .flatMap((text) => parseIp(text.trim()) ?? []);
  const asked = [...new Set([...(spec.loadBalancerIP === undefined ? [] : [spec.loadBalancerIP]), ...listed])];
  const found =
    asked.length > 0
      ? asked.map((ip) => assign(pools, book, service, ip))
      : service.ipFamilies.map((family) => choose(pools, book, service, family));
  const given = found.filter((each): each is Given => 'ip' in each);
  for (const { ip } of given) book.take(ip, tenantOf(service));
  const told = { by: 'cilium', ...(asked.length > 0 && { asked }) } as const;
  const [first] = given;
  if (first !== undefined) return { ips: given.map(({ ip }) => ip), balancing: { ...told, pool: first.pool.ref } };
  const pending = found.find((each): each is PendingAddress => 'code' in each);
  return { ips: [], balancing: { ...told, ...(pending && { pending }) } };
}

function assign(pools: readonly Pool[], book: AddressBook, service: BalancedService, ip: Ip): Given | PendingAddress {
  const holding = pools.filter(({ ranges }) => ranges.some((range) => rangeHolds(range, ip)));
  const pool = holding.find((each) => isFor(each, service));
  if (pool === undefined) {
    const [other] = holding;
    return { code: 'NOT_IN_POOL', detail: { ip, ...(other && { pool: other.ref.name }), pools: namesOf(pools) } };
  }
  const clash = book.clash(ip, tenantOf(service));
  return clash === undefined ? { ip, pool } : { code: 'ADDRESS_TAKEN', detail: { ip, ...clash } };
}

/** One that it may share, else the first that is free. */
function choose(
  pools: readonly Pool[],
  book: AddressBook,
  service: BalancedService,
  family: IpFamily,
): Given | PendingAddress {
  const tenant = tenantOf(service);
  const fitting = pools.filter((pool) => isFor(pool, service) && pool.ranges.some((range) => range.family === family));
  for (const pool of fitting) {
    for (const range of pool.ranges) {
      if (range.family !== family) continue;
      for (const ip of rangeAddresses(range)) {
        if (!range.kept.includes(ip) && book.clash(ip, tenant) === undefined) return { ip, pool };
      }
    }
  }
  return fitting.length === 0
    ? { code: 'NO_POOL', detail: { pools: namesOf(pools) } }
    : { code: 'POOLS_FULL', detail: { pools: namesOf(fitting) } };
}

const namesOf = (pools: readonly Pool[]): readonly string[] => pools.map(({ ref }) => ref.name);

const isFor = ({ selector }: Pool, service: BalancedService): boolean =>
  selector === undefined || matchesSelector(selector, selectable(service.ref, service.labels));

/** The labels by which Cilium selects Services: its name and namespace are among them. */
export function selectable(
  { namespace = 'default', name }: Pick<ObjectRef, 'namespace' | 'name'>,
  labels: Labels,
): Labels {
  return { ...labels, 'io.kubernetes.service.namespace': namespace, 'io.kubernetes.service.name': name };
}

/** // operator/pkg/lbipam/service_store.go isCompatible */
function tenantOf({ ref, annotations, ports, spec, selector = {} }: BalancedService): Tenant {
  const { externalTrafficPolicy } = spec;
  const pods = Object.entries(selector).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const backends = externalTrafficPolicy === 'Local' ? JSON.stringify(pods) : externalTrafficPolicy;
  const namespace = ref.namespace ?? 'default';
  const across = annotation(annotations, NAMES.across)
    .split(',')
    .map((each) => each.trim());
  return {
    service: { namespace, name: ref.name },
    ports,
    sharing: annotation(annotations, NAMES.key),
    backends,
    namespaces: across.includes('*') ? undefined : [namespace, ...across],
  };
}
