import { namespaceOwner } from '../../dataplane/rules/namespace-names.ts';
import { MIN_SYNC_PERIOD, proxySyncOf } from '../../kubernetes/changes/change.ts';
import type { PodAction, TimelineEvent } from '../../kubernetes/changes/event.ts';
import { lifecycleOf } from '../../kubernetes/changes/lifecycle.ts';
import type { Moment } from '../../kubernetes/changes/moment.ts';
import type { Timeline } from '../../kubernetes/changes/plan-changes.ts';
import type { ClusterPod, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { type ObjectRef, objectKey } from '../../kubernetes/model/object.ts';
import { isRecord } from '../../kubernetes/model/reader.ts';
import type { Trace } from '../../linux/model/trace.ts';
import type { Ip } from '../../net/ip.ts';
import type { Explain } from '../run/routing-programs.ts';
import { translatingService } from '../run/cause-trace.ts';
import type { Fix, FixDetails } from '../outcome/fix.ts';
import type { MomentCauseDetails } from '../outcome/moment-cause-details.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';
import type { Coded } from '../../kubernetes/tools/coded.ts';

type PodEvent = Extract<TimelineEvent, { readonly type: 'POD' }>;

/** A failed walk to a pod behind a Service, and what is known of both. */
interface Failure {
  readonly timeline: Timeline;
  readonly moment: Moment;
  readonly now: number;
  readonly trace: Trace;
  readonly service: ClusterService;
  readonly pod: ClusterPod;
  /** Of the pod, so far. */
  readonly history: readonly PodEvent[];
}

/** Why a request failed in a moment of a timeline, where that is a matter of time. `now`: milliseconds into the timeline. */
export function createExplain(timeline: Timeline, moment: Moment, now: () => number): Explain {
  return (trace) => {
    if (trace.disposition === 'EXITS_NETWORK') return undefined;
    const down = downNode(moment, trace);
    if (down !== undefined) return explainDown(timeline, moment, { node: down, now: now() });
    const service = translatingService(moment.cluster, trace);
    const pod = podWith(timeline, moment, trace.final.destinationIP);
    if (service === undefined || pod === undefined) return undefined;
    const history = timeline.events
      .slice(0, moment.happened)
      .filter((event): event is PodEvent => event.type === 'POD' && objectKey(event.object) === keyOf(pod));
    return explainPod({ timeline, moment, now: now(), trace, service, pod, history });
  };
}

const keyOf = ({ namespace, name }: ClusterPod) => objectKey({ kind: 'Pod', namespace, name });

/** The pod that has the address, or had it: as it was when it did. */
function podWith({ base, steps }: Timeline, { cluster, happened }: Moment, ip: Ip): ClusterPod | undefined {
  const owner = cluster.owner(ip) ?? base.owner(ip);
  if (owner !== undefined) return 'podCIDRs' in owner ? undefined : owner;
  for (let index = happened - 1; index >= 0; index -= 1) {
    for (const delta of steps[index]?.deltas ?? [])
      if ('pod' in delta && delta.value?.ips.includes(ip) === true) return delta.value;
  }
  return undefined;
}

// ---- a node that does not answer ----

function downNode({ cluster, isDown }: Moment, { final, end }: Trace): string | undefined {
  const owner = cluster.owner(final.destinationIP);
  const there = owner === undefined ? undefined : 'podCIDRs' in owner ? owner.name : owner.nodeName;
  const ended = namespaceOwner(end);
  const here = ended?.kind === 'Pod' ? cluster.pod(ended.namespace, ended.name)?.nodeName : ended?.name;
  return [there, here].find((node) => node !== undefined && isDown(node));
}

function explainDown(
  { events }: Timeline,
  { cluster, happened }: Moment,
  { node, now }: { readonly node: string; readonly now: number },
): Cause {
  const object = { kind: 'Node', name: node };
  const concerns = (event: TimelineEvent): boolean => event.type === 'NODE' && event.object.name === node;
  const went = events
    .slice(0, happened)
    .findLast((event) => concerns(event) && event.type === 'NODE' && event.action === 'DOWN');
  const noticed = events
    .slice(happened)
    .find((event) => concerns(event) && event.type === 'NODE' && event.action === 'NOT_READY');
  const ready = cluster.node(node)?.ready === true;
  const rest = ready && noticed !== undefined ? { readyFor: noticed.at - now } : {};
  return { code: 'NODE_DOWN', detail: { node, silentFor: now - (went?.at ?? now), ...rest }, object };
}

// ---- a pod that does not listen ----

const STOPPED: ReadonlySet<PodAction> = new Set(['SIGTERM', 'STOPPED', 'REMOVED']);
const SILENT: ReadonlySet<PodAction> = new Set([...STOPPED, 'HUNG', 'EXITED', 'STARTED']);

function explainPod(failure: Failure): Cause | undefined {
  const { history, pod, now, moment } = failure;
  const last = history.findLast(({ action }) => SILENT.has(action) || action === 'LISTENING');
  if (last === undefined || last.action === 'LISTENING') return undefined;
  const first = STOPPED.has(last.action) ? (history.find(({ action }) => STOPPED.has(action)) ?? last) : last;
  const ago = now - first.at;
  const current = moment.cluster.pod(pod.namespace, pod.name);
  if (STOPPED.has(last.action)) return stale(failure, { what: 'STOPPED_LISTENING', ago }, preStopFix(failure));
  if (last.action === 'STARTED' && current?.ready === true) return early(failure, first.at);
  const what = last.action === 'HUNG' ? 'HUNG' : 'CRASHED';
  if (current?.ready !== true) return stale(failure, { what: last.action === 'STARTED' ? 'STARTED' : what, ago });
  return unnoticed(failure, { what, ago });
}

function stale(
  { timeline, moment, now, trace, service, pod }: Failure,
  silent: Pick<MomentCauseDetails['STALE_ENDPOINTS'], 'what' | 'ago'>,
  fix?: Fix,
): Cause {
  const node = translatingNode(trace);
  const sync = timeline.events
    .slice(moment.happened)
    .find((event) => event.type === 'PROXY_SYNCED' && node !== undefined && event.nodes.includes(node));
  const view = node === undefined ? moment.cluster : moment.proxyView(node);
  const programmed = view.service(service.namespace, service.name);
  const others = [4, 6]
    .flatMap((family) => programmed?.endpoints(family === 4 ? 4 : 6) ?? [])
    .some(({ ready }) => ready);
  const synced = sync === undefined ? {} : { syncsIn: sync.at - now };
  const then = others ? synced : { noneReady: namesOf(service) };
  const detail = { ...(node === undefined ? {} : { node }), pod: pod.name, ...silent, ...then };
  const object = { kind: 'Pod', namespace: pod.namespace, name: pod.name };
  return { code: 'STALE_ENDPOINTS', detail, object, ...withFix(fix) };
}

function early(failure: Failure, started: number): Cause {
  const { timeline, moment, now, pod } = failure;
  const object = { kind: 'Pod', namespace: pod.namespace, name: pod.name };
  const listens = timeline.events
    .slice(moment.happened)
    .find((event) => event.type === 'POD' && event.action === 'LISTENING' && objectKey(event.object) === keyOf(pod));
  const when = listens === undefined ? {} : { listensIn: listens.at - now };
  const detail = { pod: pod.name, ago: now - started, ...when };
  return { code: 'NOT_LISTENING_YET', detail, object, ...withFix(probeFix(failure)) };
}

function unnoticed(failure: Failure, silent: Pick<MomentCauseDetails['FAILURE_NOT_NOTICED'], 'what' | 'ago'>): Cause {
  const { timeline, moment, now, pod } = failure;
  const object = { kind: 'Pod', namespace: pod.namespace, name: pod.name };
  const noticed = timeline.events
    .slice(moment.happened)
    .find((event) => event.type === 'POD' && event.action === 'NOT_READY' && objectKey(event.object) === keyOf(pod));
  const probed = lifecycleOf(pod.object).containers.some(({ readiness }) => readiness !== undefined);
  const then = noticed === undefined ? {} : { noticedIn: noticed.at - now };
  const detail = { pod: pod.name, ...silent, ...then, probed };
  return { code: 'FAILURE_NOT_NOTICED', detail, object, ...withFix(probeFix(failure)) };
}

const withFix = (fix: Fix | undefined): { readonly fix?: Fix } => (fix === undefined ? {} : { fix });

/** The node on which the packet got its destination. */
function translatingNode({ hops }: Trace): string | undefined {
  const hop = hops.findLast(({ steps }) =>
    steps.some(
      (step) =>
        (step.type === 'TRANSLATE' && step.action === 'DNAT' && step.detail.origin.subject?.kind === 'Service') ||
        step.type === 'IPVS' ||
        step.type === 'BPF',
    ),
  );
  const owner = hop && namespaceOwner(hop.namespace);
  return owner?.kind === 'Node' ? owner.name : undefined;
}

// ---- what helps ----

/** Long enough for the slowest kube-proxy to have heard of it. */
function preStopFix(failure: Failure): Fix | undefined {
  const { delays, base } = failure.timeline;
  const slowest = Math.max(delays.proxySync, ...base.nodes.map(({ name }) => proxySyncOf(delays, name)));
  const wanted = Math.ceil((delays.endpointSlice + slowest + MIN_SYNC_PERIOD) / 1000) + 1;
  const value = { sleep: { seconds: wanted } };
  return fixAt(failure, ['lifecycle', 'preStop'], {
    what: { code: 'SLEEP_BEFORE_STOP', detail: { seconds: wanted } },
    value,
  });
}

function probeFix(failure: Failure): Fix | undefined {
  const { trace, pod } = failure;
  const { containers } = lifecycleOf(pod.object);
  if (containers.some(({ readiness }) => readiness !== undefined))
    return fixAt(failure, ['readinessProbe', 'periodSeconds'], {
      what: { code: 'PROBE_OFTEN', detail: {} },
      value: 1,
    });
  const port = trace.final.destinationPort;
  const value = { tcpSocket: { port }, periodSeconds: 1 };
  return fixAt(failure, ['readinessProbe'], { what: { code: 'GIVE_PROBE', detail: { port } }, value });
}

/** In the template of the pod's workload, where there is one to edit; else in the pod. */
function fixAt(
  { timeline: { base }, pod, trace }: Failure,
  field: readonly string[],
  { what, value }: { readonly what: Coded<FixDetails>; readonly value: unknown },
): Fix | undefined {
  const workload = base.objects.get(objectKey(pod.workload));
  const spec = pod.workload.kind === 'Pod' ? undefined : workload?.['spec'];
  const inTemplate = isRecord(spec) && isRecord(spec['template']);
  const object: ObjectRef = inTemplate ? pod.workload : { kind: 'Pod', namespace: pod.namespace, name: pod.name };
  if (!inTemplate && base.objects.get(objectKey(object)) === undefined) return what;
  const apps = pod.containers.filter(({ init }) => !init);
  const port = trace.final.destinationPort;
  const index = Math.max(
    apps.findIndex(({ ports }) => ports.some(({ containerPort }) => containerPort === port)),
    0,
  );
  const path = [...(inTemplate ? ['spec', 'template'] : []), 'spec', 'containers', index, ...field];
  return { ...what, object, path, value };
}
