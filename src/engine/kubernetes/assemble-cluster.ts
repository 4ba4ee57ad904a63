import { defaultClusterDNS } from './addons.ts';
import { isSameAsk } from './ask.ts';
import type { Ip, Port } from '../net/ip.ts';
import type { Cluster, ClusterService, InventedAddress } from './cluster.ts';
import type { MistakeFinders } from './cluster-checks.ts';
import type { ClusterEdit } from './edit-planner.ts';
import type { ClusterFrame } from './frame-cluster.ts';
import { type Finding, objectKey } from './object.ts';
import { once } from './once.ts';
import { podKey } from './placed-pod.ts';
import type { ClusterPlan, PlannedService } from './plan-cluster.ts';
import { withoutUndefined } from './read-service.ts';
import { createReport, type Report } from './report.ts';
import { allocateServices, askForAddresses, type ServiceAddresses } from './service-ips.ts';
import { buildService } from './services.ts';

interface BuiltService {
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
  /** Of the cluster before an edit, and what it changes: the Services that it does not are kept. */
  readonly previous?: { readonly services: BuiltServices; readonly edit: ClusterEdit };
}

/** Puts Services, endpoints and Ingresses on the frame. */
export function assembleCluster(input: AssembleInput): { readonly cluster: Cluster; readonly services: BuiltServices } {
  const { plan, frame, report } = input;
  const { nodes, nodeByName, lookup, built } = frame;
  const { programs } = plan;
  const known = buildServices(input);
  const services = known.list.map((each) => each.service);
  const service = (namespace: string, name: string): ClusterService | undefined =>
    services[known.positions().get(`${namespace}/${name}`) ?? -1];
  const ingresses = programs.ingresses?.build(plan.ingresses, service) ?? [];
  const ingressByKey = new Map(ingresses.map((ingress) => [podKey(ingress), ingress]));

  // Mistakes are looked for when somebody asks: that computes every Service's endpoints, which a walk does not need.
  const findMistakes = (find: MistakeFinders | undefined): readonly Finding[] => {
    const findings = [...frame.findings(), ...known.report.findings];
    const late: Report = { findings, assumptions: new Map() };
    find?.service({
      services,
      hasSlices: frame.slices.has,
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
    programs.findPolicyMistakes?.(cluster, late);
    programs.findGatewayMistakes?.(cluster, late);
    return late.findings;
  };
  const findings = once(() => findMistakes(programs.findings));
  const gateways = once(() => programs.gateways?.build(plan.gateways, cluster) ?? []);
  const { clusterDNS } = plan.settings;
  const cluster: Cluster = {
    settings: { ...plan.settings, clusterDNS: clusterDNS.length > 0 ? clusterDNS : defaultClusterDNS(plan.settings) },
    get namespaces() {
      return frame.namespaces();
    },
    nodes,
    get pods() {
      return frame.pods();
    },
    services,
    ingresses,
    get gateways() {
      return gateways();
    },
    get workloads() {
      return frame.workloads();
    },
    get objects() {
      return plan.store.all;
    },
    ofKind: plan.store.ofKind,
    refsOf: plan.store.refsOf,
    get notRead() {
      return plan.store.notRead;
    },
    node: (name) => nodeByName.get(name),
    pod: frame.context.pod,
    service,
    serviceAddresses: known.addresses,
    ingress: (namespace, name) => ingressByKey.get(`${namespace}/${name}`),
    gateway: (namespace, name) =>
      cluster.gateways.find((gateway) => gateway.namespace === namespace && gateway.name === name),
    gatewayAddresses: (host) => programs.gateways?.addressesOf(cluster.gateways, host),
    keptAddresses: () => programs.networks?.keptAddresses(nodes) ?? new Set(),
    podsOn: frame.podsOn,
    places: frame.places,
    portTakersOn: frame.portTakersOn,
    podsAstray: frame.podsAstray,
    owner: frame.owner,
    get findings() {
      return findings();
    },
    findingsBy: findMistakes,
    assumptions: [...report.assumptions.values(), ...known.report.assumptions.values()],
  };
  return { cluster, services: known };
}

function buildServices({ plan, frame, previous }: AssembleInput): BuiltServices {
  if (previous?.edit.keepsAddresses === true) {
    const list = [...previous.services.list];
    for (const [position, planned] of previous.edit.services) {
      const was = list[position];
      if (was !== undefined) list[position] = buildOne(frame, planned, was.addresses);
    }
    return { ...previous.services, list };
  }
  const report = createReport();
  const services = plan.services.map(({ object, spec }) => askForAddresses(object, spec));
  const list = allocateServices({ services, ...plan.settings, report }).flatMap((addresses, position) => {
    const [planned, known] = [plan.services[position], previous?.services.list[position]];
    if (planned === undefined) return [];
    const stands =
      known !== undefined && previous?.edit.services.has(position) === false && isSameAsk(known.addresses, addresses);
    return [stands ? known : buildOne(frame, planned, addresses)];
  });
  return listServices(list, report);
}

// Functions of their own: what they return outlives the cluster, and must not lead to the one before it.

function buildOne(
  { context, slices }: ClusterFrame,
  planned: PlannedService,
  addresses: ServiceAddresses,
): BuiltService {
  const { object, spec } = planned;
  const { ref, raw, assumed } = object;
  const fronting = { ...ref, selector: spec.selector };
  const { endpoints } = slices;
  const given = slices.has(fronting) ? { slices: () => slices.of(fronting), endpoints } : undefined;
  const more = withoutUndefined({ given, assumed });
  return { addresses, service: buildService({ ref, raw, spec, addresses, context, ...more }) };
}

function listServices(list: readonly BuiltService[], report: Report): BuiltServices {
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
