import { defaultClusterDNS } from '../services/addons.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { Cluster, ClusterService, InventedAddress } from '../model/cluster.ts';
import type { ServiceSource } from './cluster-facts.ts';
import type { MistakeFinders } from '../findings/cluster-checks.ts';
import type { ClusterFrame } from './frame-cluster.ts';
import type { Finding } from '../model/finding.ts';
import { objectKey } from '../model/object.ts';
import { indexCluster } from './index-cluster.ts';
import { once } from '../tools/once.ts';
import { podKey } from '../pods/placed-pod.ts';
import type { ClusterPlan, PlannedService } from './plan-cluster.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import { createReport, type Report } from '../model/report.ts';
import { allocateServices, askForAddresses, type ServiceAddresses } from '../services/service-ips.ts';
import { buildService } from '../services/services.ts';

export interface BuiltService {
  readonly addresses: ServiceAddresses;
  readonly service: ClusterService;
}

/** Services as they were built, in the order of the plan. */
export interface BuiltServices {
  readonly list: readonly BuiltService[];
  /** By "NAMESPACE/NAME". */
  readonly positions: () => ReadonlyMap<string, number>;
  readonly addresses: Cluster['serviceAddresses'];
  /** Of handing out addresses. */
  readonly report: Report;
}

export interface AssembleInput {
  readonly plan: ClusterPlan;
  readonly frame: ClusterFrame;
  /** Of planning and placing. */
  readonly report: Report;
  /** Where they are built already. */
  readonly services?: BuiltServices;
}

/** Puts Services, endpoints and Ingresses on the frame. */
export function assembleCluster(input: AssembleInput): { readonly cluster: Cluster; readonly services: BuiltServices } {
  const { plan, frame, report } = input;
  const { programs, store, settings } = plan;
  const known = input.services ?? buildServices(input);
  const services: ServiceSource = {
    all: known.list.map((each) => each.service),
    find: (namespace, name) => services.all[known.positions().get(`${namespace}/${name}`) ?? -1],
  };
  const clusterDNS = settings.clusterDNS.length > 0 ? settings.clusterDNS : defaultClusterDNS(settings);
  const cluster = indexCluster({
    settings: { ...settings, clusterDNS },
    nodes: frame.nodes,
    pods: frame.pods,
    services,
    ingresses: programs.ingresses?.build(plan.ingresses, services.find) ?? [],
    store,
    namespaces: frame.namespaces,
    workloads: frame.workloads,
    serviceAddresses: known.addresses,
    gateways: (own) => programs.gateways?.build(plan.gateways, own) ?? [],
    gatewayAddresses: (own, host) => programs.gateways?.addressesOf(own.gateways, host),
    keptAddresses: ({ nodes }) => programs.networks?.keptAddresses(nodes) ?? new Set(),
    findings: (own, find = programs.findings) => findMistakes(own, find, { plan, frame, report: known.report }),
    assumptions: [...report.assumptions.values(), ...known.report.assumptions.values()],
  });
  return { cluster, services: known };
}

/** Mistakes are looked for when somebody asks: that computes every Service's endpoints, which a walk does not need. */
function findMistakes(
  cluster: Cluster,
  find: MistakeFinders | undefined,
  { plan, frame, report }: Omit<AssembleInput, 'services'>,
): readonly Finding[] {
  const findings = [...frame.findings(), ...report.findings];
  const late: Report = { findings, assumptions: new Map() };
  const { lookup, built, slices } = frame;
  const { services, service, ingresses } = cluster;
  find?.service({
    services,
    decidedBySlices: (own) => slices.has(own) && !slices.addToPods(own),
    select: lookup.index.select,
    build: built.of,
    report: late,
  });
  const secrets = new Set(plan.store.ofKind('Secret').map(({ ref }) => objectKey(ref)));
  for (const [position, ingress] of ingresses.entries()) {
    const backends = plan.ingresses[position]?.spec.backends ?? [];
    const hasSecret = (namespace: string, name: string): boolean =>
      secrets.has(objectKey({ kind: 'Secret', namespace, name }));
    find?.ingress({ ingress, backends, service, hasSecret, report: late });
  }
  for (const check of find?.checks ?? []) check(cluster, late);
  plan.programs.findPolicyMistakes?.(cluster, late);
  plan.programs.findGatewayMistakes?.(cluster, late);
  return late.findings;
}

/** Hands out addresses to all Services, in the order of the plan. */
export function allocatePlanned(plan: ClusterPlan, report: Report): readonly ServiceAddresses[] {
  const services = plan.services.map(({ object, spec }) => askForAddresses(object, spec));
  return allocateServices({ services, ...plan.settings, report });
}

function buildServices({ plan, frame }: AssembleInput): BuiltServices {
  const report = createReport();
  const list = allocatePlanned(plan, report).flatMap((addresses, position) => {
    const planned = plan.services[position];
    return planned === undefined ? [] : [buildPlanned(frame, planned, addresses)];
  });
  return listBuilt(list, report);
}

// Functions of their own: what they return outlives the cluster, and must not lead to the one before it.

export function buildPlanned(
  { context, slices }: ClusterFrame,
  planned: PlannedService,
  addresses: ServiceAddresses,
): BuiltService {
  const { object, spec } = planned;
  const { ref, raw, assumed } = object;
  const fronting = { ...ref, selector: spec.selector };
  const { endpoints } = slices;
  const given = slices.has(fronting)
    ? { slices: () => slices.of(fronting), endpoints, withPods: slices.addToPods(fronting) }
    : undefined;
  const more = withoutUndefined({ given, assumed });
  return { addresses, service: buildService({ ref, raw, spec, addresses, context, ...more }) };
}

export function listBuilt(list: readonly BuiltService[], report: Report): BuiltServices {
  const positions = once(() => new Map(list.map(({ service }, position) => [podKey(service), position])));
  const addresses = once(() => addressesOf(list));
  return { list, positions, addresses, report };
}

function addressesOf(list: readonly BuiltService[]): ReturnType<Cluster['serviceAddresses']> {
  const given = new Set<Ip>();
  const ips = new Map<Ip, InventedAddress>();
  const nodePorts = new Map<Port, InventedAddress>();
  for (const { addresses, service } of list) {
    const { namespace, name, assumed } = service;
    const { invented } = addresses;
    const own = (field: InventedAddress['field']): InventedAddress => ({
      field,
      namespace,
      name,
      ...withoutUndefined({ assumed }),
    });
    for (const ip of [...addresses.clusterIPs, ...addresses.loadBalancerIPs.map((each) => each.ip)]) {
      if (invented?.loadBalancerIPs.includes(ip) === true) ips.set(ip, own('loadBalancer'));
      else if (assumed !== undefined) ips.set(ip, own('service'));
      else if (invented?.clusterIPs.includes(ip) === true) ips.set(ip, own('clusterIP'));
      else given.add(ip);
    }
    for (const port of invented?.nodePorts ?? [])
      nodePorts.set(port, own(assumed === undefined ? 'nodePort' : 'service'));
  }
  return { given, ips, nodePorts };
}
