import { INTERNET, nodeNamespace, podNamespace } from '../../dataplane/build/build-network.ts';
import type { Cluster, ClusterNode } from '../../kubernetes/cluster/cluster.ts';
import { parseIp } from '../../net/ip.ts';
import type { Explanations } from './routing-programs.ts';
import { type Parsed, parseTarget, requestError, type Target } from '../request/parse-target.ts';
import type { RequestError } from '../request/request-error.ts';
import type { TraceRequest } from '../request/request.ts';
import type { Source, EntryPoint, ParsedRequest } from './parsed-request.ts';

const FIRST_SOURCE_PORT = 40_000;
const LAST_SOURCE_PORT = 65_000;
/** An IPv4 header and that of UDP or ICMP. */
const SMALLEST = 28;
const LARGEST = 65_535;
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
  if (!Number.isInteger(sourcePort) || sourcePort < 1 || sourcePort > LAST_SOURCE_PORT) {
    return requestError({ code: 'SOURCE_PORT_INVALID', detail: { least: 1, most: LAST_SOURCE_PORT } });
  }
  const { bytes } = request;
  if (bytes !== undefined && !(Number.isInteger(bytes) && bytes >= SMALLEST && bytes <= LARGEST))
    return requestError({ code: 'BYTES_INVALID', detail: { least: SMALLEST, most: LARGEST } });
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
  if (!TOKEN.test(verb)) return requestError({ code: 'METHOD_MALFORMED', detail: { given: verb } });
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers))
    return headerError({ is: 'NO_MAPPING', given: headers });
  const entries: readonly (readonly [string, unknown])[] = Object.entries(headers);
  if (entries.length > MOST_HEADERS) return headerError({ is: 'TOO_MANY', count: entries.length, most: MOST_HEADERS });
  const given: (readonly [string, string])[] = [];
  for (const [name, value] of entries) {
    if (!TOKEN.test(name)) return headerError({ is: 'NO_NAME', name });
    if (typeof value === 'object' && value !== null) return headerError({ is: 'NO_TEXT', name, given: value });
    const text = String(value);
    if (name.length + text.length > LONGEST_HEADER) return headerError({ is: 'TOO_LONG', name, most: LONGEST_HEADER });
    given.push([name, text]);
  }
  return { ok: true, value: { method: verb.toUpperCase(), headers: Object.fromEntries(given) } };
}

const headerError = (detail: Extract<RequestError, { code: 'HEADER_MALFORMED' }>['detail']) =>
  requestError({ code: 'HEADER_MALFORMED', detail });

/** A URL that names no port goes to the port of the listener the request names. */
function atListener(target: Target, url: string, via: EntryPoint | undefined): Target {
  if (via?.listener === undefined) return target;
  const named = /^[^/]*\/\/(\[[^\]]*\]|[^/?#:]*):\d/.test(url.trim()) || /^[^/?#:]+:\d/.test(url.trim());
  return named ? target : { ...target, port: via.listener.port };
}

interface Within extends Pick<Explanations, 'suggest'> {
  readonly cluster: Cluster;
}

function parseSource(within: Within, from: unknown): Parsed<Source> {
  if (typeof from !== 'object' || from === null) return requestError(NO_SOURCE);
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
    return requestError({ code: 'ADDRESS_MALFORMED', detail: { is: 'SOURCE', given: ip } });
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
  return requestError(NO_SOURCE);
}

const NO_SOURCE: RequestError = { code: 'SOURCE_MALFORMED', detail: {} };

function parsePod({ cluster, suggest }: Within, text: string, container: unknown): Parsed<Source> {
  const [namespace = '', name = '', ...rest] = text.split('/');
  const pod = rest.length === 0 ? cluster.pod(namespace, name) : undefined;
  if (pod === undefined) {
    const names = cluster.pods.map((each) => `${each.namespace}/${each.name}`);
    return requestError({ code: 'POD_NOT_FOUND', detail: { name: text, ...suggest(text, names) } });
  }
  if (pod.phase !== 'Running' || pod.nodeName === undefined || pod.ips.length === 0) {
    const { phase, pendingReason } = pod;
    const why = pendingReason === undefined ? {} : { pendingReason };
    return requestError({ code: 'POD_NOT_RUNNING', detail: { pod: text, phase, ...why } });
  }
  const id = pod.hostNetwork ? nodeNamespace(pod.nodeName) : podNamespace(namespace, name);
  if (container === undefined) return { ok: true, value: { kind: 'pod', namespace: id, pod } };
  const apps = pod.containers.filter((each) => !each.init);
  const found = apps.find((each) => each.name === container);
  if (found === undefined) {
    const known = apps.map((each) => each.name);
    return requestError({ code: 'CONTAINER_NOT_FOUND', detail: { pod: text, given: container, known } });
  }
  if (found.state !== 'running') {
    const { name: called, state, reason } = found;
    const why = reason === undefined ? {} : { reason };
    return requestError({ code: 'CONTAINER_NOT_RUNNING', detail: { pod: text, container: called, state, ...why } });
  }
  return { ok: true, value: { kind: 'pod', namespace: id, pod, container: found.name } };
}

function findNode({ cluster, suggest }: Within, name: string): Parsed<ClusterNode> {
  const node = cluster.node(name);
  if (node !== undefined) return { ok: true, value: node };
  const names = cluster.nodes.map((each) => each.name);
  return requestError({ code: 'NODE_NOT_FOUND', detail: { name, ...suggest(name, names) } });
}
