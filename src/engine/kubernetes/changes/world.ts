import type { Cluster, ClusterNode, ClusterPod } from '../cluster/cluster.ts';
import { type ObjectKey, objectKey, type RawObject } from '../model/object.ts';

/** What one event changes. A world is the sum of all changes up to it. */
export type Delta =
  /** A pod as it is now; null: it is gone. */
  | { readonly pod: string; readonly value: ClusterPod | null }
  /** A node as the API server has it. */
  | { readonly node: string; readonly value: ClusterNode }
  /** Whether the machine is dead. */
  | { readonly machine: string; readonly down: boolean }
  /** The pods of a Service as its EndpointSlices tell of them. */
  | { readonly service: string; readonly endpoints: readonly ClusterPod[] }
  /** A kube-proxy (of a group that syncs alike) wrote what the EndpointSlices say now. */
  | { readonly synced: number }
  /** The load balancer learned what its health checks can tell. */
  | { readonly balancer: true }
  | { readonly workload: ObjectKey; readonly replicas: number; readonly object?: RawObject };

/** By "namespace/name" of the Service; absent: as the cluster had it before the first change. */
export type Endpoints = ReadonlyMap<string, readonly ClusterPod[]>;

export interface WorkloadState {
  readonly replicas: number;
  /** The workload with what the changes wrote into it; absent: as given, or not given. */
  readonly object?: RawObject;
}

/** Everything that differs from the cluster before the first change. Mutable while it is being summed up. */
export interface World {
  readonly pods: Map<string, ClusterPod | null>;
  readonly nodes: Map<string, ClusterNode>;
  readonly down: Set<string>;
  readonly workloads: Map<ObjectKey, WorkloadState>;
  /** What the EndpointSlices say. */
  endpoints: Endpoints;
  /** By group: what its kube-proxies have written. */
  readonly synced: Map<number, Endpoints>;
  /** What the load balancer goes by: nodes it sends nothing to, and endpoints of nodes for externalTrafficPolicy Local. */
  balancer: { readonly endpoints: Endpoints; readonly unhealthy: ReadonlySet<string> };
}

const NO_ENDPOINTS: Endpoints = new Map();

export function createWorld(): World {
  return {
    pods: new Map(),
    nodes: new Map(),
    down: new Set(),
    workloads: new Map(),
    endpoints: NO_ENDPOINTS,
    synced: new Map(),
    balancer: { endpoints: NO_ENDPOINTS, unhealthy: new Set() },
  };
}

/** The world with a delta in it. */
export function applyDelta(world: World, delta: Delta): void {
  const state = world;
  if ('pod' in delta) state.pods.set(delta.pod, delta.value);
  else if ('node' in delta) state.nodes.set(delta.node, delta.value);
  else if ('machine' in delta) {
    if (delta.down) state.down.add(delta.machine);
    else state.down.delete(delta.machine);
  } else if ('service' in delta) state.endpoints = new Map(state.endpoints).set(delta.service, delta.endpoints);
  else if ('synced' in delta) state.synced.set(delta.synced, state.endpoints);
  else if ('balancer' in delta) state.balancer = { endpoints: state.endpoints, unhealthy: new Set(state.down) };
  else {
    const { workload, ...value } = delta;
    state.workloads.set(workload, { ...state.workloads.get(workload), ...value });
  }
}

/** The pods of a world: those there were, then those that were made. */
export function podsOf(base: Cluster, { pods }: World): readonly ClusterPod[] {
  if (pods.size === 0) return base.pods;
  const left = new Map(pods);
  const kept = base.pods.flatMap((pod) => {
    const key = `${pod.namespace}/${pod.name}`;
    const now = left.get(key);
    left.delete(key);
    return now === undefined ? pod : (now ?? []);
  });
  return [...kept, ...[...left.values()].filter((pod) => pod !== null)];
}

export function nodesOf(base: Cluster, { nodes }: World): Cluster['nodes'] {
  return nodes.size === 0 ? base.nodes : base.nodes.map((node) => nodes.get(node.name) ?? node);
}

export function workloadKey(pod: ClusterPod): ObjectKey {
  return objectKey(pod.workload);
}
