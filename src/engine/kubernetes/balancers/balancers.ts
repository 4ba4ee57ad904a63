import { createAddressBook } from './address-book.ts';
import { internalBy } from './cloud-scheme.ts';
import { BALANCER_ANNOTATIONS, SCHEME_ANNOTATIONS } from '../fields/service-annotations.ts';
import type {
  AskedService,
  Balanced,
  BalancedService,
  BalancerPlanner,
  BalancerSources,
  PodView,
} from './balancer-planner.ts';
import { createCiliumIpam } from './cilium.ts';
import { createKubeVip, findKubeVip, findPoolMap } from './kube-vip.ts';
import { createDockerDesktop, createTunnel, environmentOf } from './local.ts';
import { createMetallb } from './metallb.ts';
import { addressByServicelb, runsServicelb, servedNodes, servicelbAddOns } from './servicelb.ts';
import { balancerPlaces } from '../nodes/balancer-places.ts';
import { holderAmong } from '../pods/pod-claims.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import { assume, type Report } from '../model/report.ts';

const NONE: readonly never[] = [];
const ASKING: ReadonlySet<string> = new Set([...BALANCER_ANNOTATIONS, ...SCHEME_ANNOTATIONS]);
const BY_SCHEME: ReadonlySet<string> = new Set(SCHEME_ANNOTATIONS);

const poolsOf = (store: PlanStore): readonly StoredObject[] => [
  ...store.ofKind('IPAddressPool'),
  ...store.ofKind('CiliumLoadBalancerIPPool'),
];
const isServicelb = (store: PlanStore): boolean =>
  runsServicelb(store, poolsOf(store).length > 0 || findKubeVip(store.ofKind('DaemonSet')) !== undefined);

const mayBeInternal = ({ object, spec }: AskedService): boolean =>
  spec.type === 'LoadBalancer' && Object.keys(object.annotations).some((key) => BY_SCHEME.has(key));

/** Who gives Services of type LoadBalancer their addresses, as far as the objects of a cluster show it. */
export const BALANCERS: BalancerPlanner = {
  addOns: (services, store, report) => {
    const made = isServicelb(store) ? servicelbAddOns(services, store) : NONE;
    if (made.length > 0) assume(report, { code: 'SERVICELB_ASSUMED', detail: {} });
    return made;
  },
  sources: (store, { plan, nodes, built, placement }) => {
    const isReady: PodView['isReady'] = (pod) => {
      const { phase, ready } = built.glance(pod);
      return phase === 'Running' && ready;
    };
    const pods: PodView = { select: plan.index.select, nodeNameOf: placement.nodeNameOf, isReady };
    const pools = poolsOf(store);
    const namespaces = pools.length === 0 ? NONE : store.ofKind('Namespace');
    const served = isServicelb(store)
      ? { served: servedNodes(plan.services, pods), nodes }
      : { served: NONE, nodes: NONE };
    const inside = plan.services.some(mayBeInternal)
      ? { hosts: nodes, holders: plan.claims.holders }
      : { hosts: undefined, holders: undefined };
    const kubeVip = findKubeVip(store.ofKind('DaemonSet'));
    const poolMap = kubeVip && findPoolMap(store);
    return { pools, namespaces, ...served, environment: environmentOf(store), kubeVip, poolMap, ...inside };
  },
  ask: ({ labels, annotations, assumed }, { type, ports, selector }) =>
    type === 'LoadBalancer'
      ? {
          labels,
          annotations: Object.fromEntries(Object.entries(annotations).filter(([key]) => ASKING.has(key))),
          ports: ports.map(({ protocol, port }) => ({ protocol, port })),
          ...(selector && { selector }),
          ...(assumed !== undefined && { assumed: true }),
        }
      : undefined,
  allocate: (sources, report) => (all, familiesOf) => {
    const asks = all.filter(({ balanced }) => balanced !== undefined);
    const given = allocate(
      sources,
      asks.flatMap((ask) => {
        const { balanced, ref, spec } = ask;
        return balanced === undefined ? [] : [{ ref, spec, ...balanced, ipFamilies: familiesOf(ask) }];
      }),
      report,
    );
    return new Map(asks.flatMap((ask, at) => (given[at] === undefined ? [] : [[ask, given[at]] as const])));
  },
  inside: ({ hosts, holders }, cloud) => {
    const owned = new Set(hosts?.flatMap(({ ips }) => ips));
    const places = { 4: balancerPlaces(hosts ?? NONE, 4), 6: balancerPlaces(hosts ?? NONE, 6) };
    return ({ spec: { loadBalancerClass }, balanced }, family, taken) => {
      const annotations = balanced?.annotations ?? {};
      if (hosts === undefined || internalBy(cloud, { annotations, loadBalancerClass }) === undefined) return undefined;
      for (let next = places[family].next(); next.done !== true; next = places[family].next()) {
        const ip = next.value;
        const isHeld = holders !== undefined && holderAmong(holders, ip) !== undefined;
        if (!owned.has(ip) && !taken.has(ip) && !isHeld) return ip;
      }
      return undefined;
    };
  },
};

/** Who has an address keeps it: the controllers look at those first when they start. */
function allocate(
  sources: BalancerSources,
  services: readonly BalancedService[],
  report: Report,
): readonly (Balanced | undefined)[] {
  const balancers = [createMetallb, createCiliumIpam, createKubeVip, createTunnel, createDockerDesktop].flatMap(
    (create) => create(sources, createAddressBook(), report) ?? [],
  );
  const servicelb = (service: BalancedService): Balanced | undefined =>
    sources.served.length > 0 ? addressByServicelb(service, sources, services) : undefined;
  const found = new Map<BalancedService, Balanced | undefined>();
  const hasOne = (service: BalancedService): boolean => (service.spec.loadBalancerIngress ?? []).length > 0;
  for (const service of services.toSorted((a, b) => Number(hasOne(b)) - Number(hasOne(a)))) {
    const given = balancers.map(({ give }) => give(service)).find((each) => each !== undefined);
    found.set(service, given ?? servicelb(service) ?? nobody(service, sources));
  }
  return services.map((service) => found.get(service));
}

/** A Service that no status shows to be served, where it is known that nothing serves it. What was made up is served. */
function nobody({ spec, assumed }: BalancedService, { environment }: BalancerSources): Balanced | undefined {
  const { loadBalancerIngress = [], loadBalancerClass, loadBalancerIP } = spec;
  if (environment === undefined || environment === 'docker-desktop' || assumed === true) return undefined;
  if (loadBalancerIngress.length > 0 || loadBalancerClass !== undefined) return undefined;
  const asked = loadBalancerIP === undefined ? {} : { asked: [loadBalancerIP] };
  return { ips: [], balancing: { ...asked, pending: { code: 'NOBODY', detail: { environment } } } };
}
