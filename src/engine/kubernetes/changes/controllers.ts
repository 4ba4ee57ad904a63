import { type BoundPods, compareNames, createScheduler } from '../pods/scheduler.ts';
import { createCursor, field, fieldAt, readInteger, readText } from '../model/reader.ts';
import { readNode, USUAL_MAX_PODS } from '../read/read-node.ts';
import { readPodSpec } from '../read/read-pod.ts';
import { refusalOf, type SchedulableNode } from '../matching/node-match.ts';
import type { ClusterNode } from '../cluster/cluster.ts';
import { DELETION_COST } from '../fields/pods/pod-template.ts';
import { advancePod, terminate } from './kubelet.ts';
import { makePod } from './make-pod.ts';
import { createGroups } from '../tools/groups.ts';
import { plannedPod } from './planned.ts';
import { nextRolloutStep, strategyOf } from './rolling-update.ts';
import { after, change, isActive, note, type Sim, type SimPod, type SimWorkload } from './sim.ts';
import { nodesOf } from './world.ts';

/** Lets the workload's controller look again, once it has noticed. */
export type Wake = (workload: SimWorkload | undefined) => void;

/** One controller for all workloads; waking one twice before it looks is waking it once. */
export function createWake(sim: Sim): Wake {
  const awake = new Set<SimWorkload>();
  const wake: Wake = (workload) => {
    if (workload === undefined || awake.has(workload)) return;
    awake.add(workload);
    after(sim, sim.delays.controller, () => {
      awake.delete(workload);
      reconcile(sim, workload, wake);
    });
  };
  return wake;
}

function reconcile(sim: Sim, workload: SimWorkload, wake: Wake): void {
  switch (workload.ref.kind) {
    case 'Pod':
      return;
    case 'StatefulSet':
      reconcileStatefulSet(sim, workload);
      break;
    case 'DaemonSet':
      reconcileDaemonSet(sim, workload);
      break;
    default:
      if (workload.rollingOut) advanceRollout(sim, workload, wake);
      else workload.desired.set(workload.revision, workload.replicas);
      for (const [revision, count] of workload.desired) scaleReplicaSet(sim, workload, revision, count);
  }
  const pods = podsOf(sim, workload);
  const done =
    pods.length === workload.replicas &&
    pods.every((pod) => pod.revision === workload.revision && pod.state.ready && isActive(pod));
  if (!workload.rollingOut || !done) return;
  workload.rollingOut = false;
  for (const revision of workload.desired.keys()) if (revision !== workload.revision) workload.desired.delete(revision);
  note(sim, { type: 'WORKLOAD', action: 'ROLLED_OUT', object: workload.ref, replicas: workload.replicas });
}

/** Its pods, those that are being deleted too. */
function podsOf(sim: Sim, { key }: SimWorkload): readonly SimPod[] {
  return [...sim.pods.values()].filter(
    (pod) => pod.workload === key && pod.state.phase !== 'Succeeded' && pod.state.phase !== 'Failed',
  );
}

// ---- ReplicaSets and Deployments ----

/**
 * // pkg/controller/replicaset manageReplicas; ranking: pkg/controller/controller_utils.go ActivePodsWithRanks
 * Simplification: ages are compared to the millisecond, not by their logarithm.
 */
function scaleReplicaSet(sim: Sim, workload: SimWorkload, revision: string, count: number): void {
  const active = podsOf(sim, workload).filter((pod) => pod.revision === revision && isActive(pod));
  for (let missing = count - active.length; missing > 0; missing -= 1) {
    const pod = makePod(sim, { workload, revision });
    if (pod === undefined) break;
    schedule(sim, pod);
  }
  if (active.length <= count) return;
  const together = new Map<string, number>();
  for (const { state } of podsOf(sim, workload).filter(isActive)) {
    const node = state.nodeName ?? '';
    together.set(node, (together.get(node) ?? 0) + 1);
  }
  const rank = ({ state }: SimPod): number => together.get(state.nodeName ?? '') ?? 0;
  const first = (a: SimPod, b: SimPod): number =>
    Number(a.state.nodeName !== undefined) - Number(b.state.nodeName !== undefined) ||
    Number(a.state.phase === 'Running') - Number(b.state.phase === 'Running') ||
    Number(a.state.ready) - Number(b.state.ready) ||
    deletionCost(a) - deletionCost(b) ||
    rank(b) - rank(a) ||
    (b.readySince ?? 0) - (a.readySince ?? 0) ||
    b.serial - a.serial;
  for (const pod of active.toSorted(first).slice(0, active.length - count)) terminate(sim, pod);
}

function deletionCost({ healthy }: SimPod): number {
  const cost = Number(healthy.object.metadata.annotations?.[DELETION_COST] ?? 0);
  return Number.isInteger(cost) ? cost : 0;
}

/** Sets what each ReplicaSet is to have. // pkg/controller/deployment/{rolling,recreate}.go */
function advanceRollout(sim: Sim, workload: SimWorkload, wake: Wake): void {
  const { desired, revision, replicas } = workload;
  const pods = podsOf(sim, workload);
  const old = [...desired.keys()].filter((each) => each !== revision);
  const strategy = strategyOf(workload.object, replicas);
  if (strategy.type === 'Recreate') {
    for (const each of old) desired.set(each, 0);
    // Those that are being deleted count: only then the new ones are made.
    if (pods.every((pod) => pod.revision === revision)) desired.set(revision, replicas);
    return;
  }
  const wait =
    1000 * (readInteger(fieldAt(createCursor(workload.object, []), 'spec', 'minReadySeconds'), 0, 86_400) ?? 0);
  const now = sim.queue.now();
  const available = (of: string): number => {
    const own = pods.filter((pod) => pod.revision === of && isActive(pod) && pod.state.ready);
    const late = own.filter(({ readySince }) => readySince !== undefined && now < readySince + wait);
    for (const { readySince } of late) sim.queue.at((readySince ?? now) + wait, () => wake(workload));
    return own.length - late.length;
  };
  const count = (of: string) => ({ desired: desired.get(of) ?? 0, available: available(of) });
  const step = nextRolloutStep({ replicas, ...strategy, current: count(revision), old: old.map(count) });
  const changed = step.current !== desired.get(revision);
  desired.set(revision, step.current);
  for (const [index, each] of old.entries()) desired.set(each, step.old[index] ?? 0);
  // A ReplicaSet was scaled up: the controller sees that, and looks whether old ones may go.
  if (changed) wake(workload);
}

// ---- StatefulSets and DaemonSets ----

/** In order, one at a time, unless podManagementPolicy is Parallel. // pkg/controller/statefulset/stateful_set_control.go */
function reconcileStatefulSet(sim: Sim, workload: SimWorkload): void {
  const spec = field(createCursor(workload.object, []), 'spec');
  const start = readInteger(fieldAt(spec, 'ordinals', 'start'), 0, 2 ** 31 - 1) ?? 0;
  const parallel = readText(field(spec, 'podManagementPolicy')) === 'Parallel';
  const byOrdinal = new Map(podsOf(sim, workload).map((pod) => [ordinalOf(pod), pod]));
  const settled = (pod: SimPod): boolean => pod.state.ready && isActive(pod);
  for (let ordinal = start; ordinal < start + workload.replicas; ordinal += 1) {
    const pod = byOrdinal.get(ordinal);
    if (pod === undefined) {
      const made = makePod(sim, { workload, revision: workload.revision, ordinal });
      if (made === undefined) return;
      schedule(sim, made);
    }
    if (!parallel && (pod === undefined || !settled(pod))) return;
  }
  const superfluous = [...byOrdinal.keys()]
    .filter((ordinal) => ordinal >= start + workload.replicas)
    .toSorted((a, b) => b - a);
  if (superfluous.length > 0) {
    for (const ordinal of parallel ? superfluous : superfluous.slice(0, 1)) {
      const pod = byOrdinal.get(ordinal);
      if (pod !== undefined) terminate(sim, pod);
    }
    return;
  }
  const pods = [...byOrdinal].toSorted(([a], [b]) => b - a).map(([, pod]) => pod);
  const outdated = pods.find((pod) => pod.revision !== workload.revision);
  if (outdated !== undefined && pods.every(settled)) terminate(sim, outdated);
}

function ordinalOf({ ref }: SimPod): number {
  return Number(/-(\d+)$/.exec(ref.name)?.[1] ?? -1);
}

/** A pod on every node that may have one; outdated ones are replaced one after the other. // pkg/controller/daemon/update.go */
function reconcileDaemonSet(sim: Sim, workload: SimWorkload): void {
  const pods = podsOf(sim, workload);
  const served = new Map(pods.map((pod) => [pod.state.nodeName, pod]));
  for (const node of schedulable(sim)) {
    const sample = pods[0]?.healthy.object;
    if (served.has(node.name) || sample === undefined) continue;
    const { nodeName: _node, ...spec } = readPodSpec(field(createCursor(sample, []), 'spec'));
    if (refusalOf(spec, node, true) !== undefined) continue;
    const made = makePod(sim, { workload, revision: workload.revision, nodeName: node.name });
    if (made !== undefined) after(sim, sim.delays.controller, () => advancePod(sim, made));
  }
  const outdated = pods.find((pod) => pod.revision !== workload.revision && isActive(pod));
  const whole = pods.every((pod) => pod.state.ready && isActive(pod)) && pods.length === workload.replicas;
  if (outdated !== undefined && whole) terminate(sim, outdated);
}

// ---- the scheduler ----

/** Finds the pod a node, once the scheduler has seen it. */
export function schedule(sim: Sim, pod: SimPod): void {
  after(sim, sim.delays.controller, () => {
    if (pod.state.removed || pod.state.terminating || pod.state.nodeName !== undefined) return;
    const bound = (): BoundPods => {
      const pods = [...sim.pods.values()]
        .filter(({ state }) => state.nodeName !== undefined)
        .map(({ healthy, state }) => plannedPod(healthy, state.nodeName));
      const onNodes = createGroups(pods, ({ facts }) => facts.nodeName ?? '');
      return { on: onNodes.of, inNamespace: createGroups(pods, ({ namespace }) => namespace).of };
    };
    const scheduler = createScheduler(schedulable(sim), bound);
    const placement = scheduler.place(plannedPod(pod.healthy, undefined));
    if ('nodeName' in placement) {
      change(sim, pod, 'SCHEDULED', { to: { nodeName: placement.nodeName, pendingReason: undefined } });
      after(sim, sim.delays.controller, () => advancePod(sim, pod));
    } else if (JSON.stringify(pod.state.pendingReason) !== JSON.stringify(placement.pendingReason)) {
      const reason = placement.pendingReason;
      change(sim, pod, 'UNSCHEDULABLE', { to: { pendingReason: reason }, reason });
    }
  });
}

function schedulable(sim: Sim): readonly SchedulableNode[] {
  return nodesOf(sim.base, sim.world)
    .map((node) => withTaints(node, sim.base.settings.maxPods))
    .toSorted((a, b) => compareNames(a.name, b.name));
}

function withTaints(node: ClusterNode, told: number | undefined): SchedulableNode {
  const { taints, unschedulable, maxPods = told ?? USUAL_MAX_PODS } = readNode(createCursor(node.object, []));
  return { ...node, taints, unschedulable, ...(node.assumed === true ? {} : { maxPods }) };
}
