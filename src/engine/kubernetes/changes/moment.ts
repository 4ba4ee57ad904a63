import type { IpFamily } from '../../net/ip.ts';
import type { Cluster, ClusterPod, ClusterService, ServiceEndpoint } from '../cluster.ts';
import { astrayFrom } from '../astray.ts';
import { computeEndpoints, type EndpointContext, type EndpointSource, targetsAmong } from '../endpoints.ts';
import { groupBy } from '../group-by.ts';
import { objectKey } from '../object.ts';
import { once } from '../once.ts';
import type { Timeline } from './plan-changes.ts';
import type { PlannedPod } from '../planned-pod.ts';
import { createCursor } from '../reader.ts';
import { readService } from '../read-service.ts';
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
    const view = views.get(endpoints) ?? withServices(cluster, servicesOf(base, endpoints));
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
    balancerView: derive(viewOf(balancer.endpoints), { nodes: balancerNodes }),
    isDown: (node) => down.has(node),
  };
}

function createCluster(base: Cluster, world: World): Cluster {
  const pods = podsOf(base, world);
  const nodes = nodesOf(base, world);
  const podByKey = new Map(pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod]));
  const nodeByName = new Map(nodes.map((node) => [node.name, node]));
  const onNode = groupBy(
    pods.filter(({ nodeName }) => nodeName !== undefined),
    ({ nodeName }) => nodeName ?? '',
  );
  const gone = new Set(base.pods.flatMap((pod) => (world.pods.has(`${pod.namespace}/${pod.name}`) ? pod.ips : [])));
  const made = new Map(
    [...world.pods.values()].flatMap((pod) =>
      pod === null || pod.hostNetwork ? [] : pod.ips.map((ip) => [ip, pod] as const),
    ),
  );
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
  const node: Cluster['node'] = (name) => nodeByName.get(name);
  const podsOn: Cluster['podsOn'] = (name) => onNode.get(name) ?? [];
  const podsAstray = once(() =>
    nodes.flatMap((each) => {
      const isAstray = astrayFrom(each);
      return podsOn(each.name).filter(({ hostNetwork, ips }) => isAstray(hostNetwork, ips));
    }),
  );
  const owner: Cluster['owner'] = (ip) =>
    made.get(ip) ?? (gone.has(ip) ? undefined : sameNode(base.owner(ip), nodeByName));
  return derive(withServices(base, servicesOf(base, world.endpoints)), {
    nodes,
    pods,
    workloads,
    get objects() {
      return written.size === 0
        ? base.objects
        : new Map([...base.objects].map(([key, object]) => [key, written.get(key) ?? object]));
    },
    // Simplification: a timeline looks for no mistakes of its own; those of the cluster it starts from are told.
    get findings() {
      return base.findings;
    },
    node,
    pod: (namespace, name) => podByKey.get(`${namespace}/${name}`),
    podsOn,
    places: { nodes, node, placesOn: podsOn, placesAstray: podsAstray, owner },
    portTakersOn: (name) => podsOn(name).filter(takesNodePorts),
    podsAstray,
    owner,
  });
}

const takesNodePorts = ({ hostNetwork, containers }: ClusterPod): boolean =>
  hostNetwork || containers.some(({ ports }) => ports.some(({ hostPort }) => hostPort !== undefined));

function sameNode(owner: ReturnType<Cluster['owner']>, nodes: ReadonlyMap<string, Cluster['nodes'][number]>) {
  return owner !== undefined && 'podCIDRs' in owner ? (nodes.get(owner.name) ?? owner) : owner;
}

/** The cluster with other fields. Getters stay getters: nothing is computed that nobody asks for. */
function derive(cluster: Cluster, fields: Partial<Cluster>): Cluster {
  const descriptors = { ...Object.getOwnPropertyDescriptors(cluster), ...Object.getOwnPropertyDescriptors(fields) };
  return Object.create(Object.getPrototypeOf(cluster), descriptors) as Cluster;
}

function withServices(cluster: Cluster, services: readonly ClusterService[]): Cluster {
  if (services === cluster.services) return cluster;
  const byKey = new Map(services.map((service) => [`${service.namespace}/${service.name}`, service]));
  return derive(cluster, { services, service: (namespace, name) => byKey.get(`${namespace}/${name}`) });
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
  };
}
