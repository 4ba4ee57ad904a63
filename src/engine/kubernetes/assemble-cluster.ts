import type { Ip } from '../net/ip.ts';
import { defaultClusterDNS } from './addons.ts';
import type { Cluster, ClusterIngress, ClusterNode, ClusterPod, ClusterService, Workload } from './cluster.ts';
import { findIngressMistakes, findServiceMistakes } from './cluster-findings.ts';
import type { EndpointContext } from './endpoints.ts';
import { groupBy } from './group-by.ts';
import { createLabelIndex, type LabelIndex } from './label-index.ts';
import { createObjectReader } from './memo.ts';
import { type Finding, objectKey } from './object.ts';
import type { StoredObject } from './object-store.ts';
import { type PlacedPod, podKey } from './placed-pod.ts';
import type { ClusterPlan, PlannedIngress } from './plan-cluster.ts';
import type { PlannedPod } from './planned-pod.ts';
import { buildPods, type TargetedPort } from './pods.ts';
import { readEndpointSlice } from './read-endpoint-slice.ts';
import { withoutUndefined } from './read-service.ts';
import type { Report } from './report.ts';
import { allocateServices, haveSameAddresses, type ServiceAddresses } from './service-ips.ts';
import { buildService } from './services.ts';
import type { EndpointSliceSpec, Labels } from './specs.ts';

const readSliceObject = createObjectReader(readEndpointSlice);

/** What a cluster has before its Services: an edit of a Service leaves all of it as it is. */
export interface ClusterFrame {
  readonly nodes: readonly ClusterNode[];
  readonly nodeByName: ReadonlyMap<string, ClusterNode>;
  readonly pods: readonly ClusterPod[];
  readonly podByKey: ReadonlyMap<string, ClusterPod>;
  readonly owners: ReadonlyMap<Ip, ClusterPod | ClusterNode>;
  readonly index: LabelIndex<ClusterPod>;
  readonly onNode: ReadonlyMap<string, readonly ClusterPod[]>;
  readonly context: EndpointContext;
  readonly slices: Slices;
  readonly workloads: readonly Workload[];
}

/** Puts nodes, pods and given slices together. `before` are the pods as they were before interventions. */
export function frameCluster(
  plan: ClusterPlan,
  before: readonly PlacedPod[],
  placed: readonly PlacedPod[],
  report: Report,
): ClusterFrame {
  const pods = buildPods({ pods: placed, targetedPorts: portsTargeted(plan), report });
  const nodes: readonly ClusterNode[] = plan.nodes.map(
    ({ taints: _taints, unschedulable: _cordoned, ...node }) => node,
  );
  const nodeByName = new Map(nodes.map((node) => [node.name, node]));
  const podByKey = new Map(pods.map((pod) => [podKey(pod), pod]));
  const owners = ownersOf(pods, nodes);
  const index = createLabelIndex(pods);
  const context = createContext({ before, placed, pods, podByKey, nodeByName, owners, index });
  const slices = readSlices(plan, report);
  const onNode = groupBy(
    pods.filter((pod) => pod.nodeName !== undefined),
    (pod) => pod.nodeName ?? '',
  );
  const workloads = workloadsOf(plan, pods);
  return { nodes, nodeByName, pods, podByKey, owners, index, onNode, context, slices, workloads };
}

/** Services as they were built, by the object and the addresses they were built of. */
export type BuiltServices = ReadonlyMap<
  StoredObject,
  { readonly addresses: ServiceAddresses; readonly service: ClusterService }
>;

export interface AssembleInput {
  readonly plan: ClusterPlan;
  readonly frame: ClusterFrame;
  readonly report: Report;
  /** Of a cluster with the same frame: those that nothing changed are kept. */
  readonly previous?: { readonly cluster: Cluster; readonly services: BuiltServices };
}

/** Puts Services, endpoints and Ingresses on the frame. */
export function assembleCluster(input: AssembleInput): { readonly cluster: Cluster; readonly services: BuiltServices } {
  const { plan, frame, report, previous } = input;
  const { nodes, nodeByName, pods, podByKey, owners, index, onNode, context, slices, workloads } = frame;
  const built = buildServices(input);
  const services = [...built.values()].map((each) => each.service);
  const serviceByKey = new Map(services.map((service) => [podKey(service), service]));
  const service = (namespace: string, name: string): ClusterService | undefined =>
    serviceByKey.get(`${namespace}/${name}`);
  const ingresses = plan.ingresses.map((ingress) => buildIngress(ingress, service));
  const ingressByKey = new Map(ingresses.map((ingress) => [podKey(ingress), ingress]));

  // Mistakes are looked for when somebody asks: that computes every Service's endpoints, which a walk does not need.
  const findMistakes = (): readonly Finding[] => {
    const late: Report = { findings: [...report.findings], assumptions: report.assumptions };
    const hasSlices = (candidate: ClusterService): boolean => slices.has(podKey(candidate));
    findServiceMistakes({ services, hasSlices, pods: index, specOf: context.specOf, report: late });
    const known = new Set(plan.store.ofKind('Secret').map(({ ref }) => objectKey(ref)));
    for (const [position, ingress] of ingresses.entries()) {
      const backends = plan.ingresses[position]?.spec.backends ?? [];
      const hasSecret = (namespace: string, name: string): boolean =>
        known.has(objectKey({ kind: 'Secret', namespace, name }));
      findIngressMistakes({ ingress, backends, service, hasSecret, report: late });
    }
    return late.findings;
  };
  let findings: readonly Finding[] | undefined;
  const { clusterDNS } = plan.settings;
  const cluster: Cluster = {
    settings: { ...plan.settings, clusterDNS: clusterDNS.length > 0 ? clusterDNS : defaultClusterDNS(plan.settings) },
    namespaces: previous?.cluster.namespaces ?? namespacesOf(plan, pods, services),
    nodes,
    pods,
    services,
    ingresses,
    workloads,
    get objects() {
      return plan.store.all;
    },
    node: (name) => nodeByName.get(name),
    pod: (namespace, name) => podByKey.get(`${namespace}/${name}`),
    service,
    ingress: (namespace, name) => ingressByKey.get(`${namespace}/${name}`),
    podsOn: (nodeName) => onNode.get(nodeName) ?? [],
    owner: (ip) => owners.get(ip),
    get findings() {
      findings ??= findMistakes();
      return findings;
    },
    assumptions: [...report.assumptions.values()],
  };
  return { cluster, services: built };
}

/** Which numeric targetPorts name each pod. */
function portsTargeted(plan: ClusterPlan): ReadonlyMap<PlannedPod, readonly TargetedPort[]> {
  const targeted = new Map<PlannedPod, TargetedPort[]>();
  const index = createLabelIndex(plan.pods);
  for (const { object, spec } of plan.services) {
    if (spec.selector === undefined) continue;
    const ports = spec.ports.flatMap(({ targetPort, protocol }) =>
      typeof targetPort === 'number' ? [{ protocol, port: targetPort }] : [],
    );
    for (const pod of index.select(object.ref.namespace ?? 'default', spec.selector)) {
      const list = targeted.get(pod);
      if (list === undefined) targeted.set(pod, [...ports]);
      else list.push(...ports);
    }
  }
  return targeted;
}

/** Nodes win: a pod that reports its node's address shares it. */
function ownersOf(
  pods: readonly ClusterPod[],
  nodes: readonly ClusterNode[],
): ReadonlyMap<Ip, ClusterPod | ClusterNode> {
  const owners = new Map<Ip, ClusterPod | ClusterNode>();
  for (const pod of pods) if (!pod.hostNetwork) for (const ip of pod.ips) owners.set(ip, pod);
  for (const node of nodes) for (const ip of [...node.externalIPs, ...node.ips]) owners.set(ip, node);
  return owners;
}

interface ContextInput {
  readonly before: readonly PlacedPod[];
  readonly placed: readonly PlacedPod[];
  /** In the order of `placed`. */
  readonly pods: readonly ClusterPod[];
  readonly podByKey: ReadonlyMap<string, ClusterPod>;
  readonly nodeByName: ReadonlyMap<string, ClusterNode>;
  readonly owners: ReadonlyMap<Ip, ClusterPod | ClusterNode>;
  readonly index: LabelIndex<ClusterPod>;
}

function createContext({ before, placed, pods, podByKey, nodeByName, owners, index }: ContextInput): EndpointContext {
  const specs = new Map(pods.map((pod, position) => [pod, placed[position]?.plan.spec]));
  const changed = new Set(placed.filter((pod) => pod.restarted || pod.stopped.size > 0).map((pod) => podKey(pod.plan)));
  const formerIPs = new Map<Ip, string>();
  for (const pod of before) {
    const key = podKey(pod.plan);
    if (changed.has(key) && !pod.plan.spec.hostNetwork) for (const ip of pod.ips) formerIPs.set(ip, key);
  }
  return {
    select: (namespace, selector) => index.select(namespace, selector),
    pod: (namespace, name) => podByKey.get(`${namespace}/${name}`),
    podByIp: (ip) => {
      const owner = owners.get(ip);
      return owner !== undefined && 'namespace' in owner ? owner : undefined;
    },
    movedFrom: (ip) => podByKey.get(formerIPs.get(ip) ?? ''),
    isChanged: (pod) => changed.has(podKey(pod)),
    specOf: (pod) => specs.get(pod),
    zoneOf: (nodeName) => nodeByName.get(nodeName)?.zone,
  };
}

type Slices = ReadonlyMap<string, readonly EndpointSliceSpec[]>;

function readSlices(plan: ClusterPlan, report: Report): Slices {
  const read = plan.store.ofKind('EndpointSlice').flatMap((object) => {
    const spec = readSliceObject(object, report);
    return spec.serviceName === undefined ? [] : [{ key: `${object.ref.namespace}/${spec.serviceName}`, spec }];
  });
  const groups = groupBy(read, ({ key }) => key);
  return new Map([...groups].map(([key, list]) => [key, list.map(({ spec }) => spec)]));
}

function buildServices({ plan, frame, report, previous }: AssembleInput): BuiltServices {
  const { context, slices } = frame;
  const named = plan.services.map(({ object, spec }) => ({ ref: object.ref, spec }));
  const allocated = allocateServices({ services: named, serviceCIDRs: plan.settings.serviceCIDRs, report });
  return new Map(
    plan.services.flatMap(({ object, spec }, position) => {
      const addresses = allocated[position];
      if (addresses === undefined) return [];
      const known = previous?.services.get(object);
      if (known !== undefined && haveSameAddresses(known.addresses, addresses)) return [[object, known] as const];
      const { ref, raw, assumed } = object;
      const given = slices.get(`${ref.namespace}/${ref.name}`) ?? [];
      const more = withoutUndefined({ assumed });
      const service = buildService({ ref, raw, spec, addresses, slices: given, context, ...more });
      return [[object, { addresses, service }] as const];
    }),
  );
}

function buildIngress(
  { object, spec, className, controller }: PlannedIngress,
  service: (namespace: string, name: string) => ClusterService | undefined,
): ClusterIngress {
  const assumed = { namespace: 'ingress-nginx', name: 'ingress-nginx-controller' };
  const { namespace, name } = controller ?? assumed;
  const front = service(namespace, name);
  const addresses = spec.statusIPs.length > 0 ? spec.statusIPs : (front?.loadBalancerIPs.map(({ ip }) => ip) ?? []);
  return {
    namespace: object.ref.namespace ?? 'default',
    name: object.ref.name,
    object: object.raw,
    rules: spec.rules,
    tls: spec.tls,
    addresses,
    ...(front === undefined ? {} : { controllerService: { namespace, name } }),
    ...withoutUndefined({ className, defaultBackend: spec.defaultBackend }),
  };
}

/** Given namespaces with their labels, then those that objects merely live in; every one has its name as a label. */
function namespacesOf(
  plan: ClusterPlan,
  pods: readonly ClusterPod[],
  services: readonly ClusterService[],
): ReadonlyMap<string, Labels> {
  const namespaces = new Map<string, Labels>();
  const add = (name: string, labels: Labels): void => {
    if (!namespaces.has(name)) namespaces.set(name, { ...labels, 'kubernetes.io/metadata.name': name });
  };
  for (const { ref, labels } of plan.store.ofKind('Namespace')) add(ref.name, labels);
  const others: readonly (readonly StoredObject[])[] = ['Deployment', 'Ingress', 'StatefulSet', 'NetworkPolicy'].map(
    (kind) => plan.store.ofKind(kind),
  );
  for (const { ref } of others.flat()) add(ref.namespace ?? 'default', {});
  for (const { namespace } of [...pods, ...services]) add(namespace, {});
  add('default', {});
  return namespaces;
}

/** Workloads of the input, those that pods belong to without having been given, and pods on their own. */
function workloadsOf(plan: ClusterPlan, pods: readonly ClusterPod[]): readonly Workload[] {
  const byWorkload = groupBy(pods, (pod) => objectKey(pod.workload));
  const planned = new Map(plan.workloads.map((workload) => [objectKey(workload.ref), workload]));
  const assumedBy = new Map(plan.addOns.map((object) => [objectKey(object.ref), object.assumed]));
  const keys = new Set([...planned.keys(), ...byWorkload.keys()]);
  return [...keys].flatMap((key) => {
    const own = byWorkload.get(key) ?? [];
    const workload = planned.get(key);
    const ref = workload?.ref ?? own[0]?.workload;
    if (ref === undefined) return [];
    const replicas = workload?.replicas ?? own.length;
    const namespace = ref.namespace ?? own[0]?.namespace ?? 'default';
    const pods = own.map(({ name }) => name);
    return [{ ...ref, namespace, replicas, pods, ...withoutUndefined({ assumed: assumedBy.get(key) }) }];
  });
}
