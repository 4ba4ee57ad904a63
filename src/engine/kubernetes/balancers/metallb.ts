import { NAME_OF_NAMESPACE } from '../model/name-labels.ts';
import { type Ip, type IpFamily, ipFamily, parseIp } from '../../net/ip.ts';
import { type IpRange, rangeAddresses, rangeHolds } from '../../net/ip-range.ts';
import { IP_ADDRESS_POOL } from '../kinds/load-balancers/metallb.ts';
import { matchesSelector } from '../matching/label-selector.ts';
import type { Balancing, PassedPool, PendingAddress } from '../model/balancing.ts';
import { createObjectReader } from '../cluster/memo.ts';
import type { ObjectRef } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { Report } from '../model/report.ts';
import type { Labels, LabelSelector } from '../model/specs.ts';
import type { AddressBook, Tenant } from './address-book.ts';
import type { Balanced, BalancedService, Balancer, BalancerSources } from './balancer-planner.ts';

/** Every namespace has it. // pkg/apis/core/v1/defaults.go SetDefaults_Namespace */

const readPool = createObjectReader(IP_ADDRESS_POOL.read);

interface Pool {
  readonly ref: ObjectRef;
  readonly ranges: readonly IpRange[];
  readonly autoAssign: boolean;
  readonly avoidBuggyIPs: boolean;
  /** Absent: for every Service. */
  readonly allocation?: {
    readonly priority: number;
    readonly namespaces: ReadonlySet<string>;
    readonly serviceSelectors: readonly LabelSelector[];
  };
}

/** Annotations of Services, under the prefix of today and the former one. // MetalLB v0.15 controller/service.go */
const PREFIXES = ['metallb.io/', 'metallb.universe.tf/'] as const;

function annotation(annotations: Labels, name: string): string {
  const prefix = PREFIXES.find((each) => Object.hasOwn(annotations, each + name));
  return prefix === undefined ? '' : (annotations[prefix + name] ?? '');
}

/**
 * Addresses of Services out of MetalLB's pools.
 * MetalLB v0.15 controller/service.go, internal/allocator/allocator.go.
 * Simplification: of several pools that would do the first by name is taken, where MetalLB takes any.
 * Simplification: a loadBalancerClass is MetalLB's where it bears its name, as if it ran with --lb-class, and Services without one are its as well.
 */
export function createMetallb(
  { pools: objects, namespaces }: BalancerSources,
  book: AddressBook,
  report: Report,
): Balancer | undefined {
  const pools = objects
    .filter(({ ref }) => ref.kind === 'IPAddressPool')
    .map((object) => poolOf(object, namespaces, report))
    .toSorted((a, b) => (a.ref.name < b.ref.name ? -1 : 1));
  if (pools.length === 0) return undefined;
  return {
    give: (service) => {
      const told = (service.spec.loadBalancerIngress ?? []).flatMap(({ ip }) => ip ?? []);
      if (told.length > 0) return keep(pools, book, service, told);
      if (!/metallb/i.test(service.spec.loadBalancerClass ?? 'metallb')) return undefined;
      return allocate(pools, book, service);
    },
  };
}

function poolOf(object: StoredObject, namespaces: readonly StoredObject[], report: Report): Pool {
  const { addresses, autoAssign, avoidBuggyIPs, serviceAllocation: allocation } = readPool(object, report).spec;
  const named = allocation && [
    ...allocation.namespaces,
    ...namespaces
      .filter(({ labels, ref }) =>
        allocation.namespaceSelectors.some((selector) =>
          matchesSelector(selector, { ...labels, [NAME_OF_NAMESPACE]: ref.name }),
        ),
      )
      .map(({ ref }) => ref.name),
  ];
  return {
    ref: object.ref,
    ranges: addresses,
    autoAssign,
    avoidBuggyIPs,
    ...(allocation && {
      allocation: {
        priority: allocation.priority,
        namespaces: new Set(named),
        serviceSelectors: allocation.serviceSelectors,
      },
    }),
  };
}

/** What the status says, where the addresses are of a pool. */
function keep(
  pools: readonly Pool[],
  book: AddressBook,
  service: BalancedService,
  ips: readonly Ip[],
): Balanced | undefined {
  const pool = ips.map((ip) => poolWith(pools, ip)).find((each) => each !== undefined);
  if (pool === undefined) return undefined;
  const tenant = tenantOf(service);
  for (const ip of ips) book.take(ip, tenant);
  return { ips, balancing: { by: 'metallb', pool: pool.ref } };
}

function allocate(pools: readonly Pool[], book: AddressBook, service: BalancedService): Balanced {
  const tenant = tenantOf(service);
  const asked = askedFor(service);
  const found = asked.length > 0 ? assign(pools, book, service, asked) : choose(pools, book, service);
  const told: Pick<Balancing, 'by' | 'asked'> = { by: 'metallb', ...(asked.length > 0 && { asked }) };
  if ('code' in found) return { ips: [], balancing: { ...told, pending: found } };
  for (const ip of found.ips) book.take(ip, tenant);
  return { ips: found.ips, balancing: { ...told, pool: found.pool.ref } };
}

interface Found {
  readonly pool: Pool;
  readonly ips: readonly Ip[];
}

/** The addresses that the Service asks for. */
function askedFor({ annotations, spec }: BalancedService): readonly Ip[] {
  const listed = annotation(annotations, 'loadBalancerIPs').split(',');
  const ips = listed.flatMap((text) => parseIp(text.trim()) ?? []);
  return ips.length === 0 && spec.loadBalancerIP !== undefined ? [spec.loadBalancerIP] : ips;
}

function assign(
  pools: readonly Pool[],
  book: AddressBook,
  service: BalancedService,
  ips: readonly Ip[],
): Found | PendingAddress {
  const families = new Set(ips.map(ipFamily));
  const fits = families.size === service.ipFamilies.length && service.ipFamilies.every((each) => families.has(each));
  if (!fits) return { code: 'OTHER_FAMILY', detail: { ips } };
  const wanted = annotation(service.annotations, 'address-pool');
  const names = pools.map(({ ref }) => ref.name);
  for (const ip of ips) {
    const pool = poolWith(pools, ip);
    const usable = pool !== undefined && isFor(pool, service) && (wanted === '' || pool.ref.name === wanted);
    if (!usable) {
      const other = pool === undefined ? {} : { pool: pool.ref.name };
      return { code: 'NOT_IN_POOL', detail: { ip, ...other, pools: names } };
    }
    const clash = book.clash(ip, tenantOf(service));
    if (clash !== undefined) return { code: 'ADDRESS_TAKEN', detail: { ip, ...clash } };
  }
  const [first] = ips;
  const pool = first && poolWith(pools, first);
  return pool === undefined ? { code: 'NO_POOL', detail: { pools: names } } : { pool, ips };
}

function choose(pools: readonly Pool[], book: AddressBook, service: BalancedService): Found | PendingAddress {
  const wanted = annotation(service.annotations, 'address-pool');
  const names = pools.map(({ ref }) => ref.name);
  const candidates = wanted === '' ? automatic(pools, service) : pools.filter(({ ref }) => ref.name === wanted);
  if (wanted !== '' && candidates.length === 0) {
    return { code: 'POOL_UNKNOWN', detail: { pool: wanted, pools: names } };
  }
  const fitting = candidates.filter((pool) => isFor(pool, service) && hasFamilies(pool, service.ipFamilies));
  for (const pool of fitting) {
    const ips = service.ipFamilies.flatMap((family) => freeAddress(pool, family, book, tenantOf(service)) ?? []);
    if (ips.length === service.ipFamilies.length) return { pool, ips };
  }
  const passed = (wanted === '' ? pools : candidates).flatMap((pool) => whyPassed(pool, service, wanted !== '') ?? []);
  const told = passed.length === 0 ? {} : { passed };
  return fitting.length === 0
    ? { code: 'NO_POOL', detail: { pools: names, ...told } }
    : { code: 'POOLS_FULL', detail: { pools: fitting.map(({ ref }) => ref.name), ...told } };
}

/** Undefined: it is for the Service. `asked`: the Service names it. */
function whyPassed(pool: Pool, service: BalancedService, asked: boolean): PassedPool | undefined {
  const { ref, autoAssign, allocation, ranges } = pool;
  const why = (reason: PassedPool['why']): PassedPool => ({ pool: ref.name, why: reason });
  if (!autoAssign && !asked) return why({ is: 'NOT_AUTOMATIC' });
  const namespaces = allocation?.namespaces ?? new Set();
  if (namespaces.size > 0 && !namespaces.has(service.ref.namespace ?? ''))
    return why({ is: 'NAMESPACE', namespaces: [...namespaces] });
  if (!isFor(pool, service)) return why({ is: 'OTHER_LABELS' });
  const families = service.ipFamilies.filter((family) => !ranges.some((range) => range.family === family));
  return families.length === 0 ? undefined : why({ is: 'FAMILY', families });
}

/** Those that hand out addresses by themselves: the ones meant for such Services by priority, then those for all. */
function automatic(pools: readonly Pool[], service: BalancedService): readonly Pool[] {
  const own = pools.filter((pool) => pool.autoAssign);
  const pinned = own.filter((pool) => isPinned(pool, service));
  const order = ({ allocation }: Pool): number =>
    (allocation?.priority ?? 0) === 0 ? Number.POSITIVE_INFINITY : (allocation?.priority ?? 0);
  const sorted = pinned.toSorted((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)));
  return [...sorted, ...own.filter(({ allocation }) => allocation === undefined)];
}

const isPinned = (pool: Pool, service: BalancedService): boolean =>
  pool.allocation !== undefined &&
  (pool.allocation.namespaces.has(service.ref.namespace ?? '') || pool.allocation.serviceSelectors.length > 0) &&
  isFor(pool, service);

/** // internal/allocator/allocator.go isPoolCompatibleWithService */
function isFor({ allocation }: Pool, { ref, labels }: BalancedService): boolean {
  if (allocation === undefined) return true;
  const { namespaces, serviceSelectors } = allocation;
  if (namespaces.size > 0 && !namespaces.has(ref.namespace ?? '')) return false;
  return serviceSelectors.length === 0 || serviceSelectors.some((selector) => matchesSelector(selector, labels));
}

const hasFamilies = ({ ranges }: Pool, families: readonly IpFamily[]): boolean =>
  families.every((family) => ranges.some((range) => range.family === family));

function freeAddress(pool: Pool, family: IpFamily, book: AddressBook, tenant: Tenant): Ip | undefined {
  for (const range of pool.ranges) {
    if (range.family !== family) continue;
    for (const ip of rangeAddresses(range)) {
      if (pool.avoidBuggyIPs && isBuggy(ip)) continue;
      if (book.clash(ip, tenant) === undefined) return ip;
    }
  }
  return undefined;
}

/** Some firmware takes packets to x.x.x.0 and x.x.x.255 for an attack. // internal/allocator/allocator.go ipConfusesBuggyFirmwares */
const isBuggy = (ip: Ip): boolean => ipFamily(ip) === 4 && /\.(0|255)$/.test(ip);

function poolWith(pools: readonly Pool[], ip: Ip): Pool | undefined {
  return pools.find(
    ({ ranges, avoidBuggyIPs }) => !(avoidBuggyIPs && isBuggy(ip)) && ranges.some((range) => rangeHolds(range, ip)),
  );
}

/** Those who keep clients at their nodes share an address only when they have the same pods. // internal/allocator/k8salloc */
function tenantOf({ ref, annotations, ports, spec, selector = {} }: BalancedService): Tenant {
  const local = spec.externalTrafficPolicy === 'Local';
  const backends = local ? JSON.stringify(Object.entries(selector).toSorted(([a], [b]) => (a < b ? -1 : 1))) : '';
  return {
    service: { namespace: ref.namespace ?? 'default', name: ref.name },
    ports,
    sharing: annotation(annotations, 'allow-shared-ip'),
    backends,
  };
}
