import { ENGLISH } from '../../narration/en/all-words.ts';
import type { TimelineEvent } from '../../engine/changes.ts';
import type { Lane, PodSpanState } from '../../simulation/changes/change-lanes.ts';
import { describeChange } from '../../simulation/changes/change-target.ts';

type PodEvent = Extract<TimelineEvent, { readonly type: 'POD' }>;

/** What happened, in a sentence without its full stop. */
export function eventWords(event: TimelineEvent): string {
  switch (event.type) {
    case 'CHANGE':
      return describeChange(event.change);
    case 'POD':
      return podWords(event);
    case 'ENDPOINTS': {
      const { object, ready, total } = event;
      return `EndpointSlices of ${object.name}: ${ready} of ${total} ready`;
    }
    case 'PROXY_SYNCED':
      return event.nodes.length > 3
        ? `kube-proxy has synced on ${event.nodes.length} nodes`
        : `kube-proxy has synced on ${event.nodes.join(', ')}`;
    case 'LOAD_BALANCER_CHECKED':
      return 'The load balancer’s health checks have noticed';
    case 'NODE':
      return `${NODE_WORDS[event.action].replace('%', event.object.name)}`;
    case 'WORKLOAD': {
      const name = `${event.object.kind} ${event.object.name}`;
      if (event.action === 'SCALED') return `${name} is to have ${event.replicas} replicas`;
      return event.action === 'ROLLING_OUT' ? `${name} has a new pod template` : `The rollout of ${name} is complete`;
    }
  }
}

const NODE_WORDS = {
  DOWN: 'Node % does not answer any more',
  NOT_READY: 'Node % counts as not ready, and so do its pods',
  EVICTING: 'Pods on % have tolerated it long enough: they are deleted',
  CORDONED: 'Node % takes no new pods',
  UP: 'Node % answers again',
  READY: 'Node % is ready',
} as const;

function podWords(event: PodEvent): string {
  const { name } = event.object;
  switch (event.action) {
    case 'CREATED':
      return `Pod ${name} is created`;
    case 'UNSCHEDULABLE':
      return `Pod ${name} stays Pending: ${event.reason === undefined ? 'no node takes it' : ENGLISH.pending(event.reason)}`;
    case 'SCHEDULED':
      return `${name} is scheduled to ${event.node ?? 'a node'}`;
    case 'ADDRESSED':
      return `${name} has the address ${event.ip ?? ''}`;
    case 'STARTED':
      return `The processes of ${name} run; they do not listen yet`;
    case 'LISTENING':
      return `${name} listens`;
    case 'HUNG':
      return `${name} accepts no connections any more`;
    case 'EXITED':
      return `Processes of ${name} exit`;
    case 'PROBE_FAILED':
      return `The readinessProbe of ${name} fails, ${event.attempt} of ${event.threshold}`;
    case 'READY':
      return `${name} is ready`;
    case 'NOT_READY':
      return `${name} is not ready`;
    case 'TERMINATING':
      return `${name} is being deleted: ${seconds(event.preStop ?? 0)} preStop, ${seconds(event.grace ?? 0)} grace period`;
    case 'SIGTERM':
      return `${name} gets SIGTERM and stops listening`;
    case 'STOPPED':
      return `The processes of ${name} have exited`;
    case 'REMOVED':
      return `${name} is gone`;
  }
}

export const SPAN_WORDS: Readonly<Record<PodSpanState, string>> = {
  starting: 'starting',
  ready: 'ready',
  silent: 'ready, but not listening',
  unready: 'not ready',
  leaving: 'terminating, still listening',
  stopped: 'terminating, not listening',
};

export function laneName({ kind, name }: Pick<Lane, 'kind' | 'name'>): string {
  switch (kind) {
    case 'change':
      return 'Changes';
    case 'endpoints':
      return 'EndpointSlices';
    case 'balancer':
      return 'Load balancer';
    case 'proxy':
      return `kube-proxy ${name}`;
    case 'node':
    case 'pod':
      return name;
  }
}

/** "0.3 s", "12 s" of milliseconds. */
export function seconds(time: number): string {
  const value = time / 1000;
  return `${Math.abs(value) < 100 && !Number.isInteger(value) ? value.toFixed(1) : Math.round(value)} s`;
}

/** "+3.4 s": from the first change on. */
export function sinceChange(time: number, first: number): string {
  const value = (time - first) / 1000;
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)} s`;
}
