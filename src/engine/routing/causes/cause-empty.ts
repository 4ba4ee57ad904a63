import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { RefusedService, ServiceRefusal } from '../../kubernetes/model/service-refusal.ts';
import type { Fix } from '../outcome/fix.ts';
import { scaledToNone, selectsTemplate, templateOf } from '../../kubernetes/operators/scaled-to-none.ts';
import { machineRuns, STOPPED } from '../../kubernetes/operators/virtual-machines.ts';
import { isMirrored, LEADER, SKIP_MIRROR } from '../../kubernetes/services/slices.ts';
import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { isLoopbackIp } from '../../net/ip.ts';
import { recordOf, scalarText, textOf } from '../../kubernetes/model/reader.ts';
import { namesOf } from '../outcome/named.ts';
import type { Behind } from '../outcome/empty-cause-details.ts';
import type { Cause } from '../outcome/outcome.ts';

type Labels = Readonly<Record<string, string>>;

interface Wanted {
  readonly service: ClusterService;
  readonly of: Behind;
  readonly selector: Labels;
}

/** The workload whose pods a Service selects where that is scaled to none; what another controls, as old ReplicaSets, is left to that. undefined: there is none. */
export function explainScaled(cluster: Cluster, { service, of, selector }: Wanted): Cause | undefined {
  const found = scaledToNone(cluster.ofKind).find(
    ({ ref, template }) => ref.namespace === service.namespace && selectsTemplate(selector, ref.kind, template),
  );
  if (found === undefined)
    return explainRefused(cluster, { service, of, selector }) ?? explainStopped(cluster, { service, of, selector });
  const object = found.ref;
  const path = ['spec', 'replicas'];
  const detail = { is: 'SCALED_TO_NONE', ...of, workload: { kind: object.kind, name: object.name } } as const;
  const fix = { code: 'SET_FIELD', detail: { field: 'replicas', value: 1 }, object, path, value: 1 } as const;
  return { code: 'SERVICE_HAS_NO_ENDPOINTS', detail, object, path, fix };
}

/** The workload whose pods a Service selects where the API server does not take it. */
function explainRefused(cluster: Cluster, { service, of, selector }: Wanted): Cause | undefined {
  const refused = cluster.findings.filter(({ code }) => code === 'SELECTOR_DOES_NOT_MATCH_TEMPLATE');
  const found = refused.flatMap(({ object: { kind, namespace, name } }) =>
    cluster.ofKind(kind).filter(({ ref }) => ref.namespace === namespace && ref.name === name),
  );
  const workload = found.find(
    ({ ref, raw }) =>
      ref.namespace === service.namespace && selectsTemplate(selector, ref.kind, templateOf(ref.kind, raw)),
  );
  if (workload === undefined) return undefined;
  const object = { kind: workload.ref.kind, namespace: service.namespace, name: workload.ref.name };
  const detail = { is: 'WORKLOAD_REFUSED', ...of, workload: { kind: object.kind, name: object.name } } as const;
  return { code: 'SERVICE_HAS_NO_ENDPOINTS', detail, object, path: ['spec', 'selector'] };
}

/** The virtual machine that a Service selects where it is stopped, nothing starts it by itself, or it cannot run. */
function explainStopped(cluster: Cluster, { service, of, selector }: Wanted): Cause | undefined {
  const found = cluster.ofKind('VirtualMachine').find(({ ref, raw }) => {
    if (ref.namespace !== service.namespace || machineRuns(recordOf(raw['spec']), statusOf(raw))) return false;
    const template = recordOf(recordOf(recordOf(raw['spec'])['template'])['metadata']);
    const own = { 'kubevirt.io': 'virt-launcher', 'vm.kubevirt.io/name': ref.name };
    return hasAll({ ...recordOf(template['labels']), ...own }, selector);
  });
  if (found === undefined) return undefined;
  const { running, runStrategy } = recordOf(found.raw['spec']);
  const status = statusOf(found.raw);
  const [field, value] =
    typeof running === 'boolean' ? (['running', true] as const) : (['runStrategy', 'Always'] as const);
  const told = scalarText(running ?? runStrategy) ?? '';
  const object = { kind: 'VirtualMachine', ...namesOf({ namespace: service.namespace, name: found.ref.name }) };
  const path = ['spec', field];
  const said = { machine: found.ref.name, field, told, ...(status !== undefined && { status }) };
  const cause = {
    code: 'SERVICE_HAS_NO_ENDPOINTS',
    detail: { is: 'MACHINE_STOPPED', ...of, ...said },
    object,
    path,
  } as const;
  // What hinders one that is not stopped stands elsewhere.
  if (status !== undefined && status !== STOPPED) return cause;
  return { ...cause, fix: { code: 'SET_FIELD', detail: { field, value: String(value) }, object, path, value } };
}

const statusOf = (raw: StoredObject['raw']): string | undefined => textOf(recordOf(raw['status'])['printableStatus']);

const hasAll = (labels: Readonly<Record<string, unknown>>, selector: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/** What was given for a Service: an EndpointSlice, else Endpoints. */
export function sliceOf(cluster: Cluster, { namespace, name }: ClusterService): StoredObject | undefined {
  const own = (kind: string) =>
    cluster.ofKind(kind).find(({ ref, labels }) => {
      const front = kind === 'Endpoints' ? ref.name : labels['kubernetes.io/service-name'];
      return ref.namespace === namespace && front === name;
    });
  return own('EndpointSlice') ?? own('Endpoints');
}

/** An endpoint that no packet leaves a machine for. */
export function explainLoopback(cluster: Cluster, service: ClusterService, trace: Trace): Cause | undefined {
  const { destinationIP: ip } = trace.final;
  const source = isLoopbackIp(ip) ? sliceOf(cluster, service) : undefined;
  if (source === undefined) return undefined;
  const { kind, name } = source.ref;
  const path = kind === 'Endpoints' ? ['subsets', 0, 'addresses'] : ['endpoints', 0, 'addresses'];
  const detail = { is: 'LOOPBACK', service: namesOf(service), ip, given: { kind, name } } as const;
  return { code: 'SERVICE_HAS_NO_ENDPOINTS', detail, object: source.ref, path };
}

/** What seems to be given for a Service that has nothing else, and is not used. */
export function explainUnusedSlice(cluster: Cluster, service: ClusterService, of: Behind): Cause | undefined {
  const code = 'SERVICE_HAS_NO_ENDPOINTS';
  const slices = cluster.ofKind('EndpointSlice').filter(({ ref }) => ref.namespace === service.namespace);
  const label = 'kubernetes.io/service-name';
  const own = slices.find(({ labels, raw }) => labels[label] === service.name && raw['addressType'] === 'FQDN');
  if (own !== undefined) {
    const detail = { is: 'NAMES_ONLY', ...of, slice: own.ref.name } as const;
    return { code, detail, object: own.ref, path: ['addressType'] };
  }
  const skipped = cluster
    .ofKind('Endpoints')
    .find((each) => each.ref.namespace === service.namespace && each.ref.name === service.name && !isMirrored(each));
  if (skipped !== undefined) {
    const isAsked = skipped.labels[SKIP_MIRROR] === 'true';
    const by = isAsked ? SKIP_MIRROR : LEADER;
    const detail = { is: 'NOT_MIRRORED', ...of, endpoints: skipped.ref.name, by } as const;
    const at = { object: skipped.ref, path: ['metadata', isAsked ? 'labels' : 'annotations', by] };
    if (!isAsked) return { code, detail, ...at };
    const fix = { code: 'SET_FIELD', detail: { field: by, value: 'false' }, ...at, value: 'false' } as const;
    return { code, detail, ...at, fix };
  }
  const { name: value } = service;
  const like = slices.find(
    ({ ref: { name }, labels }) => labels[label] === undefined && (name === value || name.startsWith(`${value}-`)),
  );
  if (like === undefined) return undefined;
  const at = { object: like.ref, path: ['metadata', 'labels', label] };
  const detail = { is: 'NOT_LABELLED', ...of, slice: like.ref.name, label } as const;
  return { code, detail, ...at, fix: { code: 'SET_FIELD', detail: { field: label, value }, ...at, value } };
}

/** What the API server refuses for a field that a Service can do without: it gets another port, or what it does by itself. */
const DISPENSABLE: ReadonlySet<ServiceRefusal['is']> = new Set([
  'NODE_PORT_ALLOCATED',
  'NODE_PORT_OF_CLUSTER_IP',
  'EXTERNAL_POLICY',
  'HEALTH_CHECK_PORT',
  'SOURCE_RANGES',
]);

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What has the API server take a Service: a change where it follows from the refusal, else that it is to be corrected. */
export function correctService(object: ObjectRef, { refusal, path }: RefusedService): Fix {
  if (DISPENSABLE.has(refusal.is)) return { code: 'REMOVE_FIELD', detail: { path }, object, path, value: undefined };
  if (refusal.is === 'EXTERNAL_NAME') {
    // The host of a URL, which people write there.
    const value = (/^(?:\w+:\/\/)?([^/:?#]*)/.exec(refusal.name)?.[1] ?? '').toLowerCase();
    if (SUBDOMAIN.test(value))
      return { code: 'SET_FIELD', detail: { field: 'externalName', value }, object, path, value };
  }
  return { code: 'CORRECT_AND_APPLY', detail: { object } };
}
