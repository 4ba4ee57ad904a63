import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import type { AuthorizationSpec } from '../../kubernetes/kinds/istio-authorization.ts';
import { cidrContains, parseCidr } from '../../net/cidr.ts';
import { type Ip, parseIp, type Port } from '../../net/ip.ts';
import { authorizationOf, olderFirst, ROOT, selects } from './istio-objects.ts';

/** A connection, or a request on it, as the proxy of the server sees it. */
export interface Call {
  readonly ip: Ip;
  /** "cluster.local/ns/shop/sa/web"; absent: no mutual TLS. */
  readonly principal?: string;
  readonly destination: Ip;
  readonly port: Port;
  /** Absent: bytes that are no HTTP. */
  readonly http?: {
    readonly host: string;
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
  };
}

/** Why a call is refused. `rule` counts from 0. */
export type Denial =
  | { readonly is: 'DENY'; readonly policy: StoredObject; readonly rule: number }
  | { readonly is: 'NOBODY_ALLOWS'; readonly policies: readonly [StoredObject, ...StoredObject[]] };

type Rule = AuthorizationSpec['rules'][number];
type Source = Rule['from'][number]['source'];
type Operation = Rule['to'][number]['operation'];

/** The AuthorizationPolicies that hold for a pod: those of its namespace and of Istio's own that select it. */
export const policiesFor = (cluster: Cluster, pod: ClusterPod): readonly StoredObject[] =>
  olderFirst(cluster, 'AuthorizationPolicy').filter(({ ref, raw }) => {
    const { selector, targetRef, targetRefs } = authorizationOf(raw);
    const isNear = ref.namespace === pod.namespace || ref.namespace === ROOT;
    // What has targets is for gateways and waypoints.
    return isNear && !targetRef && targetRefs.length === 0 && selects(selector, pod.labels);
  });

/**
 * DENY before ALLOW; where a policy that allows holds for the pod, only what one of them allows; undefined: it is let in. What is not known is taken to
 * be as the call needs it, and named with the walk (unread/mesh-doubts.ts). // istio.io/latest/docs/concepts/security, *Implicit enablement*; reference/config/security/authorization-policy
 * Simplification: CUSTOM policies ask somebody else, who is taken to say yes; remoteIpBlocks are held against the address that the proxy sees.
 */
export function denialOf(policies: readonly StoredObject[], call: Call): Denial | undefined {
  const of = (action: string) => policies.filter(({ raw }) => authorizationOf(raw).action === action);
  for (const policy of of('DENY')) {
    const rule = authorizationOf(policy.raw).rules.findIndex((each) => fits(each, policy, call, 'DENY'));
    if (rule >= 0) return { is: 'DENY', policy, rule };
  }
  const [first, ...others] = of('ALLOW');
  if (first === undefined) return undefined;
  const allowed = [first, ...others].some((policy) =>
    authorizationOf(policy.raw).rules.some((each) => fits(each, policy, call, 'ALLOW')),
  );
  return allowed ? undefined : { is: 'NOBODY_ALLOWS', policies: [first, ...others] };
}

type Action = 'ALLOW' | 'DENY';

/** Whether a rule is for the call: one of its sources, one of its operations, all of its conditions. */
function fits({ from, to, when }: Rule, policy: StoredObject, call: Call, action: Action): boolean {
  return (
    (from.length === 0 || from.some(({ source }) => isFrom(source, policy, call, action))) &&
    (to.length === 0 || to.some(({ operation }) => isTo(operation, call, action))) &&
    when.every(({ key = '', values, notValues }) => {
      const found = conditionOf(key, call, action);
      return typeof found === 'boolean' ? found : both(values, notValues, found.test);
    })
  );
}

/** One of those that are wanted, where there are some, and none of those that are not. */
const both = (wanted: readonly string[], unwanted: readonly string[], test: (each: string) => boolean): boolean =>
  (wanted.length === 0 || wanted.some(test)) && !unwanted.some(test);

/**
 * Of what only HTTP has: bytes that are none are denied by a rule without looking at it, and are not allowed by one that has it.
 * // istio.io/latest/docs/tasks/security/authorization/authz-tcp; pilot/pkg/security/authz/model/model.go
 */
function ofHttp(
  { http }: Call,
  action: Action,
  said: readonly (readonly string[])[],
  test: (http: NonNullable<Call['http']>) => boolean,
): boolean {
  if (said.every((each) => each.length === 0)) return true;
  return http === undefined ? action === 'DENY' : test(http);
}

function isFrom(source: Source, { ref }: StoredObject, call: Call, action: Action): boolean {
  const { principal, ip } = call;
  const [, space, , account] = /\/ns\/([^/]+)(\/sa\/([^/]+))$/.exec(principal ?? '') ?? [];
  const isAccount = (text: string): boolean => {
    const [first = '', second] = text.split('/');
    return second === undefined ? space === ref.namespace && account === first : space === first && account === second;
  };
  const isIn = (block: string): boolean => {
    const single = parseIp(block);
    const cidr = single === undefined ? parseCidr(block) : undefined;
    return single === ip || (cidr !== undefined && cidrContains(cidr, ip));
  };
  return (
    both(source.principals, source.notPrincipals, (each) => matchesText(each, principal)) &&
    both(source.namespaces, source.notNamespaces, (each) => matchesText(each, space)) &&
    both(source.serviceAccounts, source.notServiceAccounts, isAccount) &&
    both(source.ipBlocks, source.notIpBlocks, isIn) &&
    both(source.remoteIpBlocks, source.notRemoteIpBlocks, isIn) &&
    ofHttp(call, action, [source.requestPrincipals, source.notRequestPrincipals], (http) => {
      // A token has not been looked at: with one the rule is for the call if that lets it in.
      if (carriesToken(http.headers)) return action === 'ALLOW';
      return source.requestPrincipals.length === 0;
    })
  );
}

export const carriesToken = (headers: Readonly<Record<string, string>>): boolean =>
  Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');

function isTo(operation: Operation, call: Call, action: Action): boolean {
  const { hosts, notHosts, methods, notMethods, paths, notPaths, ports, notPorts } = operation;
  return (
    both(ports, notPorts, (each) => Number(each) === call.port) &&
    ofHttp(call, action, [hosts, notHosts], ({ host }) =>
      both(hosts, notHosts, (each) => matchesText(each.toLowerCase(), host)),
    ) &&
    ofHttp(call, action, [methods, notMethods], ({ method }) =>
      both(methods, notMethods, (each) => matchesText(each, method)),
    ) &&
    ofHttp(call, action, [paths, notPaths], ({ path }) => both(paths, notPaths, (each) => matchesPath(each, path)))
  );
}

/** Of a condition what there is to compare, or whether it holds where that is not known. */
function conditionOf(key: string, call: Call, action: Action): boolean | { readonly test: (text: string) => boolean } {
  const { principal, ip, destination, port, http } = call;
  const isIn = (at: Ip) => (text: string) => {
    const cidr = parseCidr(text);
    return text === at || (cidr !== undefined && cidrContains(cidr, at));
  };
  const header = /^request\.headers\[(.+)\]$/.exec(key)?.[1]?.toLowerCase();
  if (header !== undefined) {
    if (http === undefined) return action === 'DENY';
    const value = Object.entries(http.headers).find(([name]) => name.toLowerCase() === header)?.[1];
    return { test: (text) => matchesText(text, header === 'host' || header === ':authority' ? http.host : value) };
  }
  switch (key) {
    case 'source.ip':
    case 'remote.ip':
      return { test: isIn(ip) };
    case 'destination.ip':
      return { test: isIn(destination) };
    case 'destination.port':
      return { test: (text) => Number(text) === port };
    case 'source.principal':
      return { test: (text) => matchesText(text, principal) };
    case 'source.namespace':
      return { test: (text) => matchesText(text, /\/ns\/([^/]+)/.exec(principal ?? '')?.[1]) };
    default:
      return unknownCondition(key, call, action);
  }
}

/** Of tokens there is nothing where none is carried; of the rest nothing is known. */
function unknownCondition(key: string, { http }: Call, action: Action): boolean | { readonly test: () => boolean } {
  if (!key.startsWith('request.auth.')) return action === 'ALLOW';
  if (http === undefined) return action === 'DENY';
  return carriesToken(http.headers) ? action === 'ALLOW' : { test: () => false };
}

/** "*": whatever is there; "abc*": what begins so; "*abc": what ends so. Nothing fits what is absent. */
function matchesText(pattern: string, text: string | undefined): boolean {
  if (text === undefined || text === '') return false;
  if (pattern === '*') return true;
  if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1));
  return pattern.startsWith('*') ? text.endsWith(pattern.slice(1)) : text === pattern;
}

/** Also with {*} for one segment and {**} for any number of them. The query is no part of it. */
function matchesPath(pattern: string, path: string): boolean {
  const [plain = ''] = path.split('?');
  if (!/\{\*\*?\}/.test(pattern)) return matchesText(pattern, plain);
  return segmentsFit(pattern.split('/'), plain.split('/'));
}

/** However many {**} a pattern has, its parts are gone through once for each segment at most. */
function segmentsFit(parts: readonly string[], segments: readonly string[]): boolean {
  let [part, last, from] = [0, -1, 0];
  for (let at = 0; at < segments.length; ) {
    const [asked, segment] = [parts[part], segments[at]];
    if (asked === '{**}') [last, from, part] = [part, at, part + 1];
    else if (asked === '{*}' ? segment !== '' : asked === segment) [at, part] = [at + 1, part + 1];
    else if (last < 0) return false;
    // The {**} before takes a segment more.
    else [from, at, part] = [from + 1, from + 1, last + 1];
  }
  return parts.slice(part).every((rest) => rest === '{**}');
}
