import type { PendingReason } from '../model/pod-details.ts';
import type { Ip } from '../../net/ip.ts';
import type { Cluster, ClusterPod } from '../cluster/cluster.ts';
import type { ObjectKey, ObjectRef, RawObject } from '../model/object.ts';
import { podObject } from './pod-object.ts';
import type { PodIpam } from '../pods/pod-ipam.ts';
import type { Delays } from './change.ts';
import type { PodAction, TimelineEvent } from './event.ts';
import type { PodLifecycle } from './lifecycle.ts';
import { applyDelta, type Delta, type World } from './world.ts';

/** A pod while it is played. */
export interface SimPod {
  /** "namespace/name" */
  readonly key: string;
  readonly ref: ObjectRef;
  readonly workload: ObjectKey;
  /** Which template it was made from. */
  readonly revision: string;
  /** As it is when all its processes run and listen. */
  readonly healthy: ClusterPod;
  readonly lifecycle: PodLifecycle;
  /** In which order pods came into being. */
  readonly serial: number;
  state: PodState;
  readySince: number | undefined;
  restarts: number;
  /** What was planned for an earlier incarnation is void. */
  incarnation: number;
  hung: boolean;
}

export interface PodState {
  readonly nodeName: string | undefined;
  readonly ips: readonly Ip[];
  readonly phase: ClusterPod['phase'];
  readonly pendingReason: PendingReason | undefined;
  readonly ready: boolean;
  readonly terminating: boolean;
  readonly removed: boolean;
  /** Containers whose process has ended. */
  readonly stopped: ReadonlySet<string>;
  /** Containers whose process runs and does not listen. */
  readonly deaf: ReadonlySet<string>;
}

export interface SimWorkload {
  readonly key: ObjectKey;
  readonly ref: ObjectRef & { readonly namespace: string };
  /** Absent: not given; its pods tell what it makes. */
  object: RawObject | undefined;
  replicas: number;
  /** Pods of another revision are outdated. */
  revision: string;
  /** Deployments: what each ReplicaSet is to have; oldest first. */
  readonly desired: Map<string, number>;
  rollingOut: boolean;
  made: number;
}

type EventBody = TimelineEvent extends infer E ? (E extends { readonly at: number } ? Omit<E, 'at'> : never) : never;

/** An event and what it changed. */
export interface Step {
  readonly event: TimelineEvent;
  readonly deltas: readonly Delta[];
}

/** A cluster being played: what is there, and what is still to come. */
export interface Sim {
  /** Pods there were at first. */
  readonly given: number;
  readonly base: Cluster;
  readonly delays: Delays;
  readonly world: World;
  readonly pods: Map<string, SimPod>;
  readonly workloads: ReadonlyMap<ObjectKey, SimWorkload>;
  readonly ipam: PodIpam;
  readonly steps: Step[];
  readonly queue: Queue;
  /** Those who want to know of a pod's change. */
  readonly watchers: ((pod: SimPod) => void)[];
}

/** What is to happen, in order of time; of two things at one time the first planned comes first. */
export interface Queue {
  readonly now: () => number;
  readonly at: (time: number, run: () => void) => void;
  /** Does the next thing; false: there is none, or it lies behind `until`. */
  readonly next: (until: number) => boolean;
}

export function createQueue(): Queue {
  const waiting: { readonly time: number; readonly run: () => void }[] = [];
  let now = 0;
  return {
    now: () => now,
    at: (time, run) => {
      let low = 0;
      let high = waiting.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        // The last is the next, so that taking it is cheap.
        if ((waiting[middle]?.time ?? 0) > time) low = middle + 1;
        else high = middle;
      }
      waiting.splice(low, 0, { time: Math.max(time, now), run });
    },
    next: (until) => {
      const item = waiting.at(-1);
      if (item === undefined || item.time > until) return false;
      waiting.pop();
      now = item.time;
      item.run();
      return true;
    },
  };
}

export function after(sim: Sim, delay: number, run: () => void): void {
  sim.queue.at(sim.queue.now() + delay, run);
}

export function note(sim: Sim, event: EventBody, ...deltas: readonly Delta[]): void {
  for (const delta of deltas) applyDelta(sim.world, delta);
  sim.steps.push({ event: { at: sim.queue.now(), ...event } as TimelineEvent, deltas });
}

type PodEvent = Omit<Extract<EventBody, { readonly type: 'POD' }>, 'type' | 'action' | 'object'>;

/** What an event changes in the pod, and what it tells besides. */
interface PodChange extends PodEvent {
  readonly to?: Partial<PodState>;
}

/** Changes a pod, notes what happened, and tells those who watch. */
export function change(sim: Sim, pod: SimPod, action: PodAction, { to = {}, ...detail }: PodChange = {}): void {
  const delta = patched(sim, pod, to);
  const node = pod.state.nodeName;
  note(sim, { type: 'POD', action, object: pod.ref, ...(node === undefined ? {} : { node }), ...detail }, delta);
  for (const watch of sim.watchers) watch(pod);
}

/** Changes a pod without an event of its own; the caller notes it, and tells the watchers. */
export function patched(sim: Sim, pod: SimPod, patch: Partial<PodState>): Delta {
  const before = pod.state;
  pod.state = { ...before, ...patch };
  if (pod.state.ready !== before.ready) pod.readySince = pod.state.ready ? sim.queue.now() : undefined;
  return { pod: pod.key, value: pod.state.removed ? null : shownPod(pod) };
}

export function isActive({ state: { terminating, removed, phase } }: SimPod): boolean {
  return !terminating && !removed && phase !== 'Succeeded' && phase !== 'Failed';
}

/** True when the kubelet of the pod's node works. */
export function hasKubelet(sim: Sim, { state: { nodeName } }: SimPod): boolean {
  return nodeName !== undefined && !sim.world.down.has(nodeName);
}

/** The pod as the rest of the cluster sees it. */
function shownPod({ healthy, state }: SimPod): ClusterPod {
  const { nodeName, ips, phase, ready, terminating, stopped, deaf, pendingReason } = state;
  const { nodeName: _node, pendingReason: _reason, ...rest } = healthy;
  const silent = new Set([...stopped, ...deaf]);
  const open =
    phase === 'Running' &&
    healthy.containers.some(({ init, state: is, name }) => !init && is === 'running' && !silent.has(name));
  const pod: ClusterPod = {
    ...rest,
    ips,
    phase,
    ready,
    terminating,
    containers: healthy.containers.map((container) =>
      stopped.has(container.name) ? { ...container, state: 'stopped', reason: { is: 'EXITED' } } : container,
    ),
    listeners: open
      ? healthy.listeners.filter(({ container }) => container === undefined || !silent.has(container))
      : [],
    listensEverywhere: open && healthy.listensEverywhere,
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(pendingReason === undefined ? {} : { pendingReason }),
  };
  return { ...pod, object: podObject(pod) };
}
