import type { Cluster, ClusterPod, ClusterService, ServicePort } from '../kubernetes/cluster.ts';
import type { Network } from '../linux/namespace.ts';
import type { Origin } from '../linux/origin.ts';
import { stepOrigin, type RuleStep, type Step, type Trace } from '../linux/trace.ts';
import { cidrContains } from '../net/cidr.ts';
import { formatEndpoint, ipFamily, isLoopbackIp, type Ip } from '../net/ip.ts';
import { podAt } from './arrival.ts';
import { explainService } from './cause-service.ts';
import type { Cause } from './outcome.ts';

/** A walk that failed, and where. */
export interface Failure {
  readonly cluster: Cluster;
  readonly network: Network;
  readonly trace: Trace;
}

/** Why a walk failed: the object and field behind its last rule, route or socket. undefined when it did not fail. */
export function explainTrace({ cluster, trace }: Failure): Cause | undefined {
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
      return explainRule(cluster, trace);
    case 'NO_ROUTE':
    case 'NEIGHBOR_UNREACHABLE':
      return explainNoWay(cluster, trace);
    case 'LOOP':
      return { code: 'TTL_EXPIRED', message: `The packet went in circles until its TTL ran out at ${placeOf(trace)}.` };
  }
}

function allSteps(trace: Trace): readonly Step[] {
  return trace.hops.flatMap((hop) => hop.steps);
}

/** Where a walk ended, in words: "node node-1", "pod shop/web-0", "the internet". */
function placeOf({ end }: Trace): string {
  return end.includes('/') ? end.replace('/', ' ') : `the ${end.replaceAll('-', ' ')}`;
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The node or pod a walk ended at. */
function objectAt({ end }: Trace): Pick<Cause, 'object'> {
  const [kind, first = '', second] = end.split('/');
  if (kind === 'node') return { object: { kind: 'Node', name: first } };
  return kind === 'pod' && second !== undefined ? { object: { kind: 'Pod', namespace: first, name: second } } : {};
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
  const where = formatEndpoint(trace.final.destinationIP, port);
  if (pod === undefined) {
    return {
      code: 'NOTHING_LISTENS',
      message: `Nothing on ${placeOf(trace)} listens on ${protocol} port ${port}.`,
      ...objectAt(trace),
    };
  }
  const object = { kind: 'Pod', namespace: pod.namespace, name: pod.name };
  const label = `${pod.namespace}/${pod.name}`;
  const apps = pod.containers.filter((container) => !container.init);
  const down = apps.find(
    (container) =>
      container.state !== 'running' &&
      (container.ports.length === 0 || container.ports.some((each) => each.containerPort === port)),
  );
  if (down !== undefined) {
    const reason = down.reason === undefined ? '' : ` (${down.reason})`;
    const message = `Container ${down.name} of pod ${label} is ${down.state}${reason}, so nothing listens on port ${port}.`;
    return { code: 'CONTAINER_DOWN', message, object, fix: { text: `Start container ${down.name}.` } };
  }
  const dnat = allSteps(trace).findLast((step) => step.type === 'TRANSLATE' && step.action === 'DNAT');
  const service = serviceOf(cluster, dnat?.type === 'TRANSLATE' ? dnat.detail.origin : undefined);
  const listening = [...new Set(pod.listeners.filter((each) => each.protocol === protocol).map((each) => each.port))];
  const list = listening.length === 0 ? `no ${protocol} port` : `${protocol} ${listening.join(', ')}`;
  if (service !== undefined) return explainTargetPort(service, { pod, port, protocol, listening, list });
  return {
    code: 'NOTHING_LISTENS',
    message: `Nothing in pod ${label} listens on ${protocol} ${where}; it listens on ${list}.`,
    object,
  };
}

interface Mismatch {
  readonly pod: ClusterPod;
  readonly port: number;
  readonly protocol: string;
  readonly listening: readonly number[];
  readonly list: string;
}

/** The Service sends to a port on which its pods do not listen. */
function explainTargetPort(service: ClusterService, { pod, port, protocol, listening, list }: Mismatch): Cause {
  const sends = ({ targetPort, protocol: its }: ServicePort) => its === protocol && targetPort === port;
  const index = Math.max(service.ports.findIndex(sends), 0);
  const servicePort = service.ports[index];
  const path = ['spec', 'ports', index, 'targetPort'];
  const label = `${service.namespace}/${service.name}`;
  const message = `Service ${label} sends to targetPort ${port}, but pod ${pod.name} listens on ${list}.`;
  const base = { code: 'NOTHING_LISTENS' as const, message, object: serviceRef(service), path };
  const right = listening.find((each) => each === servicePort?.port) ?? nearest(listening, port);
  if (right === undefined) return base;
  return { ...base, fix: { text: `Set targetPort to ${right}.`, object: serviceRef(service), path, value: right } };
}

function nearest(ports: readonly number[], wanted: number): number | undefined {
  return ports.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || a - b)[0];
}

// ---- a rule ended it ----

function explainRule(cluster: Cluster, trace: Trace): Cause {
  const steps = allSteps(trace);
  const last = steps.at(-1);
  if (last?.type === 'ROUTE') return explainRoute(trace, last.action);
  const rule = steps.findLast((step): step is RuleStep => step.type === 'RULE');
  const subject = steps.findLast(
    (step): step is RuleStep => step.type === 'RULE' && stepOrigin(step).subject?.kind === 'Service',
  );
  const service = serviceOf(cluster, rule && stepOrigin(rule)) ?? serviceOf(cluster, subject && stepOrigin(subject));
  if (service !== undefined) return explainService({ service, trace, cluster });
  // kube-proxy in nftables mode ends what is sent to a Service address or port that is not in use.
  if (rule?.detail.nft === true && isOfServices(cluster, trace.final.destinationIP))
    return explainNoWay(cluster, trace);
  const code = trace.disposition === 'REJECTED' ? 'RULE_REJECTED' : 'RULE_DROPPED';
  const where = placeOf(trace);
  const place = rule === undefined ? where : `rule ${rule.detail.index} of ${rule.detail.chain} on ${where}`;
  return {
    ...objectAt(trace),
    code,
    message: `The packet was ${trace.disposition === 'REJECTED' ? 'rejected' : 'dropped'} by ${place}.`,
  };
}

function isOfServices({ services, settings }: Cluster, ip: Ip): boolean {
  return (
    services.some(({ clusterIPs }) => clusterIPs.includes(ip)) ||
    settings.serviceCIDRs.some((cidr) => cidrContains(cidr, ip))
  );
}

function explainRoute(trace: Trace, action: string): Cause {
  const { sourceIP, destinationIP } = trace.final;
  if (isLoopbackIp(sourceIP) || isLoopbackIp(destinationIP)) {
    const message = `A loopback address (${isLoopbackIp(sourceIP) ? sourceIP : destinationIP}) may not leave its host.`;
    return { code: 'LOOPBACK_LEFT_HOST', message };
  }
  const place = placeOf(trace);
  if (action === 'MARTIAN') {
    const message = `The source ${sourceIP} is an address of ${place} itself: a packet that brings it from outside is martian.`;
    return { code: 'MARTIAN_SOURCE', message, ...objectAt(trace) };
  }
  const message = `Routing on ${place} discarded the packet (${action.toLowerCase().replaceAll('_', ' ')}).`;
  return { code: 'RULE_DROPPED', message, ...objectAt(trace) };
}

// ---- no way there ----

function explainNoWay(cluster: Cluster, trace: Trace): Cause {
  const { destinationIP: ip, destinationPort: port, protocol } = trace.final;
  const service = cluster.services.find((each) => each.clusterIPs.includes(ip));
  if (service !== undefined) return explainServicePort(service, { ip, port, protocol });
  const inside = [...cluster.settings.podCIDRs, ...cluster.settings.serviceCIDRs].find((cidr) =>
    cidrContains(cidr, ip),
  );
  if (inside !== undefined || trace.disposition === 'NEIGHBOR_UNREACHABLE') {
    const range = inside === undefined ? '' : ` (of ${inside})`;
    return { code: 'ADDRESS_UNUSED', message: `No pod, Service or node has the address ${ip}${range}.` };
  }
  return {
    code: 'NO_ROUTE',
    message: `${capitalized(placeOf(trace))} has no IPv${ipFamily(ip)} route to ${ip}.`,
    ...objectAt(trace),
  };
}

interface Asked {
  readonly ip: string;
  readonly port: number;
  readonly protocol: string;
}

function explainServicePort(service: ClusterService, { ip, port, protocol }: Asked): Cause {
  const label = `${service.namespace}/${service.name}`;
  const has = service.ports.map((each) => `${each.protocol} ${each.port}`).join(', ');
  const object = serviceRef(service);
  const path = ['spec', 'ports'];
  if (protocol === 'ICMP') {
    const message = `${ip} is the clusterIP of Service ${label}: no interface has it, rules translate only its ports (${has}).`;
    return { code: 'PORT_NOT_IN_SERVICE', message, object, path };
  }
  const same = service.ports.findIndex((each) => each.protocol === protocol);
  const base = {
    code: 'PORT_NOT_IN_SERVICE' as const,
    message: `Service ${label} has no ${protocol} port ${port}; it has ${has}.`,
    object,
    path,
  };
  if (same < 0) return base;
  const text = `Call port ${service.ports[same]?.port ?? ''}, or set the Service's port to ${port}.`;
  return { ...base, fix: { text, object, path: [...path, same, 'port'], value: port } };
}
