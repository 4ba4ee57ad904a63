import { findingsBy } from '../build/index-cluster.ts';
import type { IpFamily } from '../../net/ip.ts';
import type { Cluster, ClusterPod, ClusterService, ServiceEndpoint } from '../cluster/cluster.ts';
import { computeEndpoints, targetsAmong } from '../services/endpoints.ts';
import type { EndpointContext, EndpointSource } from '../services/given-slices.ts';
import { hintByZones } from '../services/topology-hints.ts';
import { groupBy } from '../tools/group-by.ts';
import { changeFacts, factsOf, listPods, listServices } from '../build/change-facts.ts';
import type { ClusterFacts } from '../build/cluster-facts.ts';
import { objectKey, type RawObject } from '../model/object.ts';
import { once } from '../tools/once.ts';
import type { Timeline } from './plan-changes.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { createCursor } from '../model/reader.ts';
import { readService } from '../read/read-service.ts';
import { plannedPod } from './planned.ts';
import { applyDelta, createWorld, type Endpoints, nodesOf, podsOf, workloadKey, type World } from './world.ts';

/** The world at one moment, and what those who program the network know of it. */
export interface Moment {
  /** How many of the timeline's events have happened. */
  readonly happened: number;
  /** What is: pods, processes, nodes; Services with what the EndpointSlices say. */
  readonly cluster: Cluster;
  /** What the node's kube-proxy last wrote down. */
  readonly proxyView: (node: string) => Cluster;
  /** What the load balancer goes by. */
  readonly balancerView: Cluster;
  /** True for a machine that does not answer. */
  readonly isDown: (node: string) => boolean;
}

/** Index of the first event after `time`: how many have happened by then. */
export function countEvents({ events }: Timeline, time: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.at ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Tells the moments of a timeline; going forward is cheap. */
export interface Moments {
  /** At `time` milliseconds, everything of that very millisecond included. */
  readonly at: (time: number) => Moment;
  /** After that many events. */
  readonly after: (happened: number) => Moment;
}

const MOST_KEPT = 400;

export function createMoments(timeline: Timeline): Moments {
  const kept = new Map<number, Moment>();
  let world = createWorld();
  let summed = 0;
  const sumTo = (happened: number): World => {
    if (happened < summed) {
      world = createWorld();
      summed = 0;
    }
    for (; summed < happened; summed += 1)
      for (const delta of timeline.steps[summed]?.deltas ?? []) applyDelta(world, delta);
    return world;
  };
  const after = (happened: number): Moment => {
    let moment = kept.get(happened);
    if (moment === undefined) {
      moment = createMoment(timeline, sumTo(happened), happened);
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(happened, moment);
    }
    return moment;
  };
  return { at: (time) => after(countEvents(timeline, time)), after };
}

function createMoment({ base, proxyGroups }: Timeline, world: World, happened: number): Moment {
  if (happened === 0)
    return { happened, cluster: base, proxyView: () => base, balancerView: base, isDown: () => false };
  const down = new Set(world.down);
  const cluster = createCluster(base, world);
  const views = new Map<Endpoints, Cluster>();
  const viewOf = (endpoints: Endpoints): Cluster => {
    if (endpoints === world.endpoints) return cluster;
    const view = views.get(endpoints) ?? changeFacts(cluster, { services: listServices(servicesOf(base, endpoints)) });
    views.set(endpoints, view);
    return view;
  };
  const { synced, balancer, endpoints } = world;
  views.set(endpoints, cluster);
  const none: Endpoints = new Map();
  const byNode = new Map(
    proxyGroups.flatMap(({ nodes }, index) => nodes.map((node) => [node, synced.get(index) ?? none])),
  );
  const balancerNodes = cluster.nodes.map((node) =>
    balancer.unhealthy.has(node.name) ? { ...node, ready: false } : node,
  );
  return {
    happened,
    cluster,
    proxyView: (node) => viewOf(byNode.get(node) ?? none),
    balancerView: changeFacts(viewOf(balancer.endpoints), { nodes: balancerNodes }),
    isDown: (node) => down.has(node),
  };
}

function createCluster(base: Cluster, world: World): Cluster {
  const pods = podsOf(base, world);
  const nodes = nodesOf(base, world);
  const { store } = factsOf(base);
  const byWorkload = groupBy(pods, workloadKey);
  const workloads = base.workloads.flatMap((workload) => {
    const own = byWorkload.get(objectKey(workload)) ?? [];
    // A pod of its own that is gone is no workload any more.
    if (workload.kind === 'Pod' && own.length === 0) return [];
    const { replicas } = world.workloads.get(objectKey(workload)) ?? workload;
    return [{ ...workload, replicas, pods: own.map(({ name }) => name) }];
  });
  const written = new Map(
    [...world.workloads].flatMap(([key, { object }]) => (object === undefined ? [] : [[key, object] as const])),
  );
  return changeFacts(base, {
    nodes,
    pods: listPods(pods),
    services: listServices(servicesOf(base, world.endpoints)),
    workloads: () => workloads,
    store: written.size === 0 ? store : withWritten(store, written),
    // Simplification: a timeline looks for no mistakes of its own; those of the cluster it starts from are told.
    findings: (_moment, finders) => (finders === undefined ? base.findings : findingsBy(base, finders)),
  });
}

const servicesKnown = new WeakMap<Endpoints, readonly ClusterService[]>();

/** The Services with the endpoints that EndpointSlices told of at some time. */
function servicesOf(base: Cluster, endpoints: Endpoints): readonly ClusterService[] {
  if (endpoints.size === 0) return base.services;
  let services = servicesKnown.get(endpoints);
  if (services === undefined) {
    services = base.services.map((service) => {
      const pods = endpoints.get(`${service.namespace}/${service.name}`);
      return pods === undefined ? service : serviceOf(base, service, pods);
    });
    servicesKnown.set(endpoints, services);
  }
  return services;
}

const servicesMade = new WeakMap<readonly ClusterPod[], ClusterService>();

/** One Service of these pods is one object, so that what is programmed for it is made once. */
function serviceOf(base: Cluster, service: ClusterService, pods: readonly ClusterPod[]): ClusterService {
  let made = servicesMade.get(pods);
  if (made === undefined) {
    const { namespace, name, ports, object } = service;
    const context = once(() => contextOf(base, pods));
    const source: EndpointSource = { namespace, name, spec: readService(createCursor(object, [])), ports };
    const endpoints = {
      4: once(() => [...stated(base, service, 4), ...computeEndpoints(source, context(), 4)]),
      6: once(() => [...stated(base, service, 6), ...computeEndpoints(source, context(), 6)]),
    };
    made = {
      ...service,
      endpoints: (family) => endpoints[family](),
      targets: (family, portName) => targetsAmong(endpoints[family](), portName),
    };
    servicesMade.set(pods, made);
  }
  return made;
}

/** The objects with some of them as controllers wrote them. */
function withWritten(store: ClusterFacts['store'], written: ReadonlyMap<string, RawObject>): ClusterFacts['store'] {
  const { ofKind, refsOf, few } = store;
  const all = once(() => new Map([...store.all].map(([key, object]) => [key, written.get(key) ?? object])));
  return {
    ofKind,
    refsOf,
    few,
    get notRead() {
      return store.notRead;
    },
    get all() {
      return all();
    },
  };
}

/** Endpoints of slices that somebody wrote and that belong to no pod: no controller takes them away. */
function stated(base: Cluster, service: ClusterService, family: IpFamily): readonly ServiceEndpoint[] {
  return service
    .endpoints(family)
    .filter(({ pod }) => pod === undefined || base.pod(pod.namespace, pod.name) === undefined);
}

function contextOf(base: Cluster, pods: readonly ClusterPod[]): EndpointContext {
  const plans = new Map(pods.map((pod) => [plannedPod(pod), pod]));
  const podOf = (plan: PlannedPod): ClusterPod => {
    const pod = plans.get(plan);
    if (pod === undefined) throw new RangeError(`no pod ${plan.name} in this moment`);
    return pod;
  };
  return {
    select: () => [...plans.keys()],
    build: podOf,
    glance: podOf,
    pod: (namespace, name) => pods.find((pod) => pod.namespace === namespace && pod.name === name),
    podByIp: (ip) => pods.find(({ ips }) => ips.includes(ip)),
    movedFrom: () => undefined,
    isChanged: () => true,
    zoneOf: (node) => base.node(node)?.zone,
    hintByZones: (endpoints) => hintByZones(endpoints, base.nodes),
  };
}
