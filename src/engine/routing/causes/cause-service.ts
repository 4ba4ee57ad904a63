import type {
  Cluster,
  ClusterPod,
  ClusterService,
  PortKey,
  ServiceEndpoint,
} from '../../kubernetes/cluster/cluster.ts';
import { closedGates } from '../../kubernetes/pods/closed-gates.ts';
import { labelOfOthers } from '../../kubernetes/read/proxied.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { cidrContains, hostCidr } from '../../net/cidr.ts';
import { type IpFamily, ipFamily } from '../../net/ip.ts';
import { podSpecField } from './cause-place.ts';
import type { UnreadyPod } from '../outcome/cause-details.ts';
import { editDistance } from '../../kubernetes/tools/nearest-names.ts';
import type { Behind } from '../outcome/empty-cause-details.ts';
import { correctService, explainLoopback, explainScaled, explainUnusedSlice, sliceOf } from './cause-empty.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';

interface Refusal {
  readonly cluster: Cluster;
  readonly service: ClusterService;
  readonly trace: Trace;
}

/** Why kube-proxy's rules for a Service rejected or dropped a packet. */
export function explainService({ cluster, service, trace }: Refusal): Cause {
  const family = ipFamily(trace.final.destinationIP);
  const endpoints = service.endpoints(family);
  const { sourceIP } = trace.final;
  const ranges = service.loadBalancerSourceRanges;
  const balanced = service.loadBalancerIPs.some(({ ip }) => ip === trace.flow.destinationIP);
  if (
    trace.disposition === 'DROPPED' &&
    balanced &&
    ranges.length > 0 &&
    !ranges.some((cidr) => cidrContains(cidr, sourceIP))
  ) {
    return explainRange(service, trace);
  }
  const { destinationPort, protocol } = trace.final;
  const asked = service.ports.find(
    (port) => port.protocol === protocol && (port.port === destinationPort || port.nodePort === destinationPort),
  );
  const usable = endpoints.filter(
    ({ ready, ports, unproxied }) =>
      ready && unproxied !== true && ports.some((port) => asked === undefined || isTargetOf(port, asked)),
  );
  if (usable.length > 0) return explainLoopback(cluster, service, trace) ?? explainLocal(service, trace);
  return explainEmpty(cluster, service, family);
}

const isTargetOf = (port: PortKey, asked: PortKey): boolean =>
  port.name === asked.name && port.protocol === asked.protocol;

const refOf = ({ namespace, name }: ClusterService) => ({ kind: 'Service', namespace, name });

function explainRange(service: ClusterService, { final }: Trace): Cause {
  const object = refOf(service);
  const path = ['spec', 'loadBalancerSourceRanges'];
  const { loadBalancerSourceRanges: ranges } = service;
  const cidr = hostCidr(final.sourceIP);
  const detail = { service: namesOf(service), ranges, ip: final.sourceIP };
  const fix = { code: 'ADD_SOURCE_RANGE', detail: { cidr }, object, path, value: [...ranges, cidr] } as const;
  return { code: 'SOURCE_RANGE_NOT_ALLOWED', detail, object, path, fix };
}

function explainLocal(service: ClusterService, trace: Trace): Cause {
  const object = refOf(service);
  const internal = service.clusterIPs.includes(trace.final.destinationIP);
  const field = internal ? 'internalTrafficPolicy' : 'externalTrafficPolicy';
  const node = trace.end.replace(/^node\//, '');
  if (service[field] !== 'Local') {
    return { code: 'RULE_DROPPED', detail: { is: 'FOR_SERVICE', service: namesOf(service), node }, object };
  }
  const path = ['spec', field];
  const detail = { service: namesOf(service), field, node } as const;
  const fix = { code: 'SET_TRAFFIC_POLICY', detail: { field }, object, path, value: 'Cluster' } as const;
  return { code: 'NO_LOCAL_ENDPOINTS', detail, object, path, fix };
}

/** Why a Service has no endpoint that can be used. `named`: it is headless and was asked for by its name. */
export function explainEmpty(cluster: Cluster, service: ClusterService, family: IpFamily, named = false): Cause {
  const object = refOf(service);
  const { selector } = service;
  const of: Behind = { service: namesOf(service), ...(named && { headless: true }) };
  const { refused } = service;
  if (refused !== undefined) {
    const detail = { is: 'REFUSED', ...of, refusal: refused.refusal } as const;
    return {
      code: 'SERVICE_HAS_NO_ENDPOINTS',
      detail,
      object,
      path: refused.path,
      fix: correctService(object, refused),
    };
  }
  const endpoints = service.endpoints(family);
  const unproxied = explainUnproxiedSlices(cluster, service, endpoints);
  if (unproxied !== undefined) return unproxied;
  const misnamed = explainPortNames(cluster, { service, of }, endpoints);
  if (misnamed !== undefined) return misnamed;
  if (endpoints.length > 0 && endpoints.every((endpoint) => !endpoint.ready))
    return explainUnready(cluster, { service, of }, endpoints);
  if (selector === undefined || Object.keys(selector).length === 0) {
    const given = explainUnusedSlice(cluster, service, of);
    if (given !== undefined) return given;
    const detail = { is: 'NOTHING_BEHIND', ...of } as const;
    return { code: 'SERVICE_HAS_NO_ENDPOINTS', detail, object, path: ['spec', 'selector'] };
  }
  const pods = cluster.pods.filter((pod) => pod.namespace === service.namespace);
  const selected = pods.filter((pod) => matches(selector, pod.labels));
  const [first] = selected;
  if (first === undefined)
    return explainScaled(cluster, { service, of, selector }) ?? explainSelector({ service, of }, selector, pods);
  const lacking = explainNamedPort({ service, of }, selected);
  if (lacking !== undefined) return lacking;
  const { name: pod, phase, pendingReason, ips } = first;
  if (phase === 'Running')
    return {
      code: 'SERVICE_HAS_NO_ENDPOINTS',
      detail: { is: 'NO_ADDRESS_OF_FAMILY', ...of, family, pod, ips },
      object,
    };
  const detail = { ...of, pod, phase, ...(pendingReason === undefined ? {} : { pendingReason }) };
  return { code: 'POD_NOT_RUNNING', detail, object, ...adviseOnPlace(cluster, first) };
}

/** The Service behind which nothing stands, and what every sentence on that begins with. */
interface Empty {
  readonly service: ClusterService;
  readonly of: Behind;
}

/** Given endpoints whose ports have none of the names of the Service's ports: kube-proxy matches them by name and protocol. */
function explainPortNames(
  cluster: Cluster,
  { service, of }: Empty,
  endpoints: readonly ServiceEndpoint[],
): Cause | undefined {
  const ports = endpoints.flatMap((endpoint) => endpoint.ports);
  if (ports.length === 0 || ports.some((port) => service.ports.some((own) => isTargetOf(port, own)))) return undefined;
  const source = sliceOf(cluster, service);
  if (source === undefined) return undefined;
  const { kind, name } = source.ref;
  const object = { kind, namespace: service.namespace, name };
  const path = kind === 'Endpoints' ? ['subsets', 0, 'ports'] : ['ports'];
  const [port] = service.ports;
  const [first] = ports;
  const differing = explainProtocol({ service, of }, ports, { object, path });
  if (differing !== undefined) return differing;
  const called = (text: string | undefined) => (text === undefined || text === '' ? {} : { port: text });
  const given = { kind, name, ...called(first?.name) };
  const detail = { is: 'PORT_NAMES', ...of, ...called(port?.name), given } as const;
  const at = [...path, 0, 'name'];
  const value = port?.name === '' ? undefined : port?.name;
  const fix = { code: 'NAME_PORT_OF', detail: { kind, name, port: port?.name ?? '' } } as const;
  return { code: 'SERVICE_HAS_NO_ENDPOINTS', detail, object, path: at, fix: { ...fix, object, path: at, value } };
}

/** Ports that have the name of one of the Service's, and not its protocol. `given`: where they are written. */
function explainProtocol(
  { service, of }: Empty,
  ports: readonly PortKey[],
  given: { readonly object: ObjectRef; readonly path: readonly (string | number)[] },
): Cause | undefined {
  const { object } = given;
  const { kind, name } = object;
  for (const own of service.ports) {
    const other = ports.find((port) => port.name === own.name);
    if (other === undefined) continue;
    const { protocol } = own;
    const detail = {
      is: 'PORT_PROTOCOLS',
      ...of,
      port: own.name,
      protocol,
      given: { kind, name, protocol: other.protocol },
    } as const;
    const at = { object, path: [...given.path, 0, 'protocol'] };
    const fix = { code: 'SET_PROTOCOL_OF', detail: { kind, name, protocol }, ...at, value: protocol } as const;
    return { code: 'SERVICE_HAS_NO_ENDPOINTS', detail, ...at, fix };
  }
  return undefined;
}

function labelFix(object: ObjectRef, label: string): Pick<Cause, 'object' | 'path' | 'fix'> {
  const path = ['metadata', 'labels', label];
  return { object, path, fix: { code: 'REMOVE_LABEL', detail: { label }, object, path, value: undefined } };
}

/** A Service that a label takes from kube-proxy; undefined: none does. */
export function explainUnproxied(service: ClusterService): Cause | undefined {
  const label = labelOfOthers(service.object.metadata['labels']);
  if (!service.hasOtherProxy || label === undefined) return undefined;
  const detail = { service: namesOf(service), label };
  return { code: 'SERVICE_NOT_PROXIED', detail, ...labelFix(refOf(service), label) };
}

/** kube-proxy does not see what is given for the Service. */
function explainUnproxiedSlices(
  cluster: Cluster,
  service: ClusterService,
  endpoints: readonly ServiceEndpoint[],
): Cause | undefined {
  if (endpoints.length === 0 || endpoints.some(({ unproxied }) => unproxied !== true)) return undefined;
  const source = sliceOf(cluster, service);
  const label = labelOfOthers(source?.labels);
  if (source === undefined || label === undefined) return undefined;
  const { kind, name } = source.ref;
  const detail = { service: namesOf(service), label, behind: { kind, name } };
  return { code: 'SERVICE_NOT_PROXIED', detail, ...labelFix(source.ref, label) };
}

/** A nodeSelector that no node has keeps a pod from running. */
function adviseOnPlace({ nodes }: Cluster, pod: ClusterPod): Pick<Cause, 'fix'> {
  const { nodeSelector } = (pod.object['spec'] ?? {}) as { readonly nodeSelector?: Labels };
  const wanted = nodeSelector ?? {};
  if (pod.nodeName !== undefined || nodes.some(({ labels }) => matches(wanted, labels))) return {};
  const fix = { code: 'REMOVE_NODE_SELECTOR', detail: { selector: wanted } } as const;
  return { fix: { ...fix, ...podSpecField(pod, 'nodeSelector'), value: undefined } };
}

/** Endpoints that are not ready: the first pod is named with what keeps it from being ready. */
function explainUnready(cluster: Cluster, { service, of }: Empty, endpoints: readonly ServiceEndpoint[]): Cause {
  const refs = endpoints.map((endpoint) => endpoint.pod);
  const pods = refs.flatMap((ref) => (ref === undefined ? [] : (cluster.pod(ref.namespace, ref.name) ?? [])));
  const [pod] = pods;
  const base = { code: 'NO_READY_ENDPOINTS', object: refOf(service), path: ['spec', 'selector'] } as const;
  const detail = { ...of, endpoints: endpoints.length };
  if (pod === undefined) return { ...base, detail };
  const unready = unreadyPod(pod);
  const told = { ...base, detail: { ...detail, pod: unready } };
  switch (unready.is) {
    case 'TERMINATING':
      return told;
    case 'PROBED':
      return { ...told, fix: { code: 'LET_PROBE_SUCCEED', detail: { pod: pod.name } } };
    case 'GATED':
      return { ...told, fix: { code: 'OPEN_GATES', detail: { gates: unready.gates, pod: pod.name } } };
    case 'CONTAINER_DOWN': {
      const { container } = unready;
      return { ...told, fix: { code: 'LET_CONTAINER_RUN', detail: { container, pod: pod.name } } };
    }
  }
}

/** What keeps a pod from being ready. */
export function unreadyPod({ name, terminating, containers, object }: ClusterPod): UnreadyPod {
  const down = containers.find((container) => !container.init && container.state !== 'running');
  if (terminating) return { is: 'TERMINATING', name };
  if (down === undefined) {
    const gates = closedGates(object);
    return gates.length === 0 ? { is: 'PROBED', name } : { is: 'GATED', name, gates };
  }
  const { name: container, state, reason } = down;
  return { is: 'CONTAINER_DOWN', name, container, state, ...(reason === undefined ? {} : { reason }) };
}

type Labels = Readonly<Record<string, string>>;
const matches = (selector: Labels, labels: Labels) =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);
const print = (labels: Labels) =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

/** A selector no pod has: the nearest one that some pods have is the fix. */
function explainSelector({ service, of }: Empty, selector: Labels, pods: readonly ClusterPod[]): Cause {
  const object = refOf(service);
  const path = ['spec', 'selector'];
  const base = { code: 'SERVICE_SELECTOR_MATCHES_NOTHING', detail: { ...of, selector }, object, path } as const;
  const candidates = pods
    .map((pod) => nearestSelector(selector, pod.labels))
    .filter((each) => each !== undefined)
    .toSorted((a, b) => a.distance - b.distance || (print(a.value) < print(b.value) ? -1 : 1));
  const best = candidates[0];
  if (best === undefined) return base;
  const { value } = best;
  return { ...base, fix: { code: 'SET_SELECTOR', detail: { selector: value }, object, path, value } };
}

/** Too different to be a slip of the keyboard. */
const isFar = (a: string, b: string) => editDistance(a, b) > Math.ceil(Math.max(a.length, b.length) / 2);

/** The selector turned into one this pod has: values taken over, keys it lacks renamed to its most similar label or left out. */
function nearestSelector(
  selector: Labels,
  labels: Labels,
): { readonly value: Labels; readonly distance: number } | undefined {
  const value: Record<string, string> = {};
  let distance = 0;
  for (const [key, wanted] of Object.entries(selector)) {
    const has = labels[key];
    if (has !== undefined) {
      if (isFar(wanted, has)) return undefined;
      value[key] = has;
      distance += editDistance(wanted, has);
      continue;
    }
    const other = Object.entries(labels).toSorted((a, b) => editDistance(wanted, a[1]) - editDistance(wanted, b[1]))[0];
    if (other !== undefined && isFar(wanted, other[1])) return undefined;
    distance += 4 + (other === undefined ? wanted.length : editDistance(wanted, other[1]));
    if (other !== undefined) value[other[0]] = other[1];
  }
  return Object.keys(value).length === 0 ? undefined : { value, distance };
}

/** targetPort names a container port that the pods do not have. */
function explainNamedPort({ service, of }: Empty, pods: readonly ClusterPod[]): Cause | undefined {
  const ports = pods.flatMap((pod) => pod.containers).flatMap((container) => container.ports);
  const index = service.ports.findIndex(
    ({ targetPort, protocol }) =>
      typeof targetPort === 'string' && !ports.some((each) => each.name === targetPort && each.protocol === protocol),
  );
  const port = service.ports[index];
  if (typeof port?.targetPort !== 'string') return undefined;
  const object = refOf(service);
  const path = ['spec', 'ports', index, 'targetPort'];
  const other = ports.find((each) => each.name === port.targetPort);
  const has = other === undefined ? {} : { has: other.protocol };
  const detail = { is: 'NAMED_PORT', ...of, protocol: port.protocol, port: port.targetPort, ...has } as const;
  const base = { code: 'SERVICE_HAS_NO_ENDPOINTS', detail, object, path } as const;
  const right = ports.find((each) => each.protocol === port.protocol);
  if (right === undefined) return base;
  const value = right.name ?? right.containerPort;
  return { ...base, fix: { code: 'SET_FIELD', detail: { field: 'targetPort', value }, object, path, value } };
}
