import type { IngressBackend } from '../../kubernetes/model/basics.ts';
import type { ClusterIngress, ClusterPod, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import { statedPort } from '../../kubernetes/ingress/backend-port.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { parseIp, type Port } from '../../net/ip.ts';
import { isInZone } from '../dns/cluster-zone.ts';
import { clusterServer, outsideServer } from '../dns/dns-answers.ts';
import { type OutsideAnswer, resolveOutside } from '../dns/outside-names.ts';
import type { CauseFacts } from '../outcome/cause-details.ts';
import { factsOf } from '../outcome/facts-of.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause, HttpExchange } from '../outcome/outcome.ts';
import { explanationsOf } from '../run/explanations.ts';
import { type Endpoint, readyEndpoints } from '../run/onward.ts';
import type { MatchedRule, Run } from '../run/routing-programs.ts';
import { assume } from '../run/run.ts';
import type { IngressMatch } from './ingress-match.ts';

/** The rule that was followed, for the step that tells it. */
export function ruleOf({ ingress: { namespace, name, rules }, rule, path }: IngressMatch): MatchedRule {
  const found = rules[rule ?? -1];
  const pattern = found?.paths[path ?? -1]?.path;
  return {
    object: { kind: 'Ingress', namespace, name },
    ...(rule !== undefined && { rule }),
    ...(found?.host !== undefined && { host: found.host }),
    ...(pattern !== undefined && { path: pattern }),
  };
}

/** The rule, for the exchange. */
export function routeOf({
  ingress: { namespace, name },
  rule,
  path,
}: Omit<IngressMatch, 'backend'>): Pick<HttpExchange, 'route'> {
  if (rule === undefined) return {};
  return { route: { kind: 'Ingress', namespace, name, rule, ...(path === undefined ? {} : { path }) } };
}

export function backendName({
  ingress,
  backend,
}: Pick<IngressMatch, 'ingress' | 'backend'>): Required<Pick<HttpExchange, 'backend'>> {
  const port = 'number' in backend.port ? backend.port.number : backend.port.name;
  return { backend: { namespace: ingress.namespace, service: backend.service, port } };
}

interface AtPort {
  readonly service: ClusterService;
  readonly port: ServicePort;
}

/** What stands behind a backend: never nothing. */
export type Located =
  | (AtPort & { readonly ok: true; readonly endpoints: readonly Endpoint[] })
  | { readonly ok: false; readonly cause: Cause };

/** Which port of a Service a backend means. */
export type FindPort = (service: ClusterService, backend: IngressBackend) => ServicePort | undefined;

export const portOfService: FindPort = (service, { port }) => statedPort(service, port);

export interface BackendAsk {
  readonly pod: ClusterPod;
  readonly match: IngressMatch;
  readonly arrived: Trace;
  readonly findPort: FindPort;
  /** The Service itself is called instead of what is behind it. */
  readonly atService?: boolean;
}

/** Where a backend leads: its ready endpoints, or why there are none. */
export function locateBackend(run: Run, { pod, match, arrived, findPort, atService }: BackendAsk): Located {
  const { ingress, backend } = match;
  const service = run.cluster.service(ingress.namespace, backend.service);
  if (service === undefined) return { ok: false, cause: noService(run, match) };
  const port = findPort(service, backend);
  if (port === undefined) return { ok: false, cause: noPort(match, service) };
  if (service.type === 'ExternalName') return outsideBackend(run, service, port);
  const [clusterIP] = service.clusterIPs;
  if (atService === true && clusterIP !== undefined)
    return { ok: true, endpoints: [{ ip: clusterIP, port: port.port }], service, port };
  const endpoints = readyEndpoints(service, port, pod);
  if (endpoints.length > 0) return { ok: true, endpoints, service, port };
  const rejected = { ...arrived, disposition: 'REJECTED' as const };
  const cause = explanationsOf(run.programs).service({ cluster: run.cluster, service, trace: rejected });
  const behind = { code: 'INGRESS_NO_ENDPOINTS', detail: { because: factsOf(cause) } } as const;
  return { ok: false, cause: { ...cause, ...behind } };
}

type Missing = Extract<CauseFacts, { readonly code: 'INGRESS_BACKEND_NOT_FOUND' | 'INGRESS_BACKEND_PORT_NOT_FOUND' }>;

/** A name or port of a backend that is not there, with the one that is set in its place. */
export function explainMissing(
  { ingress, rule, path }: IngressMatch,
  facts: Missing,
  field: 'name' | 'port',
  value?: string | { readonly number: Port },
): Cause {
  const at =
    rule === undefined ? ['spec', 'defaultBackend'] : ['spec', 'rules', rule, 'http', 'paths', path ?? 0, 'backend'];
  const object = refOf(ingress);
  const fieldPath = [...at, 'service', field];
  const cause: Cause = { ...facts, object, path: fieldPath };
  if (value === undefined) return cause;
  const right = typeof value === 'string' ? value : value.number;
  const fix = { code: 'SET_FIELD_OF_BACKEND', detail: { field, value: right } } as const;
  return { ...cause, fix: { ...fix, object, path: fieldPath, value } };
}

export function noService(run: Run, match: IngressMatch): Cause {
  const { ingress, backend } = match;
  const service = { namespace: ingress.namespace, name: backend.service };
  const known = run.cluster.services.filter((each) => each.namespace === ingress.namespace).map((each) => each.name);
  const [name, other] = backend.service.split('.');
  const elsewhere = run.cluster.services
    .filter((each) => each.name === name && (other === undefined || other === each.namespace))
    .map((each) => each.namespace);
  const told = elsewhere.length === 0 ? {} : { elsewhere };
  const detail = { is: 'NO_SERVICE', ingress: namesOf(ingress), service, ...told } as const;
  const facts = { code: 'INGRESS_BACKEND_NOT_FOUND', detail } as const;
  return explainMissing(match, facts, 'name', nearestNames(backend.service, known)[0]);
}

export function noPort(match: IngressMatch, service: ClusterService): Cause {
  const { port } = match.backend;
  const has = service.ports.map((each) => each.port);
  const [number] = has;
  const asked = 'number' in port ? port.number : port.name;
  const detail = { service: namesOf(service), port: asked, has };
  const facts = { code: 'INGRESS_BACKEND_PORT_NOT_FOUND', detail } as const;
  return explainMissing(match, facts, 'port', number === undefined ? undefined : { number });
}

export function refOf({ namespace, name }: Pick<ClusterIngress, 'namespace' | 'name'>) {
  return { kind: 'Ingress', namespace, name } as const;
}

function outsideBackend(run: Run, service: ClusterService, port: ServicePort): Located {
  const { addresses, assumptions } = addressesOf(run, service.externalName ?? '');
  assume(run, ...assumptions);
  const [ip] = addresses;
  if (ip !== undefined) return { ok: true, endpoints: [{ ip, port: port.port }], service, port };
  const object = { kind: 'Service', namespace: service.namespace, name: service.name };
  const { externalName = '' } = service;
  const detail = { is: 'OUTSIDE_BACKEND', service: namesOf(service), externalName } as const;
  return { ok: false, cause: { code: 'NAME_NOT_FOUND', detail, object, path: ['spec', 'externalName'] } };
}

/** What the controller's resolver answers: it asks the cluster DNS, like any pod. */
function addressesOf({ cluster }: Run, externalName: string): Pick<OutsideAnswer, 'addresses' | 'assumptions'> {
  const name = `${externalName.replace(/\.$/, '')}.`;
  if (!isInZone(cluster, name)) return resolveOutside(cluster, externalName);
  const server = clusterServer(cluster, outsideServer(cluster, []));
  const answers = ['A', 'AAAA'].map((type) => server(name, type));
  const records = answers.flatMap((answer) => answer.records);
  return {
    addresses: records.flatMap(({ type, data }) => (type === 'A' || type === 'AAAA' ? (parseIp(data) ?? []) : [])),
    assumptions: answers.flatMap((answer) => answer.assumptions),
  };
}
