import { isRecord, scalarText } from '../../engine/text.ts';
import type { Shape } from '../checks/shape.ts';
import type { Path } from '../sources/source.ts';
import { addressOf } from './field-address.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where a field is, and who else there is. */
export interface StartPlace {
  readonly kind: string;
  readonly path: Path;
  /** The names of objects of a kind on the board. */
  readonly namesOf: (kind: string) => readonly string[];
}

const EXPRESSION = { key: 'app', operator: 'Exists' };
const ON_NODES = { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'Exists' }] };
const HEADER = { name: 'x-name', value: 'value' };
const BACKEND = { service: { name: 'web', port: { number: 80 } } };
const PATH = { path: '/', pathType: 'Prefix', backend: BACKEND };
const TO_WEB = { name: 'web', port: 80 };
/** A peer that lets nobody through until its labels are written: an empty one lets everybody. */
const NOBODY = { podSelector: { matchLabels: { app: 'nobody' } } };
const FILTERS = 'Route.spec.rules.filters';
const LISTENER = { name: 'http', port: 80, protocol: 'HTTP' };

/**
 * What a part says as soon as it is added, or an item of a list: what an API server requires of it, with what is usual. Source: Kubernetes 1.35
 * api/openapi-spec/v3 and pkg/apis/{core,networking}/validation, gateway-api v1.6 config/crd.
 */
const STARTS: Readonly<Record<string, Fields>> = {
  'Service.spec.ports': { name: 'http', port: 80 },
  'Node.spec.taints': { key: 'example', effect: 'NoSchedule' },
  'Pod.spec.containers': { name: 'main', image: 'nginx' },
  'Pod.spec.containers.ports': { containerPort: 8080 },
  'Pod.spec.containers.env': { name: 'NAME' },
  'Pod.spec.containers.readinessProbe.httpGet': { port: 8080 },
  'Pod.spec.containers.readinessProbe.tcpSocket': { port: 8080 },
  'Pod.spec.containers.readinessProbe.grpc': { port: 8080 },
  'Pod.spec.containers.lifecycle.preStop.sleep': { seconds: 5 },
  'Pod.spec.readinessGates': { conditionType: 'example.com/ready' },
  'Pod.spec.hostAliases': { ip: '127.0.0.1' },
  'Pod.spec.securityContext.sysctls': { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' },
  'Pod.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution': { nodeSelectorTerms: [ON_NODES] },
  'Pod.spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution': {
    weight: 1,
    preference: ON_NODES,
  },
  matchExpressions: EXPRESSION,
  matchFields: { key: 'metadata.name', operator: 'In', values: ['node-1'] },
  'Endpoints.subsets.addresses': { ip: '192.0.2.1' },
  'Endpoints.subsets.notReadyAddresses': { ip: '192.0.2.1' },
  'Endpoints.subsets.ports': { port: 80 },
  'object.endpoints': { addresses: ['192.0.2.1'] },
  'EndpointSlice.endpoints.hints.forZones': { name: 'zone-a' },
  'EndpointSlice.endpoints.hints.forNodes': { name: 'node-1' },
  'Ingress.spec.defaultBackend': BACKEND,
  'Ingress.spec.rules.http': { paths: [PATH] },
  'Ingress.spec.rules.http.paths': PATH,
  'Ingress.spec.rules.http.paths.backend.service': BACKEND.service,
  'Ingress.spec.rules.http.paths.backend.resource': { kind: 'Bucket', name: 'assets' },
  'IngressClass.spec.parameters': { kind: 'IngressParameters', name: 'parameters' },
  'NetworkPolicy.spec.ingress': { from: [NOBODY] },
  'NetworkPolicy.spec.egress': { to: [NOBODY] },
  'NetworkPolicy.spec.ingress.from': NOBODY,
  'NetworkPolicy.spec.ingress.to': NOBODY,
  'NetworkPolicy.spec.ingress.from.ipBlock': { cidr: '192.0.2.0/24' },
  'NetworkPolicy.spec.ingress.ports': { protocol: 'TCP', port: 80 },
  'Gateway.spec.listeners': LISTENER,
  'Gateway.spec.listeners.tls.certificateRefs': { name: 'certificate' },
  'Gateway.spec.listeners.allowedRoutes.kinds': { kind: 'HTTPRoute' },
  'ListenerSet.spec.parentRef': { name: 'gateway' },
  'ReferenceGrant.spec.from': { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'default' },
  'ReferenceGrant.spec.to': { group: '', kind: 'Service' },
  'BackendTLSPolicy.spec.targetRefs': { group: '', kind: 'Service', name: 'web' },
  'Route.spec.parentRefs': { name: 'gateway' },
  'Route.spec.rules': { backendRefs: [TO_WEB] },
  'Route.spec.rules.backendRefs': TO_WEB,
  'Route.spec.rules.matches.headers': HEADER,
  'Route.spec.rules.matches.queryParams': { name: 'name', value: 'value' },
  [FILTERS]: { type: 'RequestHeaderModifier', requestHeaderModifier: {} },
  [`${FILTERS}.requestHeaderModifier.set`]: HEADER,
  [`${FILTERS}.requestHeaderModifier.add`]: HEADER,
  [`${FILTERS}.responseHeaderModifier.set`]: HEADER,
  [`${FILTERS}.responseHeaderModifier.add`]: HEADER,
  [`${FILTERS}.requestMirror`]: { backendRef: TO_WEB },
  [`${FILTERS}.requestMirror.backendRef`]: TO_WEB,
  [`${FILTERS}.requestMirror.fraction`]: { numerator: 50 },
  [`${FILTERS}.requestRedirect.path`]: { type: 'ReplaceFullPath', replaceFullPath: '/' },
  [`${FILTERS}.urlRewrite.path`]: { type: 'ReplaceFullPath', replaceFullPath: '/' },
};

/** What has the same parts as another. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/\.initContainers\b/, '.containers'],
  [/\.backendRefs\.filters\b/, '.filters'],
  [/^ListenerSet\.spec\.listeners\b/, 'Gateway.spec.listeners'],
];

const HANDLERS = [['exec'], ['httpGet'], ['tcpSocket'], ['grpc'], ['sleep']];
const BACKENDS = [['service'], ['resource']];

/** Fields of which one stands, or those of one group: an API server refuses others beside it. */
const EITHER: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'NetworkPolicy.spec.ingress.from': [['ipBlock'], ['podSelector', 'namespaceSelector']],
  'NetworkPolicy.spec.ingress.to': [['ipBlock'], ['podSelector', 'namespaceSelector']],
  'Ingress.spec.defaultBackend': BACKENDS,
  'Ingress.spec.rules.http.paths.backend': BACKENDS,
  'Pod.spec.containers.livenessProbe': HANDLERS,
  'Pod.spec.containers.readinessProbe': HANDLERS,
  'Pod.spec.containers.startupProbe': HANDLERS,
  'Pod.spec.containers.lifecycle.postStart': HANDLERS,
  'Pod.spec.containers.lifecycle.preStop': HANDLERS,
};

/** What an init container has as long as it runs beside the others alone. */
const OF_SIDECARS: ReadonlySet<string> = new Set(['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']);

/** Whether a field may be added to a mapping that says this. */
export function fitsBeside(place: Pick<StartPlace, 'kind' | 'path'>, said: Fields, name: string): boolean {
  const { path } = place;
  if (path.at(-2) === 'initContainers' && OF_SIDECARS.has(name)) return said['restartPolicy'] === 'Always';
  const groups = EITHER[nameOf(place)] ?? [];
  const own = groups.find((group) => group.includes(name));
  return own === undefined || !groups.some((group) => group !== own && group.some((each) => said[each] !== undefined));
}

/** Lists that have at least one item. */
const NEVER_EMPTY: ReadonlySet<string> = new Set(['Route.spec.rules', 'Route.spec.rules.backendRefs']);

/** What a field says as soon as it is added; undefined: nothing, until something is typed. */
export function startOf(place: StartPlace, shape: Shape | undefined): unknown {
  if (shape?.is === 'mapping') return startOfMapping(place, shape);
  if (shape?.is === 'texts') return {};
  if (shape?.is !== 'list' || shape.item.is !== 'mapping') return undefined;
  return NEVER_EMPTY.has(nameOf(place)) ? withItem(place, shape.item, []) : [];
}

/** A list with one item more, which has what an API server requires of it and nothing that must be there once. */
export function withItem(place: StartPlace, item: Shape, items: readonly unknown[]): readonly unknown[] {
  const start = item.is === 'mapping' ? startOfMapping(place, item, items) : {};
  const isReference = item.is === 'mapping' && item.names !== undefined;
  const fields = Object.entries(start).map(([name, value]) => [
    name,
    ONCE.has(name) && !isReference ? free(name, value, items) : value,
  ]);
  const others = nameOf(place) === 'Service.spec.ports' ? items.map(named) : items;
  return [...others, Object.fromEntries(fields)];
}

/** Of several ports of a Service each has a name. */
function named(port: unknown): unknown {
  return isRecord(port) && (port['name'] ?? '') === '' ? { ...port, name: `port-${scalarText(port['port'])}` } : port;
}

/** What two items of a list must not have in common, or have no use for twice. */
const ONCE: ReadonlySet<string> = new Set(['name', 'key', 'port', 'containerPort', 'ip', 'path', 'conditionType']);

function free(name: string, wish: unknown, items: readonly unknown[]): unknown {
  const taken = new Set(items.filter(isRecord).map((item) => item[name]));
  let found = wish;
  for (let count = 2; taken.has(found); count += 1)
    found = typeof wish === 'number' ? wish + count - 1 : typeof wish === 'string' ? another(wish, count) : undefined;
  return found;
}

/** "192.0.2.2" after "192.0.2.1", "/path-2" after "/", "http-2" after "http". */
function another(text: string, count: number): string {
  if (text.endsWith('/')) return `${text}path-${count}`;
  return /^[\d.]+$/.test(text) ? text.replace(/\d+$/, (last) => `${Number(last) + count - 1}`) : `${text}-${count}`;
}

/** "Service.spec.ports". */
function nameOf({ kind, path }: Pick<StartPlace, 'kind' | 'path'>): string {
  const address = addressOf(kind, path);
  if (address === undefined) return '';
  return ALIKE.reduce((text, [from, to]) => text.replace(from, to), `${address.part}.${address.name}`);
}

/** `others`: what names something else already, where there is something else. */
function startOfMapping(
  place: StartPlace,
  shape: Extract<Shape, { is: 'mapping' }>,
  others: readonly unknown[] = [],
): Fields {
  const name = nameOf(place);
  const start = STARTS[name] ?? STARTS[name.slice(name.lastIndexOf('.') + 1)];
  if (start === undefined) return {};
  const names = shape.names === undefined ? [] : place.namesOf(shape.names);
  const named = new Set(others.filter(isRecord).map(({ name }) => name));
  const there = names.find((name) => !named.has(name)) ?? names[0];
  return there === undefined || !('name' in start) ? start : { ...start, name: there };
}
