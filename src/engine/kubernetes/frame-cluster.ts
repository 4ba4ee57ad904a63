import type { Ip } from '../net/ip.ts';
import type { Cluster, ClusterNode, ClusterPod, PodPlace, Workload } from './cluster.ts';
import type { EndpointContext } from './endpoints.ts';
import { astrayFrom } from './astray.ts';
import { checkGivenPods } from './given-pods.ts';
import { groupBy } from './group-by.ts';
import type { NamedIndex } from './label-index.ts';
import type { SchedulableNode } from './node-match.ts';
import { type Finding, objectKey } from './object.ts';
import { checkObjects, type StoredObject } from './object-store.ts';
import { once } from './once.ts';
import { type PlacedPod, type Placement, podKey, withChanges } from './placed-pod.ts';
import type { ClusterPlan } from './plan-cluster.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { PodIpam } from './pod-ipam.ts';
import { type BuiltPods, createPods } from './pods.ts';
import { withoutUndefined } from './read-service.ts';
import { createReport, type Report } from './report.ts';
import { collectSlices, type Slices } from './slices.ts';
import type { Labels } from './specs.ts';
import { findTargetedPorts } from './targeted-ports.ts';

/**
 * What a cluster has before its Services: an edit of a Service leaves all of it as it is. Nothing of it is made before
 * somebody asks, and of most things only what they ask about.
 */
export interface ClusterFrame {
  readonly nodes: readonly ClusterNode[];
  readonly nodeByName: ReadonlyMap<string, ClusterNode>;
  readonly index: NamedIndex<PlannedPod>;
  readonly built: BuiltPods;
  readonly pods: () => readonly ClusterPod[];
  readonly podsOn: (nodeName: string) => readonly ClusterPod[];
  readonly placesOn: Cluster['placesOn'];
  readonly portTakersOn: Cluster['portTakersOn'];
  readonly podsAstray: () => readonly ClusterPod[];
  readonly owner: (ip: Ip) => ClusterPod | ClusterNode | undefined;
  readonly context: EndpointContext;
  readonly slices: Slices;
  readonly workloads: () => readonly Workload[];
  readonly namespaces: () => ReadonlyMap<string, Labels>;
  /** Of everything before the Services. */
  readonly findings: () => readonly Finding[];
}

export interface FrameInput {
  readonly objects: readonly unknown[];
  /** Of objects that name none. */
  readonly namespace: string;
  readonly plan: ClusterPlan;
  readonly index: NamedIndex<PlannedPod>;
  readonly ipam: PodIpam;
  /** As it was before interventions. */
  readonly placement: Placement;
  /** Pods that interventions changed. */
  readonly changed: ReadonlyMap<PlannedPod, PlacedPod>;
  /** Of planning and placing. */
  readonly report: Report;
}

/** Puts nodes, pods and given slices together. */
export function frameCluster(input: FrameInput): ClusterFrame {
  const { plan, index, ipam, changed, report } = input;
  const placement = withChanges(input.placement, changed);
  const { nodeNameOf, ipsOf } = placement;
  const onNode = once(() => groupBy(plan.pods, (pod) => nodeNameOf(pod) ?? ''));
  const plannedOn = (nodeName: string): readonly PlannedPod[] =>
    nodeName === '' ? [] : (onNode().get(nodeName) ?? []);
  const targetedPorts = findTargetedPorts(
    plan.services.map(({ object, spec }) => ({ namespace: object.ref.namespace ?? 'default', spec })),
  );
  const built = createPods({ pods: plan.pods, onNode: plannedOn, placeOf: placement.placeOf, targetedPorts });
  const nodes = plan.nodes.map(withoutSchedule);
  const nodeByName = new Map(nodes.map((node) => [node.name, node]));
  const slices = collectSlices(plan.store);
  const nodeOf = once(() => ownersAmong(nodes));
  const holderOf = (ip: Ip): ClusterPod | undefined => {
    const pod = ipam.holder(ip);
    return pod === undefined || !ipsOf(pod).includes(ip) ? undefined : built.of(pod);
  };
  return {
    nodes,
    nodeByName,
    index,
    built,
    pods: once(built.all),
    podsOn: perNode((nodeName) => plannedOn(nodeName).map(built.of)),
    placesOn: perNode((nodeName) => plannedOn(nodeName).map((pod) => seatOf(placement.placeOf(pod)))),
    portTakersOn: perNode((nodeName) =>
      plannedOn(nodeName)
        .filter((pod) => pod.mayTakeNodePorts)
        .map(built.of),
    ),
    podsAstray: once(() =>
      nodes.flatMap((node) => {
        const isAstray = astrayFrom(node);
        return plannedOn(node.name)
          .filter((pod) => isAstray(pod.facts.hostNetwork, ipsOf(pod)))
          .map(built.of);
      }),
    ),
    owner: (ip) => nodeOf().get(ip) ?? holderOf(ip),
    context: {
      ...createContext(input, nodeByName, built),
      podByIp: (ip) => (nodeOf().has(ip) ? undefined : holderOf(ip)),
    },
    slices,
    workloads: once(() => workloadsOf(plan)),
    namespaces: once(() => namespacesOf(plan)),
    findings: once(() => {
      const read = createReport();
      checkObjects(input.objects, input.namespace, read);
      checkGivenPods(plan.store, read);
      const running = createReport();
      built.check(running);
      slices.check(running);
      return [...read.findings, ...report.findings, ...running.findings];
    }),
  };
}

/** Makes a list per node once. */
function perNode<T>(make: (nodeName: string) => readonly T[]): (nodeName: string) => readonly T[] {
  const made = new Map<string, readonly T[]>();
  return (nodeName) => {
    const list = made.get(nodeName) ?? make(nodeName);
    made.set(nodeName, list);
    return list;
  };
}

function seatOf({ plan, ips, sandbox, nodeName }: PlacedPod): PodPlace {
  const { namespace, name, facts } = plan;
  const { hostNetwork } = facts;
  return { namespace, name, ips, hostNetwork, sandbox, ...(nodeName === undefined ? {} : { nodeName }) };
}

function withoutSchedule({ taints: _taints, unschedulable: _cordoned, ...node }: SchedulableNode): ClusterNode {
  return node;
}

/** Nodes win: a pod that reports its node's address shares it. */
function ownersAmong(nodes: readonly ClusterNode[]): ReadonlyMap<Ip, ClusterNode> {
  const owners = new Map<Ip, ClusterNode>();
  for (const node of nodes) for (const ip of [...node.externalIPs, ...node.ips]) owners.set(ip, node);
  return owners;
}

function createContext(
  { index, placement, changed }: FrameInput,
  nodeByName: ReadonlyMap<string, ClusterNode>,
  built: BuiltPods,
): Omit<EndpointContext, 'podByIp'> {
  const affected = [...changed.values()].filter((pod) => pod.restarted || pod.stopped.size > 0);
  const keys = new Set(affected.map(({ plan }) => podKey(plan)));
  const movedFrom = new Map<Ip, PlannedPod>();
  for (const { plan } of affected)
    if (!plan.facts.hostNetwork) for (const ip of placement.ipsOf(plan)) movedFrom.set(ip, plan);
  const build = (pod: PlannedPod | undefined): ClusterPod | undefined =>
    pod === undefined ? undefined : built.of(pod);
  return {
    select: index.select,
    build: built.of,
    glance: built.glance,
    pod: (namespace, name) => build(index.find(namespace, name)),
    movedFrom: (ip) => build(movedFrom.get(ip)),
    isChanged: (pod) => keys.has(podKey(pod)),
    zoneOf: (nodeName) => nodeByName.get(nodeName)?.zone,
  };
}

/** Given namespaces with their labels, then those that objects merely live in; every one has its name as a label. */
function namespacesOf({ store, pods, services }: ClusterPlan): ReadonlyMap<string, Labels> {
  const namespaces = new Map<string, Labels>();
  const add = (name: string, labels: Labels): void => {
    if (!namespaces.has(name)) namespaces.set(name, { ...labels, 'kubernetes.io/metadata.name': name });
  };
  for (const { ref, labels } of store.ofKind('Namespace')) add(ref.name, labels);
  const others: readonly (readonly StoredObject[])[] = ['Deployment', 'Ingress', 'StatefulSet', 'NetworkPolicy'].map(
    (kind) => store.ofKind(kind),
  );
  for (const { ref } of others.flat()) add(ref.namespace ?? 'default', {});
  for (const { namespace } of pods) add(namespace, {});
  for (const { object } of services) add(object.ref.namespace ?? 'default', {});
  add('default', {});
  return namespaces;
}

/** Workloads of the input, those that pods belong to without having been given, and pods on their own. */
function workloadsOf(plan: ClusterPlan): readonly Workload[] {
  const byWorkload = groupBy(plan.pods, (pod) => objectKey(pod.workload));
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
