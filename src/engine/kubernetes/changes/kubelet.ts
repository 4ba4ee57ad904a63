import { hostNetworkIPs } from '../pods/place-pods.ts';
import { plannedPod } from './planned.ts';
import { after, change, hasKubelet, type Sim, type SimPod } from './sim.ts';

// What a kubelet does with the pods of its node. // pkg/kubelet, docs "Pod Lifecycle"

const NONE: ReadonlySet<string> = new Set();
/** The pod is given this long when its preStop hook took all the grace there was. // pkg/kubelet/kuberuntime minimumGracePeriodInSeconds */
const LAST_GRACE = 2000;
const FIRST_BACKOFF = 10_000;
const LONGEST_BACKOFF = 300_000;

function namesOf({ lifecycle }: SimPod): ReadonlySet<string> {
  return new Set(lifecycle.containers.map(({ name }) => name));
}

/** Plans something for the pod as it is now: void once it has been restarted, deleted, or its node is down. */
function plan(sim: Sim, pod: SimPod, delay: number, run: () => void): void {
  const { incarnation } = pod;
  after(sim, delay, () => {
    if (pod.incarnation === incarnation && !pod.state.removed && hasKubelet(sim, pod)) run();
  });
}

/** Goes on with a pod that is bound to a node: address, processes, readiness. */
export function advancePod(sim: Sim, pod: SimPod): void {
  const { ips, phase } = pod.state;
  if (ips.length === 0) {
    plan(sim, pod, sim.delays.sandbox, () => {
      const found = addressesFor(sim, pod);
      if (found.length === 0) {
        const reason = { is: 'NO_ADDRESS', node: pod.state.nodeName ?? '', ranges: [] } as const;
        change(sim, pod, 'UNSCHEDULABLE', { to: { pendingReason: reason }, reason });
        return;
      }
      change(sim, pod, 'ADDRESSED', { to: { ips: found }, ip: found[0] ?? '' });
      advancePod(sim, pod);
    });
  } else if (phase === 'Pending') startProcesses(sim, pod);
}

function addressesFor(sim: Sim, pod: SimPod) {
  const { healthy, state } = pod;
  const node = sim.base.node(state.nodeName ?? '');
  if (node === undefined) return [];
  if (healthy.hostNetwork) return hostNetworkIPs(node);
  return sim.ipam.allocate(node, plannedPod(healthy, state.nodeName)) ?? [];
}

function startProcesses(sim: Sim, pod: SimPod, delay = sim.delays.start): void {
  plan(sim, pod, delay, () => {
    change(sim, pod, 'STARTED', { to: { phase: 'Running', stopped: NONE, deaf: namesOf(pod) } });
    const { boot, controller } = sim.delays;
    plan(sim, pod, boot, () => change(sim, pod, 'LISTENING', { to: { deaf: NONE } }));
    const probed = firstSuccess(pod, boot);
    plan(sim, pod, probed ?? controller, () => change(sim, pod, 'READY', { to: { ready: true } }));
  });
}

/** Milliseconds from the start of the processes until every readiness probe has succeeded; undefined: there is none. */
function firstSuccess({ lifecycle }: SimPod, boot: number): number | undefined {
  const times = lifecycle.containers.flatMap(({ readiness }) => {
    if (readiness === undefined) return [];
    const { initialDelay, period, successThreshold } = readiness;
    const failed = Math.max(Math.ceil((boot - initialDelay) / period), 0);
    return [initialDelay + (failed + successThreshold - 1) * period];
  });
  return times.length === 0 ? undefined : Math.max(...times);
}

/**
 * The processes hang: they run, and accept nothing. A readiness probe notices after period × failureThreshold; without one
 * the pod stays ready. Simplification: it begins just after a probe has succeeded.
 */
export function hang(sim: Sim, pod: SimPod): void {
  if (pod.state.terminating || pod.state.phase !== 'Running') return;
  pod.incarnation += 1;
  pod.hung = true;
  change(sim, pod, 'HUNG', { to: { deaf: namesOf(pod) } });
  const [probe] = pod.lifecycle.containers
    .flatMap(({ readiness }) => readiness ?? [])
    .toSorted((a, b) => a.period * a.failureThreshold - b.period * b.failureThreshold);
  if (probe === undefined) return;
  const { period, failureThreshold: threshold } = probe;
  for (let attempt = 1; attempt <= threshold; attempt += 1) {
    plan(sim, pod, attempt * period, () => {
      change(sim, pod, 'PROBE_FAILED', { attempt, threshold });
      if (attempt === threshold && pod.state.ready) change(sim, pod, 'NOT_READY', { to: { ready: false } });
    });
  }
}

export function recover(sim: Sim, pod: SimPod): void {
  if (pod.state.terminating || pod.state.phase !== 'Running' || pod.state.deaf.size === 0) return;
  pod.incarnation += 1;
  pod.hung = false;
  change(sim, pod, 'LISTENING', { to: { deaf: NONE } });
  if (pod.state.ready) return;
  const times = pod.lifecycle.containers.flatMap(({ readiness }) =>
    readiness === undefined ? [] : readiness.period * readiness.successThreshold,
  );
  plan(sim, pod, Math.max(...times, sim.delays.controller), () => change(sim, pod, 'READY', { to: { ready: true } }));
}

/** Every process exits; the kubelet starts them again, each time later. // pkg/kubelet: back-off 10 s, doubled, at most 5 min */
export function crash(sim: Sim, pod: SimPod): void {
  if (pod.state.terminating || pod.state.phase !== 'Running') return;
  pod.incarnation += 1;
  pod.hung = false;
  change(sim, pod, 'EXITED', { to: { stopped: namesOf(pod) } });
  const wait = pod.restarts === 0 ? 0 : Math.min(FIRST_BACKOFF * 2 ** (pod.restarts - 1), LONGEST_BACKOFF);
  pod.restarts += 1;
  plan(sim, pod, sim.delays.controller, () => {
    if (pod.state.ready) change(sim, pod, 'NOT_READY', { to: { ready: false } });
    startProcesses(sim, pod, wait + sim.delays.start);
  });
}

/** The pod gets its deletionTimestamp; its kubelet, when it learns of that, ends it. */
export function terminate(sim: Sim, pod: SimPod): void {
  if (pod.state.terminating || pod.state.removed) return;
  pod.incarnation += 1;
  const { grace, containers } = pod.lifecycle;
  const preStop = Math.max(0, ...containers.map((each) => each.preStop));
  change(sim, pod, 'TERMINATING', { to: { terminating: true }, grace, preStop });
  if (pod.state.nodeName === undefined) remove(sim, pod);
  else stopProcesses(sim, pod);
}

/**
 * preStop, SIGTERM, exit, each container by itself; SIGKILL when the grace is over.
 * Simplification: sidecars end together with the other containers, not after them.
 */
function stopProcesses(sim: Sim, pod: SimPod): void {
  const { grace, containers } = pod.lifecycle;
  const left = new Set(containers.map(({ name }) => name));
  if (left.size === 0 || pod.state.phase !== 'Running') {
    plan(sim, pod, sim.delays.controller, () => endPod(sim, pod));
    return;
  }
  const byTime = new Map<number, string[]>();
  for (const { name, preStop } of containers) {
    const time = Math.min(preStop, grace);
    byTime.set(time, [...(byTime.get(time) ?? []), name]);
  }
  for (const [time, names] of byTime) {
    const patience = Math.max(grace - time, time > 0 ? LAST_GRACE : 0);
    plan(sim, pod, sim.delays.controller + time, () => {
      change(sim, pod, 'SIGTERM', { to: { deaf: new Set([...pod.state.deaf, ...names]) } });
      plan(sim, pod, Math.min(sim.delays.shutdown, patience), () => {
        for (const name of names) left.delete(name);
        const stopped = new Set([...pod.state.stopped, ...names]);
        if (left.size > 0) change(sim, pod, 'EXITED', { to: { stopped } });
        else endPod(sim, pod);
      });
    });
  }
}

function endPod(sim: Sim, pod: SimPod): void {
  change(sim, pod, 'STOPPED', { to: { stopped: namesOf(pod), ready: false } });
  plan(sim, pod, sim.delays.teardown, () => remove(sim, pod));
}

function remove(sim: Sim, pod: SimPod): void {
  sim.ipam.release(pod.healthy.hostNetwork ? [] : pod.state.ips);
  change(sim, pod, 'REMOVED', { to: { removed: true } });
  sim.pods.delete(pod.key);
}

/** The node answers again: what was interrupted goes on. */
export function resume(sim: Sim, pod: SimPod): void {
  const { terminating, phase, deaf, stopped } = pod.state;
  if (!terminating && phase !== 'Pending' && (pod.hung || deaf.size + stopped.size === 0)) return;
  pod.incarnation += 1;
  if (terminating) stopProcesses(sim, pod);
  else if (phase === 'Pending') advancePod(sim, pod);
  else startProcesses(sim, pod);
}
