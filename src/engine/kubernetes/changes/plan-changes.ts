import { groupBy } from '../tools/group-by.ts';
import type { Cluster, ClusterPod } from '../cluster/cluster.ts';
import { type ObjectKey, objectKey, type ObjectRef, type RawObject } from '../model/object.ts';
import { createPodIpam } from '../pods/pod-ipam.ts';
import type { Change, Delays, TimedChange } from './change.ts';
import { createWake, schedule, type Wake } from './controllers.ts';
import { type ProxyGroup, proxyGroups, watchEndpoints } from './endpoint-watch.ts';
import type { TimelineEvent } from './event.ts';
import { crash, hang, recover, resume, terminate } from './kubelet.ts';
import { lifecycleOf } from './lifecycle.ts';
import { plannedPod } from './planned.ts';
import { HASH_LABEL, restarted } from './make-pod.ts';
import {
  after,
  createQueue,
  isActive,
  note,
  patched,
  type Sim,
  type SimPod,
  type SimWorkload,
  type Step,
} from './sim.ts';
import { createWorld, nodesOf, workloadKey } from './world.ts';

/** What follows from changes, in order of time. */
export interface Timeline {
  readonly base: Cluster;
  readonly delays: Delays;
  readonly events: readonly TimelineEvent[];
  /** Of each event what it changed. */
  readonly steps: readonly Step[];
  readonly proxyGroups: readonly ProxyGroup[];
  /** Milliseconds until nothing follows any more, and a little after. */
  readonly duration: number;
}

/** Nothing is played beyond: a probe that fails for ever would never end. */
const HORIZON = 30 * 60_000;
const MAX_EVENTS = 20_000;
/** Pods made so far, summed over all that happens: what a timeline costs beyond what its cluster does. */
const MOST_WORK = 1_000_000;
/** Shown after the last event, milliseconds. */
const AFTERMATH = 3000;

/**
 * Plays the controllers over a cluster to which things happen: workload controllers, scheduler, kubelets, EndpointSlices and
 * each node's kube-proxy, every one of them acting on what it last saw. The same input gives the same timeline. What a change
 * names and the cluster does not have is passed over.
 */
export function planChanges(base: Cluster, changes: readonly TimedChange[], delays: Delays): Timeline {
  const groups = proxyGroups(base.nodes, delays);
  const workloads = readWorkloads(base);
  const ipam = createPodIpam(base.keptAddresses());
  const pods = readPods(base, workloads);
  const sim: Sim = {
    given: pods.size,
    base,
    delays,
    world: createWorld(),
    pods,
    workloads,
    ipam,
    steps: [],
    queue: createQueue(),
    watchers: [],
  };
  // Whose an address is does not matter here, only that it is taken.
  const [someone] = base.pods.slice(0, 1).map((pod) => plannedPod(pod));
  for (const { ips, hostNetwork } of base.pods)
    if (!hostNetwork && someone !== undefined) for (const ip of ips) ipam.reserve(ip, someone);
  const wake = createWake(sim);
  const { podChanged, checkNodes } = watchEndpoints(sim, groups);
  sim.watchers.push(podChanged, (pod) => {
    wake(workloads.get(pod.workload));
    if (pod.state.removed) retryPending(sim);
  });
  for (const { at, change } of changes) {
    sim.queue.at(at, () => {
      note(sim, { type: 'CHANGE', change });
      apply(sim, change, { wake, checkNodes });
    });
  }
  let work = 0;
  while (sim.steps.length < MAX_EVENTS && work < MOST_WORK && sim.queue.next(HORIZON))
    work += sim.pods.size - sim.given;
  const events = sim.steps.map(({ event }) => event);
  return {
    base,
    delays,
    events,
    steps: sim.steps,
    proxyGroups: groups,
    duration: (events.at(-1)?.at ?? 0) + AFTERMATH,
  };
}

interface Controllers {
  readonly wake: Wake;
  readonly checkNodes: () => void;
}

function apply(sim: Sim, change: Change, { wake, checkNodes }: Controllers): void {
  switch (change.type) {
    case 'fail-readiness':
      return withPod(sim, change, hang);
    case 'recover':
      return withPod(sim, change, recover);
    case 'crash':
      return withPod(sim, change, crash);
    case 'delete-pod':
      return withPod(sim, change, terminate);
    case 'scale':
      return withWorkload(sim, change.workload, (workload) => {
        workload.replicas = change.replicas;
        const spec = workload.object?.['spec'];
        if (workload.object !== undefined)
          workload.object = {
            ...workload.object,
            spec: { ...(typeof spec === 'object' ? spec : {}), replicas: change.replicas },
          };
        noteWorkload(sim, workload, 'SCALED');
        wake(workload);
      });
    case 'roll-out':
      return withWorkload(sim, change.workload, (workload) => {
        const next = restarted(workload);
        workload.object = next.object;
        workload.revision = next.revision;
        workload.rollingOut = true;
        noteWorkload(sim, workload, 'ROLLING_OUT');
        wake(workload);
      });
    case 'node-down':
      return nodeDown(sim, change.node, checkNodes);
    case 'node-up':
      return nodeUp(sim, change.node, checkNodes);
    case 'drain':
      return drain(sim, change.node);
  }
}

function withPod(
  sim: Sim,
  { namespace, pod }: { readonly namespace: string; readonly pod: string },
  act: (sim: Sim, pod: SimPod) => void,
): void {
  const found = sim.pods.get(`${namespace}/${pod}`);
  if (found !== undefined) act(sim, found);
}

function withWorkload(sim: Sim, ref: ObjectRef, act: (workload: SimWorkload) => void): void {
  const found = sim.workloads.get(objectKey(ref));
  if (found !== undefined && found.ref.kind !== 'Pod') act(found);
}

function noteWorkload(sim: Sim, { key, ref, replicas, object }: SimWorkload, action: 'SCALED' | 'ROLLING_OUT'): void {
  note(
    sim,
    { type: 'WORKLOAD', action, object: ref, replicas },
    { workload: key, replicas, ...(object === undefined ? {} : { object }) },
  );
}

function retryPending(sim: Sim): void {
  for (const pod of sim.pods.values())
    if (pod.state.nodeName === undefined && pod.state.pendingReason !== undefined) schedule(sim, pod);
}

// ---- nodes ----

const nodeRef = (name: string): ObjectRef => ({ kind: 'Node', name });

function podsOn(sim: Sim, node: string): readonly SimPod[] {
  return [...sim.pods.values()].filter(({ state }) => state.nodeName === node && !state.removed);
}

/** Ready as the API server has it from now on; its pods with it. // pkg/controller/nodelifecycle MarkPodsNotReady */
function setReady(sim: Sim, name: string, ready: boolean): void {
  const node = nodesOf(sim.base, sim.world).find((each) => each.name === name);
  if (node === undefined) return;
  const pods = podsOn(sim, name).filter(({ state, lifecycle }) =>
    ready ? state.phase === 'Running' && !state.ready && isWhole(state, lifecycle.containers.length) : state.ready,
  );
  const deltas = pods.map((pod) => patched(sim, pod, { ready }));
  note(
    sim,
    { type: 'NODE', action: ready ? 'READY' : 'NOT_READY', object: nodeRef(name) },
    { node: name, value: { ...node, ready } },
    ...deltas,
  );
  for (const pod of pods) for (const watch of sim.watchers) watch(pod);
}

function isWhole({ deaf, stopped, terminating }: SimPod['state'], containers: number): boolean {
  return containers > 0 && deaf.size + stopped.size === 0 && !terminating;
}

/** // pkg/controller/nodelifecycle: unreachable:NoExecute; pkg/controller/tainteviction */
function nodeDown(sim: Sim, name: string, checkNodes: () => void): void {
  if (sim.base.node(name) === undefined || sim.world.down.has(name)) return;
  note(sim, { type: 'NODE', action: 'DOWN', object: nodeRef(name) }, { machine: name, down: true });
  checkNodes();
  const isStillDown = (): boolean => sim.world.down.has(name);
  after(sim, sim.delays.nodeMonitorGrace, () => {
    if (!isStillDown()) return;
    setReady(sim, name, false);
    const byToleration = groupBy(
      podsOn(sim, name).filter(({ workload }) => !workload.startsWith('DaemonSet/')),
      ({ lifecycle }) => String(lifecycle.toleration ?? Infinity),
    );
    for (const [toleration, pods] of byToleration) {
      if (toleration === 'Infinity') continue;
      after(sim, Number(toleration), () => {
        if (!isStillDown()) return;
        note(sim, { type: 'NODE', action: 'EVICTING', object: nodeRef(name) });
        for (const pod of pods) terminate(sim, pod);
      });
    }
  });
}

/** Simplification: the machine was cut off rather than switched off, so its pods go on with the addresses they had. */
function nodeUp(sim: Sim, name: string, checkNodes: () => void): void {
  if (!sim.world.down.has(name)) return;
  note(sim, { type: 'NODE', action: 'UP', object: nodeRef(name) }, { machine: name, down: false });
  checkNodes();
  after(sim, sim.delays.controller, () => {
    setReady(sim, name, true);
    for (const pod of podsOn(sim, name)) resume(sim, pod);
    retryPending(sim);
  });
}

/** As `kubectl drain --ignore-daemonsets --force` does it. */
function drain(sim: Sim, name: string): void {
  const node = nodesOf(sim.base, sim.world).find((each) => each.name === name);
  if (node === undefined) return;
  const spec = node.object['spec'];
  const object: RawObject = {
    ...node.object,
    spec: { ...(typeof spec === 'object' ? spec : {}), unschedulable: true },
  };
  note(sim, { type: 'NODE', action: 'CORDONED', object: nodeRef(name) }, { node: name, value: { ...node, object } });
  for (const pod of podsOn(sim, name)) if (!pod.workload.startsWith('DaemonSet/') && isActive(pod)) terminate(sim, pod);
}

// ---- what is there at the start ----

function readWorkloads(base: Cluster): ReadonlyMap<ObjectKey, SimWorkload> {
  const byWorkload = groupBy(base.pods, workloadKey);
  return new Map(
    base.workloads.map((workload) => {
      const { kind, namespace, name, replicas } = workload;
      const ref = { kind, namespace, name };
      const key = objectKey(ref);
      const revision = commonRevision(byWorkload.get(key) ?? []);
      const made: SimWorkload = {
        key,
        ref,
        object: base.objects.get(key),
        replicas,
        revision,
        desired: new Map([[revision, replicas]]),
        rollingOut: false,
        made: 0,
      };
      return [key, made] as const;
    }),
  );
}

function revisionOf({ labels }: ClusterPod): string {
  return labels[HASH_LABEL] ?? '';
}

/** Simplification: a rollout that was under way in the input is taken to be over; odd pods count as the others do. */
function commonRevision(pods: readonly ClusterPod[]): string {
  const counted = [...groupBy(pods, revisionOf)].toSorted((a, b) => b[1].length - a[1].length);
  return counted[0]?.[0] ?? '';
}

function readPods(base: Cluster, workloads: ReadonlyMap<ObjectKey, SimWorkload>): Map<string, SimPod> {
  const pods = new Map<string, SimPod>();
  for (const [serial, pod] of base.pods.entries()) {
    const key = `${pod.namespace}/${pod.name}`;
    const workload = workloadKey(pod);
    pods.set(key, {
      key,
      ref: { kind: 'Pod', namespace: pod.namespace, name: pod.name },
      workload,
      revision: workloads.get(workload)?.revision ?? '',
      healthy: pod,
      lifecycle: lifecycleOf(pod.object),
      serial,
      state: {
        nodeName: pod.nodeName,
        ips: pod.ips,
        phase: pod.phase,
        pendingReason: pod.pendingReason,
        ready: pod.ready,
        terminating: pod.terminating,
        removed: false,
        stopped: new Set(),
        deaf: new Set(),
      },
      readySince: pod.ready ? -1 : undefined,
      restarts: 0,
      incarnation: 0,
      hung: false,
    });
  }
  return pods;
}
