import { announcementOf } from '../../dataplane/load-balancer/announced-addresses.ts';
import type { AnnouncedAddress, Unannounced } from '../../dataplane/load-balancer/announcement.ts';
import type { BalancerName, PendingAddress } from '../../kubernetes/model/balancing.ts';
import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import { recordOf } from '../../kubernetes/model/reader.ts';
import { hostCidr } from '../../net/cidr.ts';
import { type Ip, ipFamily } from '../../net/ip.ts';
import { explainEmpty } from './cause-service.ts';
import type { Fix } from '../outcome/fix.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';

const refOf = ({ namespace, name }: ClusterService) => ({ kind: 'Service', namespace, name });

/** An address that nodes could announce and none does; undefined: it is announced, or something in front of the nodes has it. */
export function explainUnannounced(cluster: Cluster, service: ClusterService, ip: Ip): Cause | undefined {
  const announced = announcementOf(cluster, service, ip);
  if (announced?.announcement.how !== 'NOBODY') return undefined;
  const { because } = announced.announcement;
  if (because.code === 'NO_ENDPOINTS') return explainEmpty(cluster, service, ipFamily(ip));
  const { by, pool } = announced;
  const detail = { service: namesOf(service), ip, by, ...(pool && { pool: pool.name }), because };
  return { code: 'ADDRESS_NOT_ANNOUNCED', detail, ...remedy(service, announced, because) };
}

/** The object to change, and how. */
function remedy(
  service: ClusterService,
  { by, pool }: AnnouncedAddress,
  because: Exclude<Unannounced, { readonly code: 'NO_ENDPOINTS' }>,
): Pick<Cause, 'object' | 'path' | 'fix'> {
  switch (because.code) {
    case 'NO_ADVERTISEMENT':
      return pool === undefined ? { object: refOf(service) } : { object: pool, fix: advertise(by, pool) };
    case 'NO_NODE': {
      const [advertisement] = because.detail.advertisements;
      if (advertisement === undefined) return { object: refOf(service) };
      if (by === 'kube-vip') return { object: advertisement };
      const at = { object: advertisement, path: ['spec', by === 'metallb' ? 'nodeSelectors' : 'nodeSelector'] };
      return {
        ...at,
        fix: { code: 'LET_ADVERTISEMENT_SELECT_ALL', detail: { advertisement }, ...at, value: undefined },
      };
    }
    case 'NODES_EXCLUDED': {
      const { nodes, label } = because.detail;
      const at = { object: { kind: 'Node', name: nodes[0] ?? '' }, path: ['metadata', 'labels', label] };
      return { ...at, fix: { code: 'REMOVE_LABEL', detail: { label }, ...at, value: undefined } };
    }
    case 'NO_PEER': {
      const [object = refOf(service)] = because.detail.advertisements;
      return { object };
    }
    case 'NO_LOCAL_ENDPOINTS': {
      const field = 'externalTrafficPolicy';
      const at = { object: refOf(service), path: ['spec', field] };
      return { ...at, fix: { code: 'SET_TRAFFIC_POLICY', detail: { field }, ...at, value: 'Cluster' } };
    }
  }
}

/** What lets every node announce addresses: of the pool, and with Cilium of all. */
function advertise(by: BalancerName, { namespace = 'default', name }: ObjectRef): Fix {
  const isCilium = by === 'cilium';
  const kind = isCilium ? 'CiliumL2AnnouncementPolicy' : 'L2Advertisement';
  const object = { kind, ...(isCilium ? {} : { namespace }), name };
  const { kind: _kind, ...metadata } = object;
  const value = {
    apiVersion: isCilium ? 'cilium.io/v2alpha1' : 'metallb.io/v1beta1',
    kind,
    metadata,
    spec: isCilium ? { loadBalancerIPs: true } : { ipAddressPools: [name] },
  };
  return { code: 'CREATE_ADVERTISEMENT', detail: { kind, pool: name }, object, path: [], value };
}

/** An address that a Service asks for and does not get; undefined: none asks for it. */
export function explainPending(cluster: Cluster, ip: Ip): Cause | undefined {
  const service = cluster.services.find(
    ({ balancing }) => balancing?.pending !== undefined && balancing.asked?.includes(ip),
  );
  const { by, pending } = service?.balancing ?? {};
  if (service === undefined || pending === undefined) return undefined;
  const detail = { service: namesOf(service), ip, ...(by && { by }), because: pending };
  const fix = servingFix(cluster, ip, { by, pending });
  return {
    code: 'LOAD_BALANCER_PENDING',
    detail,
    object: refOf(service),
    ...askElsewhere(service, ip),
    ...(fix && { fix }),
  };
}

/** Kinds of pools, with the list of what they have and an entry of it. */
const POOLS: Partial<
  Record<BalancerName, { readonly kind: string; readonly list: string; readonly entry: (ip: Ip) => unknown }>
> = {
  metallb: { kind: 'IPAddressPool', list: 'addresses', entry: (ip) => hostCidr(ip) },
  cilium: { kind: 'CiliumLoadBalancerIPPool', list: 'blocks', entry: (ip) => ({ cidr: hostCidr(ip) }) },
};

/** What would give the Service this very address; undefined: nothing simple. */
function servingFix(
  cluster: Cluster,
  ip: Ip,
  { by, pending }: { readonly by: BalancerName | undefined; readonly pending: PendingAddress },
): Fix | undefined {
  if (pending.code === 'NOBODY') return { code: 'START_BALANCER', detail: pending.detail };
  const pools = by && POOLS[by];
  if (pools === undefined || pending.code !== 'NOT_IN_POOL' || pending.detail.pool !== undefined) return undefined;
  const pool = cluster.ofKind(pools.kind).find(({ ref }) => pending.detail.pools.includes(ref.name));
  if (pool === undefined) return undefined;
  const listed = recordOf(pool.raw['spec'])[pools.list];
  const value = [...(Array.isArray(listed) ? listed : []), pools.entry(ip)];
  const at = { object: pool.ref, path: ['spec', pools.list], value };
  return { code: 'ADD_TO_POOL', detail: { pool: pool.ref.name, ip }, ...at };
}

/** The Service asks for nothing any more, and gets what is free. */
function askElsewhere({ object }: ClusterService, ip: Ip): Pick<Cause, 'path'> {
  const { annotations = {} } = object.metadata;
  const asking = Object.keys(annotations).find(
    (key) => key.endsWith('/loadBalancerIPs') && annotations[key]?.includes(ip),
  );
  return { path: asking === undefined ? ['spec', 'loadBalancerIP'] : ['metadata', 'annotations', asking] };
}
