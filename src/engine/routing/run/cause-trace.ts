import type { Cluster, ClusterPod, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../kubernetes/model/object.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { stepOrigin, type RuleStep, type Step, type Trace } from '../../linux/model/trace.ts';
import type { Protocol } from '../../net/flow.ts';
import { podAt } from '../outcome/arrival.ts';
import { objectAt } from '../causes/cause-place.ts';
import { toldListening } from '../../kubernetes/listening/told-listeners.ts';
import { CLOUD_FIREWALL, INTERNET_GATEWAY } from '../../dataplane/cloud/firewall-program.ts';
import { callPlainly } from '../causes/call-plainly.ts';
import {
  explainClosedEntry,
  explainFirewall,
  explainInbound,
  explainPrivate,
  explainSource,
} from '../causes/cause-cloud.ts';
import { LOST } from '../../dataplane/rules/loss-rules.ts';
import { explainMachine } from '../causes/cause-machine.ts';
import { explainOtherAddress, toldPort } from '../causes/cause-told.ts';
import type { ToldPort } from '../outcome/cause-details.ts';
import { explainRefusingNode, headlessService } from '../causes/cause-refused.ts';
import {
  explainMtu,
  explainNoWay,
  explainReturned,
  explainRoute,
  explainServicePort,
  explainUnused,
  hasPort,
  isInside,
  serviceAt,
} from '../causes/cause-route.ts';
import { explainFallback } from '../causes/cause-targets.ts';
import { explainService, explainUnproxied } from '../causes/cause-service.ts';
import type { PolicyExplainer } from '../causes/cause-policy.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';
import type { Failure } from './routing-programs.ts';

/** Why a walk failed: the object and field behind its last rule, route or socket. undefined when it did not fail. */
export function explainTrace(failure: Failure): Cause | undefined {
  const cause = explainEnd(failure);
  const { cluster, trace, request } = failure;
  return request?.target.scheme === 'https' && cause !== undefined ? callPlainly(cluster, cause, trace) : cause;
}

function explainEnd({ cluster, trace, programs, explain }: Failure): Cause | undefined {
  const told = trace.disposition === 'ACCEPTED' ? undefined : explain?.(trace);
  if (told !== undefined) return told;
  const onMachine = explainMachine(cluster, trace);
  if (onMachine !== undefined) return onMachine;
  switch (trace.disposition) {
    case 'ACCEPTED':
    case 'EXITS_NETWORK':
    case 'NAME_NOT_FOUND':
    case 'INSUFFICIENT_INFO':
      return undefined;
    case 'REFUSED':
      return explainRefused(cluster, trace);
    case 'REJECTED':
    case 'DROPPED':
      return explainRule(cluster, trace, programs.explainPolicy);
    case 'NO_ROUTE':
    case 'NEIGHBOR_UNREACHABLE':
      return explainNoWay(cluster, trace);
    case 'LOOP':
      return explainReturned(cluster, trace);
  }
}

function allSteps(trace: Trace): readonly Step[] {
  return trace.hops.flatMap((hop) => hop.steps);
}

function serviceOf(cluster: Cluster, origin: Origin | undefined): ClusterService | undefined {
  const subject = origin?.subject;
  return subject?.kind === 'Service' ? cluster.service(subject.namespace ?? '', subject.name) : undefined;
}

const serviceRef = ({ namespace, name }: ClusterService) => ({ kind: 'Service', namespace, name });

// ---- nothing listens ----

function explainRefused(cluster: Cluster, trace: Trace): Cause {
  const { destinationPort: port, protocol } = trace.final;
  const pod = podAt(cluster, trace);
  if (pod === undefined) return explainClosedEntry(cluster, trace) ?? explainRefusingNode(cluster, trace);
  const object = { kind: 'Pod', namespace: pod.namespace, name: pod.name };
  const apps = pod.containers.filter((container) => !container.init);
  const down = apps.find(
    (container) =>
      container.state !== 'running' &&
      (container.ports.length === 0 || container.ports.some((each) => each.containerPort === port)),
  );
  if (down !== undefined) {
    const { name: container, state, reason } = down;
    const detail = { pod: namesOf(pod), container, state, ...(reason === undefined ? {} : { reason }), port };
    return { code: 'CONTAINER_DOWN', detail, object, fix: { code: 'START_CONTAINER', detail: { container } } };
  }
  const bound = explainOtherAddress(pod, trace);
  if (bound !== undefined) return bound;
  const service = translatingService(cluster, trace);
  const { listeners } = toldListening(pod, pod);
  const listens = [...new Set(listeners.filter((each) => each.protocol === protocol).map((each) => each.port))];
  const told = toldPort(pod, listens);
  if (service !== undefined) return explainTargetPort(cluster, service, { pod, port, protocol, listens, told });
  const headless = headlessService(cluster, pod, trace);
  const of = { pod: namesOf(pod), protocol, ip: trace.final.destinationIP, port, listens, ...told };
  const detail = { is: 'IN_POD', ...of, ...(headless === undefined ? {} : { headless }) } as const;
  return { code: 'NOTHING_LISTENS', detail, object };
}

/** The Service on whose behalf the packet got its destination; undefined: nobody changed it. */
export function translatingService(cluster: Cluster, trace: Trace): ClusterService | undefined {
  const origins = allSteps(trace).map(destinationTranslator);
  return serviceOf(
    cluster,
    origins.findLast((origin) => origin !== undefined),
  );
}

/** On whose behalf a step gave the packet its destination; undefined: it did not. */
function destinationTranslator(step: Step): Origin | undefined {
  if (step.type === 'TRANSLATE') return step.action === 'DNAT' ? step.detail.origin : undefined;
  return programOrigin(step);
}

/** Of a step of IPVS or an eBPF program: the Service it acted for. */
function programOrigin(step: Step): Origin | undefined {
  if (step.type === 'IPVS') return step.detail.server.origin;
  return step.type === 'BPF' ? step.detail.frontend.origin : undefined;
}

interface Mismatch {
  readonly pod: ClusterPod;
  readonly port: number;
  readonly protocol: Protocol;
  readonly listens: readonly number[];
  readonly told: { readonly told?: ToldPort };
}

/** The Service sends to a port on which its pods do not listen. */
function explainTargetPort(
  cluster: Cluster,
  service: ClusterService,
  { pod, port, protocol, listens, told }: Mismatch,
): Cause {
  const sends = ({ targetPort, protocol: its }: ServicePort) => its === protocol && targetPort === port;
  const index = Math.max(service.ports.findIndex(sends), 0);
  const servicePort = service.ports[index];
  const path = ['spec', 'ports', index, 'targetPort'];
  const of = { service: namesOf(service), port, pod: pod.name, protocol, listens, ...told };
  const detail = { is: 'TARGET_PORT', ...of } as const;
  const base = { code: 'NOTHING_LISTENS', detail, object: serviceRef(service), path } as const;
  const right = listens.find((each) => each === servicePort?.port) ?? nearest(listens, port);
  const slice = sliceWith(cluster, service, port);
  if (slice !== undefined && right !== undefined) return { ...base, ...inSlice(slice, port, right) };
  if (right === undefined) return base;
  const fix = { code: 'SET_FIELD', detail: { field: 'targetPort', value: right } } as const;
  return { ...base, fix: { ...fix, object: serviceRef(service), path, value: right } };
}

interface SliceObject extends RawObject {
  readonly ports?: readonly { readonly port?: unknown }[];
}

/** The given EndpointSlice that sends the Service's packets to this port: then it decides, not the Service's targetPort. */
function sliceWith(cluster: Cluster, { namespace, name }: ClusterService, port: number): SliceObject | undefined {
  return [...cluster.objects.values()].find(
    (each: SliceObject) =>
      each.kind === 'EndpointSlice' &&
      (each.metadata.namespace ?? 'default') === namespace &&
      each.metadata.labels?.['kubernetes.io/service-name'] === name &&
      Array.isArray(each.ports) &&
      each.ports.some((own) => own.port === port),
  );
}

function inSlice(
  { metadata, ports = [] }: SliceObject,
  port: number,
  right: number,
): Pick<Cause, 'object' | 'path' | 'fix'> {
  const object = { kind: 'EndpointSlice', namespace: metadata.namespace ?? 'default', name: metadata.name };
  const path = ['ports', ports.findIndex((own) => own.port === port), 'port'];
  const fix = { code: 'SET_SLICE_PORT', detail: { slice: metadata.name, port: right } } as const;
  return { object, path, fix: { ...fix, object, path, value: right } };
}

function nearest(ports: readonly number[], wanted: number): number | undefined {
  return ports.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || a - b)[0];
}

// ---- a rule ended it ----

/** Only what follows an answer is INVALID on its way there. */
const isUnanswered = ({ hops }: Trace): boolean =>
  hops.at(-1)?.steps.some(({ type, action }) => type === 'CONNTRACK' && action === 'INVALID') === true;

function explainRule(cluster: Cluster, trace: Trace, explainPolicy: PolicyExplainer | undefined): Cause {
  const unrouted = explainPrivate(cluster, trace);
  if (unrouted !== undefined) return unrouted;
  const steps = allSteps(trace);
  const last = steps.at(-1);
  if (last?.type === 'MTU') return explainMtu(trace, last);
  if (last?.type === 'ROUTE') return explainRoute(cluster, trace, last.action);
  const rule = steps.findLast((step): step is RuleStep => step.type === 'RULE');
  const origin = rule && stepOrigin(rule);
  if (origin?.program === LOST.program) return explainNoWay(cluster, trace);
  if (rule !== undefined && origin?.program === 'network-policy') {
    const { packet } = rule;
    const client = trace.flow.sourceIP === packet.sourceIP ? undefined : trace.flow.sourceIP;
    const policy = explainPolicy?.(cluster, { origin, packet, ...(client && { client }) });
    if (policy !== undefined) return policy;
  }
  if (origin?.program === INTERNET_GATEWAY) return explainSource(cluster, trace);
  if (origin?.program === CLOUD_FIREWALL) {
    const closed = explainFirewall(cluster, trace);
    if (closed !== undefined) return closed;
  }
  const entry = origin?.subject?.kind === 'Ingress' ? explainInbound(cluster, trace, origin.subject) : undefined;
  if (entry !== undefined) return entry;
  const subject = steps.findLast(
    (step): step is RuleStep => step.type === 'RULE' && stepOrigin(step).subject?.kind === 'Service',
  );
  const service =
    serviceOf(cluster, last && programOrigin(last)) ??
    serviceOf(cluster, rule && stepOrigin(rule)) ??
    serviceOf(cluster, subject && stepOrigin(subject));
  const by = rule === undefined ? {} : { rule: { index: rule.detail.index, chain: rule.detail.chain } };
  if (isUnanswered(trace)) return { ...objectAt(trace), code: 'ANSWER_NOT_SEEN', detail: { place: trace.end, ...by } };
  const addressed = service ?? serviceAt(cluster, trace);
  const unproxied = service === undefined && addressed !== undefined ? explainUnproxied(addressed) : undefined;
  if (unproxied !== undefined) return unproxied;
  if (addressed !== undefined && !hasPort(addressed, trace)) return explainServicePort(cluster, addressed, trace);
  if (service !== undefined)
    return explainFallback(cluster, service, trace) ?? explainService({ service, trace, cluster });
  // kube-proxy in nftables mode ends what is sent to a Service address that is not in use.
  if (addressed === undefined && isInside(cluster.settings.serviceCIDRs, trace)) return explainUnused(cluster, trace);
  const detail = { is: 'BY_RULE', rejected: trace.disposition === 'REJECTED', place: trace.end, ...by } as const;
  return { ...objectAt(trace), code: 'RULE_DROPPED', detail };
}
