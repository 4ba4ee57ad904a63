import type { ClusterIngress } from '../../kubernetes/cluster/cluster.ts';
import type { CloudEntry } from '../../kubernetes/model/balancing.ts';
import type { IngressPath } from '../../kubernetes/model/basics.ts';
import { trimEnd } from '../../net/trim.ts';
import type { IngressMatch } from './ingress-match.ts';

/** An Ingress that a cloud's load balancer serves. */
export type CloudIngress = ClusterIngress & { readonly cloud: CloudEntry };

/** The rule that takes a request of those that one load balancer serves; undefined: none does, and there is no default backend. */
export function matchCloud(served: readonly CloudIngress[], host: string, path: string): IngressMatch | undefined {
  const found = served[0]?.cloud.by === 'GCE' ? matchGce(served, host, path) : matchAlb(served, host, path);
  if (found !== undefined) return found;
  const ingress = served.find(({ defaultBackend }) => defaultBackend !== undefined);
  return ingress?.defaultBackend && { ingress, backend: ingress.defaultBackend };
}

interface Rule extends IngressMatch {
  readonly host: string | undefined;
  readonly of: IngressPath;
}

const rulesOf = (served: readonly CloudIngress[], sorted: (paths: readonly IngressPath[]) => readonly IngressPath[]) =>
  served.flatMap((ingress) =>
    ingress.rules.flatMap(({ host, paths }, rule) =>
      sorted(paths).map((of): Rule => ({ ingress, rule, path: paths.indexOf(of), backend: of.backend, host, of })),
    ),
  );

/**
 * The first rule counts: by the Ingresses' order in their group, then as they stand there; of a rule's paths the exact ones, then
 * prefixes, the longest first, then patterns. // aws-load-balancer-controller v2.13 pkg/ingress/model_build_listener_rules.go
 */
function matchAlb(served: readonly CloudIngress[], host: string, path: string): IngressMatch | undefined {
  const rank = ({ pathType }: IngressPath): number => (pathType === 'Exact' ? 0 : pathType === 'Prefix' ? 1 : 2);
  const sorted = (paths: readonly IngressPath[]): readonly IngressPath[] =>
    paths.toSorted((a, b) => rank(a) - rank(b) || (a.pathType === 'Prefix' ? b.path.length - a.path.length : 0));
  const wanted = path.split(/[?#]/, 1)[0] ?? '/';
  return rulesOf(served, sorted).find(
    (rule) => (rule.host === undefined || covers(rule.host.toLowerCase(), host)) && takesAlb(rule.of, wanted),
  );
}

function takesAlb({ path, pathType }: IngressPath, wanted: string): boolean {
  if (pathType === 'Exact') return wanted === path;
  if (pathType !== 'Prefix') return covers(path, wanted);
  const prefix = trimEnd(path, '/');
  return wanted === prefix || wanted.startsWith(`${prefix}/`) || prefix === '';
}

/** "*" is any number of characters, "?" one: told without a regular expression, which a stranger's pattern could have run for ever. */
function covers(pattern: string, text: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (from < text.length) {
    if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[from]) && pattern[at] !== '*') {
      at += 1;
      from += 1;
    } else if (pattern[at] === '*') {
      star = at;
      mark = from;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      mark += 1;
      from = mark;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

/**
 * The host's own rules, else those of a wildcard, else those without a host; among them the longest path. A path that ends in "/*"
 * is a prefix, any other is itself alone unless it is a Prefix. // cloud.google.com/load-balancing/docs/url-map-concepts
 */
function matchGce(served: readonly CloudIngress[], host: string, path: string): IngressMatch | undefined {
  const wanted = path.split(/[?#]/, 1)[0] ?? '/';
  const rules = rulesOf(served, (paths) => paths);
  const level = (rule: Rule): number => {
    const own = rule.host?.toLowerCase();
    if (own === undefined || own === '' || own === '*') return 1;
    if (own === host) return 3;
    return own.startsWith('*.') && host.endsWith(own.slice(1)) ? 2 : 0;
  };
  const best = Math.max(...rules.map(level), 1);
  return rules
    .filter((rule) => level(rule) === best && takesGce(rule.of, wanted))
    .toSorted((a, b) => b.of.path.length - a.of.path.length)[0];
}

function takesGce({ path, pathType }: IngressPath, wanted: string): boolean {
  if (pathType === 'Prefix') {
    const prefix = trimEnd(path, '/');
    return wanted === prefix || wanted.startsWith(`${prefix}/`);
  }
  if (pathType !== 'Exact' && path.endsWith('/*'))
    return wanted.startsWith(path.slice(0, -1)) || wanted === path.slice(0, -2);
  return wanted === path || (path === '' && wanted === '/');
}
