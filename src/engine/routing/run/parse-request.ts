import { INTERNET, nodeNamespace, podNamespace } from '../../dataplane/build/build-network.ts';
import type { Cluster, ClusterIngress, ClusterNode, ClusterPod } from '../../kubernetes/model/cluster.ts';
import type { ClusterGateway, GatewayListener } from '../../kubernetes/model/cluster-gateway.ts';
import type { NamespaceId } from '../../linux/model/namespace.ts';
import { type Ip, type Port, parseIp } from '../../net/ip.ts';
import type { Explanations } from './explanations.ts';
import { type Parsed, parseTarget, requestError, type Target } from '../request/parse-target.ts';
import type { RequestError, TraceRequest } from '../request/request.ts';

/** Where a request starts, found in the cluster. `ip`: the client's own address where the request fixes it. */
export type Source =
  | { readonly kind: 'pod'; readonly namespace: NamespaceId; readonly pod: ClusterPod; readonly container?: string }
  | { readonly kind: 'node'; readonly namespace: NamespaceId; readonly node: ClusterNode }
  | { readonly kind: 'wire'; readonly namespace: NamespaceId; readonly node: ClusterNode; readonly ip: Ip }
  | { readonly kind: 'internet'; readonly namespace: NamespaceId; readonly ip?: Ip };

/** What the request's host resolves to, as an outside client's DNS would have it. */
export type EntryPoint =
  | { readonly kind: 'Ingress'; readonly ingress: ClusterIngress }
  | { readonly kind: 'Gateway'; readonly gateway: ClusterGateway; readonly listener?: GatewayListener };

/** A request that can be walked. */
export interface ParsedRequest {
  readonly source: Source;
  readonly target: Target;
  readonly via?: EntryPoint;
  readonly method: string;
  /** As written. */
  readonly headers: Readonly<Record<string, string>>;
  readonly sourcePort: Port;
  /** Of a UDP datagram or an ICMP echo; absent: small. */
  readonly bytes?: number;
}

const FIRST_SOURCE_PORT = 40_000;
/** An IPv4 header and that of UDP or ICMP. */
const SMALLEST = 28;
const SIZED: ReadonlySet<string> = new Set(['UDP', 'ICMP']);

/**
 * Checks a request against the cluster. Errors, beside those of the URL: SOURCE_MALFORMED, POD_NOT_FOUND,
 * POD_NOT_RUNNING, CONTAINER_NOT_FOUND, CONTAINER_NOT_RUNNING, NODE_NOT_FOUND, ADDRESS_MALFORMED, VIA_MALFORMED,
 * INGRESS_NOT_FOUND, GATEWAY_NOT_FOUND, LISTENER_NOT_FOUND, SOURCE_PORT_INVALID, BYTES_INVALID, METHOD_MALFORMED,
 * HEADER_MALFORMED.
 */
export function parseRequest(
  cluster: Cluster,
  request: TraceRequest,
  { entryPoint, suggest }: Pick<Explanations, 'entryPoint' | 'suggest'>,
): Parsed<ParsedRequest> {
  const source = parseSource({ cluster, suggest }, request.from);
  if (!source.ok) return wrongAt('from', source);
  const target = parseTarget(request.to);
  if (!target.ok) return wrongAt('to', target);
  const via = request.via === undefined ? NO_VIA : entryPoint(cluster, request.via);
  if (!via.ok) return wrongAt('via', via);
  const sourcePort = request.sourcePort ?? FIRST_SOURCE_PORT;
  if (!Number.isInteger(sourcePort) || sourcePort < 1 || sourcePort > 65_000) {
    return requestError('SOURCE_PORT_INVALID', 'a source port is a number from 1 to 65000');
  }
  const { bytes } = request;
  if (bytes !== undefined && !(Number.isInteger(bytes) && bytes >= SMALLEST && bytes <= 65_535))
    return requestError('BYTES_INVALID', `a packet has from ${SMALLEST} to 65535 bytes, its IP header included`);
  const http = parseHttp(request.http);
  if (!http.ok) return wrongAt('http', http);
  const value = {
    source: source.value,
    target: atListener(target.value, request.to, via.value),
    ...(via.value === undefined ? {} : { via: via.value }),
    ...http.value,
    sourcePort: target.value.protocol === 'ICMP' ? 0 : sourcePort,
    ...(bytes === undefined || !SIZED.has(target.value.protocol) ? {} : { bytes }),
  };
  return { ok: true, value };
}

const NO_VIA: Parsed<EntryPoint | undefined> = { ok: true, value: undefined };

function wrongAt<T>(at: RequestError['at'], { error }: Extract<Parsed<T>, { readonly ok: false }>): Parsed<never> {
  return { ok: false, error: at === undefined ? error : { ...error, at } };
}

/** As servers take them: the name and value of a header within 8 KiB (nginx large_client_header_buffers), 100 of them (Apache). */
const LONGEST_HEADER = 8192;
const MOST_HEADERS = 100;
const TOKEN = /^[\w!#$%&'*+.^`|~-]{1,256}$/;

/** RFC 9110 5.5, 5.6.2, 9.1. */
function parseHttp(http: TraceRequest['http']): Parsed<Pick<ParsedRequest, 'method' | 'headers'>> {
  const { method = 'GET', headers = {} }: { readonly method?: unknown; readonly headers?: unknown } = http ?? {};
  const verb = typeof method === 'string' ? method : 'GET';
  if (!TOKEN.test(verb)) return requestError('METHOD_MALFORMED', `"method" is a word such as GET, not ${brief(verb)}`);
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers))
    return requestError('HEADER_MALFORMED', `"headers" is an object of names and values, not ${brief(headers)}`);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(headers);
  if (entries.length > MOST_HEADERS)
    return requestError('HEADER_MALFORMED', `a request has at most ${MOST_HEADERS} headers, not ${entries.length}`);
  const given: (readonly [string, string])[] = [];
  for (const [name, value] of entries) {
    if (!TOKEN.test(name)) return requestError('HEADER_MALFORMED', `${brief(name)} is not the name of a header`);
    if (typeof value === 'object' && value !== null)
      return requestError('HEADER_MALFORMED', `the value of header ${name} is a text, not ${brief(value)}`);
    const text = String(value);
    if (name.length + text.length > LONGEST_HEADER)
      return requestError('HEADER_MALFORMED', `header ${name} has more than ${LONGEST_HEADER} characters`);
    given.push([name, text]);
  }
  return { ok: true, value: { method: verb.toUpperCase(), headers: Object.fromEntries(given) } };
}

export function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** A URL that names no port goes to the port of the listener the request names. */
function atListener(target: Target, url: string, via: EntryPoint | undefined): Target {
  if (via?.kind !== 'Gateway' || via.listener === undefined) return target;
  const named = /^[^/]*\/\/(\[[^\]]*\]|[^/?#:]*):\d/.test(url.trim()) || /^[^/?#:]+:\d/.test(url.trim());
  return named ? target : { ...target, port: via.listener.port };
}

const SOURCE_FORMS =
  '"from" is one of {"pod": "NAMESPACE/NAME"}, {"node": "NAME"}, {"ip": "ADDRESS", "enters": "NODE"}, {"internet": true}';

interface Within extends Pick<Explanations, 'suggest'> {
  readonly cluster: Cluster;
}

function parseSource(within: Within, from: unknown): Parsed<Source> {
  if (typeof from !== 'object' || from === null) return requestError('SOURCE_MALFORMED', SOURCE_FORMS);
  const { pod, container, node, ip, enters, internet } = from as Readonly<Record<string, unknown>>;
  if (typeof pod === 'string') return parsePod(within, pod, container);
  if (typeof node === 'string') {
    const found = findNode(within, node);
    return found.ok
      ? { ok: true, value: { kind: 'node', namespace: nodeNamespace(found.value.name), node: found.value } }
      : found;
  }
  const address = typeof ip === 'string' ? parseIp(ip) : undefined;
  if (ip !== undefined && address === undefined) {
    return requestError('ADDRESS_MALFORMED', `${JSON.stringify(ip)} in "from" is not an IP address`);
  }
  if (typeof enters === 'string' && address !== undefined) {
    const found = findNode(within, enters);
    if (!found.ok) return found;
    const { value } = found;
    return { ok: true, value: { kind: 'wire', namespace: nodeNamespace(value.name), node: value, ip: address } };
  }
  if (internet === true) {
    return {
      ok: true,
      value: { kind: 'internet', namespace: INTERNET, ...(address === undefined ? {} : { ip: address }) },
    };
  }
  return requestError('SOURCE_MALFORMED', SOURCE_FORMS);
}

function parsePod({ cluster, suggest }: Within, text: string, container: unknown): Parsed<Source> {
  const [namespace = '', name = '', ...rest] = text.split('/');
  const pod = rest.length === 0 ? cluster.pod(namespace, name) : undefined;
  if (pod === undefined) {
    const names = cluster.pods.map((each) => `${each.namespace}/${each.name}`);
    return requestError('POD_NOT_FOUND', `there is no pod "${text}"${suggest(text, names)}`);
  }
  if (pod.phase !== 'Running' || pod.nodeName === undefined || pod.ips.length === 0) {
    const reason = pod.pendingReason === undefined ? `it is ${pod.phase}` : pod.pendingReason;
    return requestError('POD_NOT_RUNNING', `pod ${text} cannot send: ${reason}`);
  }
  const id = pod.hostNetwork ? nodeNamespace(pod.nodeName) : podNamespace(namespace, name);
  if (container === undefined) return { ok: true, value: { kind: 'pod', namespace: id, pod } };
  const apps = pod.containers.filter((each) => !each.init);
  const found = apps.find((each) => each.name === container);
  if (found === undefined) {
    const has = apps.map((each) => each.name).join(', ');
    return requestError(
      'CONTAINER_NOT_FOUND',
      `pod ${text} has no container ${JSON.stringify(container)}; it has ${has}`,
    );
  }
  if (found.state !== 'running') {
    const reason = found.reason === undefined ? '' : ` (${found.reason})`;
    return requestError('CONTAINER_NOT_RUNNING', `container ${found.name} of pod ${text} is ${found.state}${reason}`);
  }
  return { ok: true, value: { kind: 'pod', namespace: id, pod, container: found.name } };
}

function findNode({ cluster, suggest }: Within, name: string): Parsed<ClusterNode> {
  const node = cluster.node(name);
  if (node !== undefined) return { ok: true, value: node };
  return requestError(
    'NODE_NOT_FOUND',
    `there is no node "${name}"${suggest(
      name,
      cluster.nodes.map((each) => each.name),
    )}`,
  );
}
