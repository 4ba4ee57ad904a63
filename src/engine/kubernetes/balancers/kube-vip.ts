import { objectKey } from '../model/object.ts';
import { KUBE_VIP_POOLS } from '../other-kinds/config-maps.ts';
import { type Ip, type IpFamily, ipFromBits, parseIp } from '../../net/ip.ts';
import { type IpRange, parseIpRange, rangeAddresses } from '../../net/ip-range.ts';
import type { PendingAddress } from '../model/balancing.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import { recordOf, textOf } from '../model/reader.ts';
import { variableOf } from '../read/template-containers.ts';
import type { AddressBook, Tenant } from './address-book.ts';
import type { Balanced, BalancedService, Balancer, BalancerSources } from './balancer-planner.ts';

/** The DaemonSet of kube-vip, where it serves Services; undefined: there is none. // kube-vip v1.0 pkg/kubevip/config_environment.go */
export function findKubeVip(daemonSets: readonly StoredObject[]): StoredObject | undefined {
  return daemonSets.find(
    ({ ref, raw }) =>
      /^kube-vip(?!-cloud)/.test(ref.name) && !/^(false|0)$/i.test(variableOf(raw, 'svc_enable') ?? 'true'),
  );
}

/** The ConfigMap out of which kube-vip-cloud-provider takes addresses. */
export const findPoolMap = ({ notRead }: Pick<PlanStore, 'notRead'>): StoredObject | undefined =>
  notRead.find(({ ref }) => objectKey(ref) === POOL_MAP);

const POOL_MAP = objectKey({ kind: 'ConfigMap', ...KUBE_VIP_POOLS });

const ASKED = 'kube-vip.io/loadbalancerIPs';
/** Besides Services without one. */
const CLASS = 'kube-vip.io/kube-vip-class';

/**
 * kube-vip gives a Service the address that it asks for, and kube-vip-cloud-provider asks for it, out of the range of its namespace or
 * the one for all. kube-vip-cloud-provider v0.0.12 pkg/provider/loadBalancer.go, pkg/ipam.
 * Simplification: Services do not share an address (allow-share-NAMESPACE), and an address that DHCP gives is made up.
 */
export function createKubeVip({ kubeVip, poolMap }: BalancerSources, book: AddressBook): Balancer | undefined {
  if (kubeVip === undefined) return undefined;
  const data = recordOf(poolMap?.raw['data']);
  return {
    give: (service) => {
      const { loadBalancerClass, loadBalancerIngress = [] } = service.spec;
      if (loadBalancerClass !== undefined && loadBalancerClass !== CLASS) return undefined;
      const told = loadBalancerIngress.flatMap(({ ip }) => ip ?? []);
      if (told.length > 0) {
        for (const ip of told) book.take(ip, tenantOf(service));
        return { ips: told, balancing: { by: 'kube-vip' } };
      }
      return allocate(data, poolMap, book, service);
    },
  };
}

type Data = Readonly<Record<string, unknown>>;

/** undefined: DHCP is to give it one. */
function allocate(
  data: Data,
  poolMap: StoredObject | undefined,
  book: AddressBook,
  service: BalancedService,
): Balanced | undefined {
  const { annotations, spec, ref } = service;
  const listed = (annotations[ASKED] ?? '').split(',').flatMap((text) => parseIp(text.trim()) ?? []);
  const asked = listed.length === 0 && spec.loadBalancerIP !== undefined ? [spec.loadBalancerIP] : listed;
  if (asked.includes('0.0.0.0' as Ip)) return undefined;
  const told = { by: 'kube-vip', ...(asked.length > 0 && { asked }) } as const;
  const clash = asked.map((ip) => ({ ip, found: book.clash(ip, tenantOf(service)) })).find(({ found }) => found);
  if (clash?.found !== undefined) {
    const pending: PendingAddress = { code: 'ADDRESS_TAKEN', detail: { ip: clash.ip, ...clash.found } };
    return { ips: [], balancing: { ...told, pending } };
  }
  const own = poolFor(data, ref.namespace ?? 'default');
  const ips = asked.length > 0 ? asked : free(own, service.ipFamilies, book, tenantOf(service));
  if (ips.length === 0) {
    const pending: PendingAddress =
      own.ranges.length === 0
        ? { code: 'NO_POOL', detail: { pools: [] } }
        : { code: 'POOLS_FULL', detail: { pools: [own.key] } };
    return { ips, balancing: { ...told, pending } };
  }
  for (const ip of ips) book.take(ip, tenantOf(service));
  const pool = asked.length === 0 && poolMap !== undefined ? { pool: { ...poolMap.ref, name: own.key } } : {};
  return { ips, balancing: { ...told, ...pool } };
}

interface Pool {
  readonly key: string;
  readonly ranges: readonly IpRange[];
  readonly last: boolean;
}

/** cidr-NAMESPACE before range-NAMESPACE, and before both for all. */
function poolFor(data: Data, namespace: string): Pool {
  const keys = [namespace, 'global'].flatMap((whose) => [`cidr-${whose}`, `range-${whose}`]);
  const key = keys.find((each) => textOf(data[each]) !== undefined) ?? '';
  const ranges = (textOf(data[key]) ?? '').split(',').flatMap((text) => parseIpRange(text) ?? []);
  const skips = data['skip-end-ips-in-cidr'] === 'true' && key.startsWith('cidr-');
  return { key, ranges: skips ? ranges.map(withoutEnds) : ranges, last: data['search-order'] === 'desc' };
}

/** A network without its own address and that of its broadcast. */
const withoutEnds = (range: IpRange): IpRange =>
  range.family === 4 && range.last - range.first > 1n
    ? { ...range, first: range.first + 1n, last: range.last - 1n }
    : range;

function free(pool: Pool, families: readonly IpFamily[], book: AddressBook, tenant: Tenant): readonly Ip[] {
  const found = families.flatMap((family) => {
    for (const range of pool.ranges.filter((each) => each.family === family)) {
      for (const ip of pool.last ? downwards(range) : rangeAddresses(range)) {
        if (book.clash(ip, tenant) === undefined) return [ip];
      }
    }
    return [];
  });
  return found.length === families.length ? found : [];
}

function* downwards({ family, first, last }: IpRange): Generator<Ip> {
  for (let bits = last; bits >= first; bits--) yield ipFromBits(family, bits);
}

const tenantOf = ({ ref, ports }: BalancedService): Tenant => ({
  service: { namespace: ref.namespace ?? 'default', name: ref.name },
  ports,
  sharing: '',
  backends: '',
});
