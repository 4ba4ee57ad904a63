import type { Change, TimelineEvent } from '../../../../engine/changes.ts';
import { WHAT_TO_DO } from '../../failures/what-to-do.ts';

type PodEvent = Extract<TimelineEvent, { readonly type: 'POD' }>;
type Of<Type extends Change['type']> = Extract<Change, { readonly type: Type }>;

/** What happens to the cluster, on a timeline. */
export const CHANGES = {
  title: 'Timeline',
  events: 'Events',
  delays: 'Delays',
  count: (events: number, duration: string) => `${events} events in ${duration}.`,
  gap: 'A kube-proxy sends where nothing listens',
  playback: 'Timeline playback',
  previous: 'Previous event',
  next: 'Next event',
  pause: 'Pause timeline',
  play: 'Play timeline',
  speed: 'Speed of the timeline',
  discard: 'Discard',
  aboutDiscarding: 'Ends the timeline; the board is as it was before',
  keep: 'Keep',
  aboutKeeping: 'Ends the timeline and keeps what came of it; Undo brings back what was before',
  happen: 'Let it happen',
  before: 'Before the change',
  chart: {
    requests: 'Requests',
    position: 'Position in the timeline',
    now: (since: string, event: string) => `${since}: ${event}`,
    gap: (duration: string) => `${duration} in which some kube-proxy sends to a pod that does not listen`,
    shortened: (duration: string) => `${duration} in which nothing happens, shown short`,
    lanes: {
      change: 'Changes',
      endpoints: 'EndpointSlices',
      balancer: 'Load balancer',
      proxy: (node: string) => `kube-proxy ${node}`,
    },
    /** What a pod is in for a while. */
    spans: {
      starting: 'starting',
      ready: 'ready',
      silent: 'ready, but not listening',
      unready: 'not ready',
      leaving: 'terminating, still listening',
      stopped: 'terminating, not listening',
    },
    span: (state: string, duration: string) => `${state}, ${duration}`,
  },
  choose: {
    title: 'Let something happen',
    about:
      'What follows is played on a timeline: pods, EndpointSlices, each node’s kube-proxy. The request of the moment is sent again and again meanwhile.',
    find: 'Find a workload, pod or node',
    change: (change: string, name: string) => `${change}: ${name}`,
    more: (rows: number) => `${rows} more: type a part of the name.`,
    notFound: 'Nothing here has that name.',
  },
  delay: {
    endpointSlice: { label: 'EndpointSlice', hint: 'From a pod’s change to the EndpointSlice that tells of it' },
    proxySync: { label: 'kube-proxy', hint: 'From the EndpointSlice to rules in the node’s kernel' },
    boot: { label: 'Application starts', hint: 'From a process running to its listening' },
    shutdown: { label: 'Application stops', hint: 'From SIGTERM, upon which it stops listening, to its exit' },
    sandbox: { label: 'Sandbox', hint: 'From being scheduled to having an address' },
    controller: { label: 'Controllers', hint: 'Until a controller, the scheduler or a kubelet acts' },
    nodeMonitorGrace: { label: 'Node not ready', hint: '--node-monitor-grace-period of kube-controller-manager' },
    healthCheck: { label: 'Health checks', hint: 'Until the load balancer has noticed' },
  },
  delayOn: (node: string) => `kube-proxy ${node}`,
  aboutDelayOn: (node: string) => `From the EndpointSlice to rules in the kernel of ${node}`,
  resetDelays: 'Reset delays',
  /** The requests that are sent meanwhile. */
  stream: {
    sendFirst: 'Send a request below: it is repeated here.',
    rate: 'Requests per second',
    successRate: 'Success rate',
    succeeded: (sent: number) => `of ${sent} succeeded so far`,
    fail: (requests: number) => `${requests === 1 ? '1 fails' : `${requests} fail`} in all:`,
    failed: 'failed',
    apply: 'Apply',
    applyFix: (fix: string) => `Apply: ${fix}`,
    whatToDo: WHAT_TO_DO,
  },
  /** What was done to the cluster. */
  change: {
    'fail-readiness': ({ pod }: Of<'fail-readiness'>) => `Pod ${pod} hangs`,
    recover: ({ pod }: Of<'recover'>) => `Recover pod ${pod}`,
    crash: ({ pod }: Of<'crash'>) => `Crash pod ${pod}`,
    'delete-pod': ({ pod }: Of<'delete-pod'>) => `Delete pod ${pod}`,
    'roll-out': ({ workload: { kind, name } }: Of<'roll-out'>) => `Roll out ${kind} ${name}`,
    scale: ({ workload: { kind, name }, replicas }: Of<'scale'>) => `Scale ${kind} ${name} to ${replicas}`,
    'node-down': ({ node }: Of<'node-down'>) => `Node ${node} fails`,
    'node-up': ({ node }: Of<'node-up'>) => `Node ${node} is back`,
    drain: ({ node }: Of<'drain'>) => `Drain node ${node}`,
  },
  /** What happened, in a sentence without its full stop. */
  event: {
    endpoints: (service: string, ready: number, total: number) =>
      `EndpointSlices of ${service}: ${ready} of ${total} ready`,
    synced: (nodes: readonly string[]) =>
      `kube-proxy has synced on ${nodes.length > 3 ? `${nodes.length} nodes` : nodes.join(', ')}`,
    checked: 'The load balancer’s health checks have noticed',
    node: {
      DOWN: (node: string) => `Node ${node} does not answer any more`,
      NOT_READY: (node: string) => `Node ${node} counts as not ready, and so do its pods`,
      EVICTING: (node: string) => `Pods on ${node} have tolerated it long enough: they are deleted`,
      CORDONED: (node: string) => `Node ${node} takes no new pods`,
      UP: (node: string) => `Node ${node} answers again`,
      READY: (node: string) => `Node ${node} is ready`,
    },
    scaled: (workload: string, replicas: number) => `${workload} is to have ${replicas} replicas`,
    rollingOut: (workload: string) => `${workload} has a new pod template`,
    rolledOut: (workload: string) => `The rollout of ${workload} is complete`,
    pod: {
      CREATED: ({ name }: PodEvent['object']) => `Pod ${name} is created`,
      UNSCHEDULABLE: ({ name }: PodEvent['object'], { why }: PodFacts) =>
        `Pod ${name} stays Pending: ${why ?? 'no node takes it'}`,
      SCHEDULED: ({ name }: PodEvent['object'], { node }: PodFacts) => `${name} is scheduled to ${node ?? 'a node'}`,
      ADDRESSED: ({ name }: PodEvent['object'], { ip }: PodFacts) => `${name} has the address ${ip ?? ''}`,
      STARTED: ({ name }: PodEvent['object']) => `The processes of ${name} run; they do not listen yet`,
      LISTENING: ({ name }: PodEvent['object']) => `${name} listens`,
      HUNG: ({ name }: PodEvent['object']) => `${name} accepts no connections any more`,
      EXITED: ({ name }: PodEvent['object']) => `Processes of ${name} exit`,
      PROBE_FAILED: ({ name }: PodEvent['object'], { attempt, threshold }: PodFacts) =>
        `The readinessProbe of ${name} fails, ${attempt} of ${threshold}`,
      READY: ({ name }: PodEvent['object']) => `${name} is ready`,
      NOT_READY: ({ name }: PodEvent['object']) => `${name} is not ready`,
      TERMINATING: ({ name }: PodEvent['object'], { preStop, grace }: PodFacts) =>
        `${name} is being deleted: ${preStop} preStop, ${grace} grace period`,
      SIGTERM: ({ name }: PodEvent['object']) => `${name} gets SIGTERM and stops listening`,
      STOPPED: ({ name }: PodEvent['object']) => `The processes of ${name} have exited`,
      REMOVED: ({ name }: PodEvent['object']) => `${name} is gone`,
    },
  },
};

/** What there is to say of a pod's event: times and reasons are in words already. */
export interface PodFacts extends Pick<PodEvent, 'node' | 'ip' | 'attempt' | 'threshold'> {
  readonly why: string | undefined;
  readonly preStop: string;
  readonly grace: string;
}
