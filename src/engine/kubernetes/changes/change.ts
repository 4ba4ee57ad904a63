import type { ObjectRef } from '../model/object.ts';

/** Something that happens to a running cluster. */
export type Change =
  /** The application in the pod hangs: it accepts no connection any more, and its probes fail. `recover` ends it. */
  | { readonly type: 'fail-readiness' | 'recover'; readonly namespace: string; readonly pod: string }
  /** Every container's process exits at once; the kubelet starts them again (restartPolicy Always). */
  | { readonly type: 'crash'; readonly namespace: string; readonly pod: string }
  | { readonly type: 'delete-pod'; readonly namespace: string; readonly pod: string }
  /** The pod template changes, as `kubectl rollout restart` does it. */
  | { readonly type: 'roll-out'; readonly workload: ObjectRef }
  | { readonly type: 'scale'; readonly workload: ObjectRef; readonly replicas: number }
  /** The machine stops: nothing on it answers, its kubelet reports nothing. `node-up`: it is back. */
  | { readonly type: 'node-down' | 'node-up'; readonly node: string }
  /** Cordoned, then its pods are evicted. Simplification: PodDisruptionBudgets are not asked. */
  | { readonly type: 'drain'; readonly node: string };

/** A change and when it happens, in milliseconds from the start of the timeline. */
export interface TimedChange {
  readonly at: number;
  readonly change: Change;
}

/** How long things take, in milliseconds. Measured clusters differ widely: these are for turning. */
export interface Delays {
  /** Until a controller, the scheduler or a kubelet acts on what it watches. */
  readonly controller: number;
  /** From being scheduled to having an address: sandbox and CNI. */
  readonly sandbox: number;
  /** From the address to running processes; the image is there. */
  readonly start: number;
  /** From a process running to its listening. */
  readonly boot: number;
  /** From SIGTERM, upon which it stops listening, to its exit. */
  readonly shutdown: number;
  /** From the last exit to the pod being gone. */
  readonly teardown: number;
  /** From a pod's change to the EndpointSlices that tell of it. */
  readonly endpointSlice: number;
  /** From the EndpointSlice to rules in a node's kernel. */
  readonly proxySync: number;
  /** By node, instead of `proxySync`. */
  readonly proxySyncOn: Readonly<Record<string, number>>;
  /** Until a load balancer's health checks have noticed. */
  readonly healthCheck: number;
  /** Without word from a kubelet until its Node is no longer ready. */
  readonly nodeMonitorGrace: number;
}

/**
 * What a small, quiet cluster shows. nodeMonitorGrace is the default of kube-controller-manager
 * --node-monitor-grace-period since v1.32 (40 s before); health checks of clouds take two or three periods of 5 to 10 s.
 */
export const DEFAULT_DELAYS: Delays = {
  controller: 100,
  sandbox: 800,
  start: 400,
  boot: 1500,
  shutdown: 200,
  teardown: 300,
  endpointSlice: 300,
  proxySync: 700,
  proxySyncOn: {},
  healthCheck: 15_000,
  nodeMonitorGrace: 50_000,
};

/** A kube-proxy writes its rules at most this often. KubeProxyConfiguration iptables.minSyncPeriod, default 1 s. */
export const MIN_SYNC_PERIOD = 1000;

export function proxySyncOf({ proxySync, proxySyncOn }: Delays, node: string): number {
  return (Object.hasOwn(proxySyncOn, node) ? proxySyncOn[node] : undefined) ?? proxySync;
}
