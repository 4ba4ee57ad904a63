import type { InventedAddress } from '../model/assumption.ts';
import { defaultClusterDNS } from '../services/addons.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ServiceSource } from './cluster-facts.ts';
import type { MistakeFinders } from '../findings/cluster-checks.ts';
import type { Before } from './follow.ts';
import type { ServicesAsking } from './keep.ts';
import type { ClusterFrame, PlannedService, BuiltService, BuiltServices } from './plan.ts';
import type { AddressAsk } from '../matching/service-asks.ts';
import type { About, Finding } from '../model/finding.ts';
import { objectKey } from '../model/object.ts';
import { indexCluster } from './index-cluster.ts';
import { once } from '../tools/once.ts';
import type { NodesNetwork } from '../nodes/balancer-places.ts';
import { holderAmong } from '../pods/pod-claims.ts';
import { podKey } from '../pods/placed-pod.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import type { Report } from '../model/report.ts';
import { interned, runStage } from '../matching/stage.ts';
import { allocateServices, askForAddresses, type ServiceAddresses } from '../services/service-ips.ts';
import type { Refused } from '../services/refuse-service.ts';
import { buildService } from '../services/services.ts';

/** Puts Services, endpoints and Ingresses on the frame. */
export function assembleCluster(frame: ClusterFrame, known: BuiltServices): Cluster {
  const { plan, report } = frame;
  const { programs, store, settings } = plan;
  const allocation = known.allocated.report;
  const services: ServiceSource = {
    all: known.services,
    find: (namespace, name) => services.all[known.positions.result().get(`${namespace}/${name}`) ?? -1],
  };
  const clusterDNS = settings.clusterDNS.length > 0 ? settings.clusterDNS : defaultClusterDNS(settings);
  return indexCluster({
    settings: { ...settings, clusterDNS },
    nodes: frame.nodes,
    pods: frame.pods,
    services,
    ingresses: programs.ingresses?.build(plan.ingresses, services.find, () => networkOf(frame, known)) ?? [],
    store,
    namespaces: frame.namespaces.result,
    workloads: frame.workloads.result,
    serviceAddresses: known.addresses.result,
    gateways: (own) => programs.gateways?.build(plan.gateways, own) ?? [],
    entries: (own) => [
      ...(programs.ingresses?.entries(own) ?? []),
      ...(programs.gateways?.entries(own) ?? []),
      ...(programs.openshift?.entries(own) ?? []),
    ],
    gatewayAddresses: (own, host) =>
      programs.gateways?.addressesOf(own.gateways, host) ?? programs.openshift?.addressesOf(own, host),
    keptAddresses: ({ nodes }) => programs.networks?.keptAddresses(nodes) ?? new Set(),
    findings: (own, find, about) => findMistakes(own, { find: find ?? programs.findings, frame, allocation, about }),
    assumptions: [...report.assumptions.values(), ...allocation.assumptions.values()],
  });
}

/** Who has addresses of the nodes' network: nodes, Services and pods. */
function networkOf({ plan, nodes }: ClusterFrame, known: BuiltServices): NodesNetwork {
  const taken = new Set([
    ...nodes.flatMap(({ ips }) => ips),
    ...known.services.flatMap(({ loadBalancerIPs, externalIPs }) => [
      ...loadBalancerIPs.map(({ ip }) => ip),
      ...externalIPs,
    ]),
  ]);
  return { nodes, isTaken: (ip) => taken.has(ip) || holderAmong(plan.claims.holders, ip) !== undefined };
}

interface Looking {
  readonly find: MistakeFinders | undefined;
  readonly frame: ClusterFrame;
  readonly allocation: Report;
  readonly about: About | undefined;
}

/** Mistakes are looked for when somebody asks: that computes every Service's endpoints, which a walk does not need. */
function findMistakes(cluster: Cluster, { find, frame, allocation, about }: Looking): readonly Finding[] {
  const { plan, built, slices, findings: findingsBefore } = frame;
  const findings = [...findingsBefore(about), ...allocation.findings];
  const late: Report = { findings, assumptions: new Map() };
  const { services, service, ingresses } = cluster;
  find?.service({
    services:
      about === undefined
        ? services
        : services.filter(({ namespace, name }) => about({ kind: 'Service', namespace, name })),
    decidedBySlices: (own) => slices.result.has(own) && !slices.result.addToPods(own),
    select: plan.index.select,
    build: built.of,
    ofKind: cluster.ofKind,
    report: late,
  });
  const elsewhere = (name: string): readonly string[] =>
    services.filter((each) => each.name === name).map(({ namespace }) => namespace);
  const secrets = new Set(plan.store.ofKind('Secret').map(({ ref }) => objectKey(ref)));
  for (const [position, ingress] of ingresses.entries()) {
    const backends = plan.ingresses[position]?.spec.backends ?? [];
    const hasSecret = (namespace: string, name: string): boolean =>
      secrets.has(objectKey({ kind: 'Secret', namespace, name }));
    find?.ingress({ ingress, backends, service, elsewhere, hasSecret, report: late });
  }
  for (const check of find?.checks ?? []) check(cluster, late, about);
  plan.programs.findPolicyMistakes?.(cluster, late, about);
  plan.programs.findGatewayMistakes?.(cluster, late);
  return late.findings;
}

/** Builds all Services, or what an edit left of them. */
export function buildServices(frame: ClusterFrame, before: Before | undefined): BuiltServices {
  const { plan } = frame;
  const { services, settings, keep } = plan;
  const was = before?.services;
  const { balancers } = plan.programs;
  const askOf = (planned: PlannedService): AddressAsk => {
    const { object } = planned;
    const refused = refusedBy(frame, planned);
    const { spec } = refused ?? planned;
    const ask = askForAddresses(object, spec, balancers?.ask(object, spec));
    return refused === undefined ? ask : { ...ask, refused: refused.refusal };
  };
  const like = before && plan.programs.serviceTaking?.isSame(before.frame, frame) === false ? undefined : before;
  const asks = (was && like?.follow.asks.addresses(was.asks, services, askOf)) ?? {
    items: services,
    results: services.map(askOf),
  };
  const { serviceCIDRs, cloud } = settings;
  const sources = balancers && interned(was?.sources, balancers.sources(plan.store, frame));
  const asked = [asks.results, settings, keep && plan.overrides.allocated, ...Object.values(sources ?? {})];
  const allocate: ServicesAsking['allocate'] = (all, report) => {
    const balance = sources && balancers?.allocate(sources, report);
    const more = withoutUndefined({ cloud, balance, inside: sources && balancers?.inside(sources, cloud) });
    return allocateServices({ services: all, serviceCIDRs, report, ...more });
  };
  const allocated = runStage(
    was?.allocated,
    asked,
    (report) =>
      keep?.services({ asks: asks.results, serviceCIDRs, report, allocate }) ?? allocate(asks.results, report),
  );
  const kept = like?.follow.services(like, frame, allocated.result);
  const list = kept?.list ?? buildAll(frame, allocated.result);
  const names = plan.store.refsOf('Service');
  return {
    list,
    services: kept?.services ?? list.map(({ service }) => service),
    asks,
    allocated,
    positions: runStage(was?.positions, [names, plan.addOns], () => once(() => positionsOf(list))),
    sources,
    addresses: runStage(was?.addresses, [names, plan.addOns, allocated.result], () => once(() => addressesOf(list))),
    steps: kept === undefined ? 0 : (was?.steps ?? 0) + 1,
  };
}

const refusedBy = (frame: ClusterFrame, planned: PlannedService): Refused | undefined =>
  frame.plan.programs.serviceTaking?.refuse(planned, frame);

const buildAll = (frame: ClusterFrame, addresses: readonly ServiceAddresses[]): readonly BuiltService[] =>
  frame.plan.services.flatMap((planned, position) => {
    const own = addresses[position];
    return own === undefined ? [] : [buildPlanned(frame, planned, own)];
  });

// Functions of their own: what they return outlives the cluster, and must not lead to the one before it.

export function buildPlanned(frame: ClusterFrame, planned: PlannedService, addresses: ServiceAddresses): BuiltService {
  const { context, slices } = frame;
  const { object, spec } = planned;
  const { ref, raw, assumed } = object;
  const fronting = { ...ref, selector: spec.selector };
  const { endpoints, has, of, addToPods } = slices.result;
  const given = has(fronting) ? { slices: () => of(fronting), endpoints, withPods: addToPods(fronting) } : undefined;
  const more = withoutUndefined({ given, assumed });
  const service = buildService({ ref, raw, spec, addresses, context, ...more });
  return { addresses, service: refusedBy(frame, planned)?.leave(service) ?? service };
}

const positionsOf = (list: readonly BuiltService[]): ReadonlyMap<string, number> =>
  new Map(list.map(({ service }, position) => [podKey(service), position]));

function addressesOf(list: readonly BuiltService[]): ReturnType<Cluster['serviceAddresses']> {
  const given = new Set<Ip>();
  const ips = new Map<Ip, InventedAddress>();
  const nodePorts = new Map<Port, InventedAddress>();
  for (const { addresses, service } of list) {
    const { namespace, name, assumed, doubt } = service;
    const { invented } = addresses;
    const own = (field: InventedAddress['field'], pool?: string): InventedAddress => ({
      field,
      namespace,
      name,
      ...withoutUndefined({ assumed, pool }),
    });
    for (const ip of [...addresses.clusterIPs, ...addresses.loadBalancerIPs.map((each) => each.ip)]) {
      if (invented?.loadBalancerIPs.includes(ip) === true)
        ips.set(ip, own('loadBalancer', addresses.balancing?.pool?.name));
      else if (assumed !== undefined) ips.set(ip, own('service'));
      else if (invented?.clusterIPs.includes(ip) === true) ips.set(ip, own('clusterIP'));
      else if (doubt) ips.set(ip, { ...own('service'), told: doubt });
      else given.add(ip);
    }
    for (const port of invented?.nodePorts ?? [])
      nodePorts.set(port, own(assumed === undefined ? 'nodePort' : 'service'));
  }
  return { given, ips, nodePorts };
}
