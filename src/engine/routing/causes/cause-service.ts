import type { Cluster, ClusterPod, ClusterService, PortKey, ServiceEndpoint } from '../../kubernetes/model/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { cidrContains, hostCidr } from '../../net/cidr.ts';
import { type IpFamily, ipFamily } from '../../net/ip.ts';
import { podSpecField } from './cause-place.ts';
import { editDistance } from '../../kubernetes/tools/nearest-names.ts';
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
    ({ ready, ports }) => ready && ports.some((port) => asked === undefined || isTargetOf(port, asked)),
  );
  if (usable.length > 0) return explainLocal(service, trace);
  return explainEmpty(cluster, service, family);
}

const isTargetOf = (port: PortKey, asked: PortKey): boolean =>
  port.name === asked.name && port.protocol === asked.protocol;

const refOf = ({ namespace, name }: ClusterService) => ({ kind: 'Service', namespace, name });
const labelOf = ({ namespace, name }: ClusterService) => `${namespace}/${name}`;

function explainRange(service: ClusterService, { final }: Trace): Cause {
  const object = refOf(service);
  const path = ['spec', 'loadBalancerSourceRanges'];
  const value = [...service.loadBalancerSourceRanges, hostCidr(final.sourceIP)];
  const message = `Service ${labelOf(service)} accepts ${service.loadBalancerSourceRanges.join(', ')} only, and ${final.sourceIP} is not among them.`;
  const fix = { text: `Add ${hostCidr(final.sourceIP)} to loadBalancerSourceRanges.`, object, path, value };
  return { code: 'SOURCE_RANGE_NOT_ALLOWED', message, object, path, fix };
}

function explainLocal(service: ClusterService, trace: Trace): Cause {
  const object = refOf(service);
  const internal = service.clusterIPs.includes(trace.final.destinationIP);
  const field = internal ? 'internalTrafficPolicy' : 'externalTrafficPolicy';
  const node = trace.end.replace(/^node\//, '');
  if (service[field] !== 'Local') {
    const message = `kube-proxy's rules for Service ${labelOf(service)} on ${node} ended the packet.`;
    return { code: 'RULE_DROPPED', message, object };
  }
  const path = ['spec', field];
  const message = `Service ${labelOf(service)} has ${field} Local, and node ${node} has no ready endpoint of its own.`;
  const fix = {
    text: `Set ${field} to Cluster, or run a pod on every node that receives traffic.`,
    object,
    path,
    value: 'Cluster',
  };
  return { code: 'NO_LOCAL_ENDPOINTS', message, object, path, fix };
}

/** Why a Service has no endpoint that can be used. */
export function explainEmpty(cluster: Cluster, service: ClusterService, family: IpFamily): Cause {
  const object = refOf(service);
  const { selector } = service;
  const endpoints = service.endpoints(family);
  const misnamed = explainPortNames(cluster, service, endpoints);
  if (misnamed !== undefined) return misnamed;
  if (endpoints.length > 0 && endpoints.every((endpoint) => !endpoint.ready))
    return explainUnready(cluster, service, endpoints);
  if (selector === undefined || Object.keys(selector).length === 0) {
    const message = `Service ${labelOf(service)} has no selector, no EndpointSlice and no Endpoints: nothing stands behind it.`;
    return { code: 'SERVICE_HAS_NO_ENDPOINTS', message, object, path: ['spec', 'selector'] };
  }
  const pods = cluster.pods.filter((pod) => pod.namespace === service.namespace);
  const selected = pods.filter((pod) => matches(selector, pod.labels));
  if (selected.length === 0) return explainSelector(service, selector, pods);
  const named = explainNamedPort(service, selected);
  if (named !== undefined) return named;
  const [first] = selected;
  const running = first?.phase === 'Running';
  const message = running
    ? `The pods that Service ${labelOf(service)} selects have no address of family IPv${family} (${first.name}: ${first.ips.join(', ')}).`
    : `The pods that Service ${labelOf(service)} selects are not running (${first?.name ?? ''}: ${first?.pendingReason ?? first?.phase ?? ''}).`;
  if (running) return { code: 'SERVICE_HAS_NO_ENDPOINTS', message, object };
  return { code: 'POD_NOT_RUNNING', message, object, ...(first === undefined ? {} : adviseOnPlace(cluster, first)) };
}

/** Given endpoints whose ports have none of the names of the Service's ports: kube-proxy matches them by name. */
function explainPortNames(
  cluster: Cluster,
  service: ClusterService,
  endpoints: readonly ServiceEndpoint[],
): Cause | undefined {
  const names = new Set(service.ports.map(({ name }) => name));
  const given = endpoints.flatMap(({ ports }) => ports);
  if (given.length === 0 || given.some(({ name }) => names.has(name))) return undefined;
  const own = (kind: string) =>
    cluster.ofKind(kind).find(({ ref, labels }) => {
      const of = kind === 'Endpoints' ? ref.name : labels['kubernetes.io/service-name'];
      return ref.namespace === service.namespace && of === service.name;
    });
  const source = own('EndpointSlice') ?? own('Endpoints');
  if (source === undefined) return undefined;
  const { kind, name } = source.ref;
  const object = { kind, namespace: service.namespace, name };
  const path = kind === 'Endpoints' ? ['subsets', 0, 'ports'] : ['ports'];
  const [port] = service.ports;
  const [first] = given;
  const called = (text: string | undefined): string =>
    text === undefined || text === '' ? 'has no name' : `is called ${text}`;
  const message = `The port of Service ${labelOf(service)} ${called(port?.name)}, and that of ${kind} ${name} ${called(first?.name)}: they belong together by name, so nothing stands behind the Service's.`;
  const at = [...path, 0, 'name'];
  const text = `Call the port of ${kind} ${name} ${JSON.stringify(port?.name ?? '')}.`;
  const value = port?.name === '' ? undefined : port?.name;
  return { code: 'SERVICE_HAS_NO_ENDPOINTS', message, object, path: at, fix: { text, object, path: at, value } };
}

/** A nodeSelector that no node has keeps a pod from running. */
function adviseOnPlace({ nodes }: Cluster, pod: ClusterPod): Pick<Cause, 'fix'> {
  const { nodeSelector } = (pod.object['spec'] ?? {}) as { readonly nodeSelector?: Labels };
  const wanted = nodeSelector ?? {};
  if (pod.nodeName !== undefined || nodes.some(({ labels }) => matches(wanted, labels))) return {};
  const text = `Remove the nodeSelector ${print(wanted)}, or give a node these labels.`;
  return { fix: { text, ...podSpecField(pod, 'nodeSelector'), value: undefined } };
}

/** Endpoints that are not ready: the first pod is named with what keeps it from being ready. */
function explainUnready(cluster: Cluster, service: ClusterService, endpoints: readonly ServiceEndpoint[]): Cause {
  const refs = endpoints.map((endpoint) => endpoint.pod);
  const pods = refs.flatMap((ref) => (ref === undefined ? [] : (cluster.pod(ref.namespace, ref.name) ?? [])));
  const [pod] = pods;
  const down = pod?.containers.find((container) => !container.init && container.state !== 'running');
  const reason = down?.reason === undefined ? '' : ` (${down.reason})`;
  const state =
    down !== undefined ? `container ${down.name} is ${down.state}${reason}` : 'its readiness probe has not succeeded';
  const why = pod === undefined ? '' : ` (${pod.name}: ${pod.terminating ? 'it is terminating' : state})`;
  const count =
    endpoints.length === 1 ? 'one endpoint, which is not ready' : `${endpoints.length} endpoints, none of them ready`;
  const message = `Service ${labelOf(service)} has ${count}${why}.`;
  const at = { object: refOf(service), path: ['spec', 'selector'] };
  if (pod === undefined || pod.terminating) return { code: 'NO_READY_ENDPOINTS', message, ...at };
  const text =
    down === undefined
      ? `Make the readiness probe of pod ${pod.name} succeed.`
      : `Get container ${down.name} of pod ${pod.name} to run.`;
  return { code: 'NO_READY_ENDPOINTS', message, ...at, fix: { text } };
}

type Labels = Readonly<Record<string, string>>;
const matches = (selector: Labels, labels: Labels) =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);
const print = (labels: Labels) =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

/** A selector no pod has: the nearest one that some pods have is the fix. */
function explainSelector(service: ClusterService, selector: Labels, pods: readonly ClusterPod[]): Cause {
  const object = refOf(service);
  const path = ['spec', 'selector'];
  const message = `The selector ${print(selector)} of Service ${labelOf(service)} matches no pod in namespace ${service.namespace}.`;
  const base = { code: 'SERVICE_SELECTOR_MATCHES_NOTHING' as const, message, object, path };
  const candidates = pods
    .map((pod) => nearestSelector(selector, pod.labels))
    .filter((each) => each !== undefined)
    .toSorted((a, b) => a.distance - b.distance || (print(a.value) < print(b.value) ? -1 : 1));
  const best = candidates[0];
  if (best === undefined) return base;
  return { ...base, fix: { text: `Set the selector to ${print(best.value)}.`, object, path, value: best.value } };
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
function explainNamedPort(service: ClusterService, pods: readonly ClusterPod[]): Cause | undefined {
  const ports = pods.flatMap((pod) => pod.containers).flatMap((container) => container.ports);
  const index = service.ports.findIndex(
    ({ targetPort, protocol }) =>
      typeof targetPort === 'string' && !ports.some((each) => each.name === targetPort && each.protocol === protocol),
  );
  const port = service.ports[index];
  if (port === undefined) return undefined;
  const object = refOf(service);
  const path = ['spec', 'ports', index, 'targetPort'];
  const other = ports.find((each) => each.name === port.targetPort);
  const lacking = other === undefined ? 'which its pods do not have' : `which its pods have for ${other.protocol} only`;
  const message = `Service ${labelOf(service)} sends ${port.protocol} to the container port named ${port.targetPort}, ${lacking}.`;
  const right = ports.find((each) => each.protocol === port.protocol);
  if (right === undefined) return { code: 'SERVICE_HAS_NO_ENDPOINTS', message, object, path };
  const value = right.name ?? right.containerPort;
  return {
    code: 'SERVICE_HAS_NO_ENDPOINTS',
    message,
    object,
    path,
    fix: { text: `Set targetPort to ${value}.`, object, path, value },
  };
}
