import { actionOfBackend } from '../../kubernetes/ingress/alb-backends.ts';
import type { AlbAction, AlbCondition } from '../../kubernetes/model/alb.ts';
import type { IngressPath } from '../../kubernetes/model/basics.ts';
import { cidrContains, parseCidr } from '../../net/cidr.ts';
import type { Ip, Port } from '../../net/ip.ts';
import { trimEnd } from '../../net/trim.ts';
import type { CloudRule } from './cloud-match.ts';
import { covers } from './wildcards.ts';

/** What of a request the rules of a cloud's load balancer look at. */
export interface CloudRequest {
  /** Without port, in lower case. */
  readonly host: string;
  /** Without query. */
  readonly path: string;
  /** Without its mark; empty: none. */
  readonly query: string;
  readonly method: string;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Of the packet that reached the load balancer. */
  readonly sourceIP: Ip;
  /** Of the listener. */
  readonly port: Port;
  readonly tls: boolean;
}

/**
 * The first rule counts: by the Ingresses' order in their group, then as they stand there; of a rule's paths the exact ones, then
 * prefixes, the longest first, then patterns. Hosts and patterns of conditions stand beside those of the rule, all other conditions
 * are wanted as well. A redirect that would lead to itself is no rule of that listener.
 * // aws-load-balancer-controller v2.13 pkg/ingress/model_build_listener_rules.go, rule_optimizer.go
 */
export function pickAlb(rules: readonly CloudRule[], request: CloudRequest): CloudRule | undefined {
  return rules.find((rule) => unmetOf(rule, request).length === 0 && !isCircle(rule, request));
}

/** Of a rule's paths in the order in which they become rules. */
export function sortAlbPaths(paths: readonly IngressPath[]): readonly IngressPath[] {
  const rank = ({ pathType }: IngressPath): number => (pathType === 'Exact' ? 0 : pathType === 'Prefix' ? 1 : 2);
  return paths.toSorted((a, b) => rank(a) - rank(b) || (a.pathType === 'Prefix' ? b.path.length - a.path.length : 0));
}

/** What of a rule a request does not have: fields of conditions, the rule's own host and path among them. */
export function unmetOf(rule: CloudRule, request: CloudRequest): readonly AlbCondition['field'][] {
  const conditions = conditionsOf(rule);
  const [hosts, patterns] = [hostsOf(rule, conditions), patternsOf(rule, conditions)];
  return [
    ...(hosts.length === 0 || hosts.some((host) => covers(host.toLowerCase(), request.host))
      ? []
      : (['host-header'] as const)),
    ...(patterns.length === 0 || patterns.some((pattern) => covers(pattern, request.path))
      ? []
      : (['path-pattern'] as const)),
    ...conditions.filter((condition) => !isMet(condition, request)).map(({ field }) => field),
  ];
}

function conditionsOf({ ingress, backend }: CloudRule): readonly AlbCondition[] {
  const read = ingress.cloud.alb?.conditions.get(backend.service);
  return read?.ok === true ? read.value : [];
}

const valuesOf = (conditions: readonly AlbCondition[], field: 'host-header' | 'path-pattern'): readonly string[] =>
  conditions.flatMap((each) => (each.field === field ? each.values : []));

const hostsOf = ({ host }: CloudRule, conditions: readonly AlbCondition[]): readonly string[] => [
  ...(host === undefined || host === '' ? [] : [host]),
  ...valuesOf(conditions, 'host-header'),
];

function patternsOf({ of: { path, pathType } }: CloudRule, conditions: readonly AlbCondition[]): readonly string[] {
  const prefix = trimEnd(path, '/');
  const own = path === '' ? [] : pathType !== 'Prefix' ? [path] : prefix === '' ? ['/*'] : [prefix, `${prefix}/*`];
  return [...own, ...valuesOf(conditions, 'path-pattern')];
}

/**
 * Values of headers and of parameters are compared in any case, methods as they are; the address is the packet's, not one that a
 * header states. // docs.aws.amazon.com elasticloadbalancing/latest/application/rule-condition-types.html
 */
function isMet(condition: AlbCondition, request: CloudRequest): boolean {
  switch (condition.field) {
    // They stand beside those of the rule.
    case 'host-header':
    case 'path-pattern':
      return true;
    case 'http-request-method':
      return condition.values.includes(request.method);
    case 'http-header': {
      const given = request.headers.get(condition.name.toLowerCase());
      return given !== undefined && condition.values.some((value) => covers(value.toLowerCase(), given.toLowerCase()));
    }
    case 'query-string': {
      const given = request.query.split('&').map((each) => each.toLowerCase());
      return condition.pairs.some(({ key, value }) =>
        given.some((each) => {
          const [name = '', ...rest] = each.split('=');
          return (key === undefined || covers(key.toLowerCase(), name)) && covers(value.toLowerCase(), rest.join('='));
        }),
      );
    }
    case 'source-ip':
      return condition.values.some((value) => {
        const cidr = parseCidr(value);
        return cidr !== undefined && cidrContains(cidr, request.sourceIP);
      });
  }
}

/** It would send whoever comes back to where they come from. */
function isCircle(rule: CloudRule, { port, tls }: CloudRequest): boolean {
  const action = actionOfBackend(rule.ingress, rule.backend)?.read;
  if (action?.ok !== true || action.value.type !== 'redirect') return false;
  const { value } = action;
  const conditions = conditionsOf(rule);
  const same = (given: string | undefined, kept: string, own: readonly string[]): boolean =>
    given === undefined || given === kept || own.includes(given);
  return (
    same(value.host, '#{host}', hostsOf(rule, conditions)) &&
    same(value.path, '/#{path}', patternsOf(rule, conditions)) &&
    same(value.port, '#{port}', [`${port}`]) &&
    same(value.protocol, '#{protocol}', [tls ? 'HTTPS' : 'HTTP']) &&
    same(value.query, '#{query}', [])
  );
}

type Redirect = Extract<AlbAction, { readonly type: 'redirect' }>;

/** Where a redirect sends; what it does not state is kept. // elasticloadbalancing/latest/application/rule-action-types.html */
export function locationOf(redirect: Redirect, { host, path, query, port, tls }: CloudRequest): string {
  const kept = { protocol: tls ? 'HTTPS' : 'HTTP', host, port: `${port}`, path: path.replace(/^\//, ''), query };
  const fill = (text: string): string =>
    text.replace(/#\{(protocol|host|port|path|query)\}/g, (_, name: keyof typeof kept) => kept[name]);
  const protocol = fill(redirect.protocol ?? '#{protocol}').toLowerCase();
  const at = fill(redirect.port ?? '#{port}');
  const usual = protocol === 'https' ? '443' : '80';
  const asked = fill(redirect.query ?? '#{query}');
  return `${protocol}://${fill(redirect.host ?? '#{host}')}${at === usual ? '' : `:${at}`}${fill(redirect.path ?? '/#{path}')}${asked === '' ? '' : `?${asked}`}`;
}
