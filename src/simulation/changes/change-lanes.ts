import type { TimelineEvent, Timeline } from '../../engine/changes.ts';
import type { ClusterPod } from '../../engine/objects.ts';

/** What a pod is like for a while. `silent`: it counts as ready and takes no connection. */
export type PodSpanState = 'starting' | 'ready' | 'silent' | 'unready' | 'leaving' | 'stopped';

export interface Span {
  readonly from: number;
  readonly to: number;
  readonly state: PodSpanState;
}

/** One line of the picture of a timeline. */
export interface Lane {
  readonly key: string;
  readonly kind: 'pod' | 'node' | 'endpoints' | 'proxy' | 'balancer' | 'change';
  /** The name of the pod or node; empty: the kind says it. */
  readonly name: string;
  /** Pods: what they are like. Empty for the others. */
  readonly spans: readonly Span[];
  /** When something happened, in milliseconds; each event once. */
  readonly marks: readonly TimelineEvent[];
}

/** The lanes of a timeline in the order cause to effect: changes, nodes, pods, EndpointSlices, each kube-proxy, load balancer. */
export function lanesOf(timeline: Timeline): readonly Lane[] {
  const { events } = timeline;
  const changes = events.filter(({ type }) => type === 'CHANGE' || type === 'WORKLOAD');
  const nodes = new Map<string, TimelineEvent[]>();
  for (const event of events) {
    if (event.type === 'NODE') nodes.set(event.object.name, [...(nodes.get(event.object.name) ?? []), event]);
  }
  const endpoints = events.filter(({ type }) => type === 'ENDPOINTS');
  const balancer = events.filter(({ type }) => type === 'LOAD_BALANCER_CHECKED');
  const lane = (kind: Lane['kind'], name: string, marks: readonly TimelineEvent[]): Lane[] =>
    marks.length === 0 ? [] : [{ key: `${kind} ${name}`, kind, name, spans: [], marks }];
  return [
    ...lane('change', '', changes),
    ...[...nodes].flatMap(([name, marks]) => lane('node', name, marks)),
    ...podLanes(timeline),
    ...lane('endpoints', '', endpoints),
    ...proxyLanes(timeline),
    ...lane('balancer', '', balancer),
  ];
}

/** A lane for each node, as long as there are few; else one for all that sync alike. */
const MOST_NODES = 4;

function proxyLanes({ events, proxyGroups, base }: Timeline): readonly Lane[] {
  const groups =
    base.nodes.length <= MOST_NODES
      ? base.nodes.map(({ name }) => ({ name, nodes: [name] }))
      : proxyGroups.map(({ nodes }) => ({
          name: nodes.length === 1 ? (nodes[0] ?? '') : `${nodes.length} nodes`,
          nodes,
        }));
  return groups.flatMap(({ name, nodes }): Lane[] => {
    const marks = events.filter(
      (event) => event.type === 'PROXY_SYNCED' && nodes.some((node) => event.nodes.includes(node)),
    );
    return marks.length === 0 ? [] : [{ key: `proxy ${name}`, kind: 'proxy', name, spans: [], marks }];
  });
}

/** Of the pods to which something happened, in the order in which it first did. */
function podLanes(timeline: Timeline): readonly Lane[] {
  const { base, steps, duration } = timeline;
  const spans = new Map<
    string,
    { name: string; spans: Span[]; open: { from: number; state: PodSpanState } | undefined }
  >();
  const marks = new Map<string, TimelineEvent[]>();
  for (const { event, deltas } of steps) {
    for (const delta of deltas) {
      if (!('pod' in delta)) continue;
      const [namespace = '', name = ''] = delta.pod.split('/');
      let row = spans.get(delta.pod);
      if (row === undefined) {
        const before = base.pod(namespace, name);
        const state = before === undefined ? undefined : stateOf(before);
        row = { name, spans: [], open: state === undefined ? undefined : { from: 0, state } };
        spans.set(delta.pod, row);
      }
      const state = delta.value === null ? undefined : stateOf(delta.value, row.open?.state);
      if (state === row.open?.state) continue;
      if (row.open !== undefined && event.at > row.open.from) row.spans.push({ ...row.open, to: event.at });
      row.open = state === undefined ? undefined : { from: event.at, state };
    }
    if (event.type === 'POD') {
      const key = `${event.object.namespace}/${event.object.name}`;
      marks.set(key, [...(marks.get(key) ?? []), event]);
    }
  }
  return [...spans].map(([key, row]) => {
    if (row.open !== undefined) row.spans.push({ ...row.open, to: duration });
    return { key: `pod ${key}`, kind: 'pod' as const, name: row.name, spans: row.spans, marks: marks.get(key) ?? [] };
  });
}

function stateOf(
  { ready, terminating, listeners, listensEverywhere }: ClusterPod,
  before?: PodSpanState,
): PodSpanState {
  const listens = listeners.length > 0 || listensEverywhere;
  if (terminating) return listens ? 'leaving' : 'stopped';
  if (ready) return listens ? 'ready' : 'silent';
  return before === undefined || before === 'starting' ? 'starting' : 'unready';
}
