import { trimEnd } from '../../net/trim.ts';
import type { ClusterIngress } from '../../kubernetes/cluster/cluster.ts';
import type { IngressBackend, IngressPath } from '../../kubernetes/model/basics.ts';

/** The rule of an Ingress a request falls under. `rule` and `path` count from 0; both are absent for a default backend. */
export interface IngressMatch {
  readonly ingress: ClusterIngress;
  readonly backend: IngressBackend;
  readonly rule?: number;
  readonly path?: number;
  /** Other Ingresses with the same host and path that lead elsewhere; absent: there are none. */
  readonly tied?: readonly ClusterIngress[];
}

/**
 * The backend for a request among all Ingresses that one controller serves, or undefined (404). The most specific host
 * decides (equal, then wildcard, then rules without host); among its paths the longest, Exact before Prefix; then the
 * default backend of an Ingress that names the host, then any default backend.
 * Of two Ingresses with one host and path the first of those given has it.
 * Simplification: F5's NGINX controller gives a host to the older Ingress alone, else the smaller uid.
 * Source: Kubernetes documentation, "Ingress": path types, hostname wildcards, multiple matches.
 */
export function matchIngress(
  ingresses: readonly ClusterIngress[],
  host: string,
  path: string,
): IngressMatch | undefined {
  const name = host.toLowerCase();
  const wanted = path.split(/[?#]/, 1)[0] ?? '/';
  const rules = ingresses.flatMap((ingress) =>
    ingress.rules.map((rule, index) => ({ ingress, index, paths: rule.paths, level: hostLevel(rule.host, name) })),
  );
  const level = Math.max(...rules.map((rule) => rule.level), 0);
  const matching = rules.filter((rule) => rule.level === level && level > 0);
  const [found, ...others] = matching
    .flatMap(({ ingress, index, paths }) =>
      paths.map((each, at) => ({ ingress, backend: each.backend, rule: index, path: at, of: each })),
    )
    .filter(({ of }) => pathMatches(of, wanted))
    .sort((a, b) => byPrecedence(a.of, b.of));
  if (found !== undefined) {
    const { ingress, backend, rule, path: at, of } = found;
    const tied = others.flatMap((each) =>
      byPrecedence(of, each.of) === 0 && !isSameBackend(found, each) ? [each.ingress] : [],
    );
    return { ingress, backend, rule, path: at, ...(tied.length > 0 && { tied: [...new Set(tied)] }) };
  }
  return defaultBackend([...matching.map((rule) => rule.ingress), ...ingresses]);
}

/** The other one is of the same Ingress, where the first stands, or leads to the same Service. */
function isSameBackend(a: IngressMatch, b: IngressMatch): boolean {
  const [at, other] = [a.backend.port, b.backend.port];
  const isSamePort =
    'number' in at ? 'number' in other && at.number === other.number : 'name' in other && at.name === other.name;
  return (
    a.ingress === b.ingress ||
    (a.ingress.namespace === b.ingress.namespace && a.backend.service === b.backend.service && isSamePort)
  );
}

function defaultBackend(ingresses: readonly ClusterIngress[]): IngressMatch | undefined {
  for (const ingress of ingresses) {
    if (ingress.defaultBackend !== undefined) return { ingress, backend: ingress.defaultBackend };
  }
  return undefined;
}

/** 3: equal; 2: a wildcard that covers the one first label; 1: the rule is for every host; 0: another host. */
function hostLevel(rule: string | undefined, host: string): number {
  if (rule === undefined || rule === '' || rule === '*') return 1;
  const pattern = rule.toLowerCase();
  if (pattern === host) return 3;
  return wildcardCovers(pattern, host) ? 2 : 0;
}

/** True when a rule with this host (absent: every host) is for requests to `host`. */
export function coversHost(rule: string | undefined, host: string): boolean {
  return hostLevel(rule, host) > 0;
}

/** "*.foo.com" covers "bar.foo.com", neither "foo.com" nor "baz.bar.foo.com". */
function wildcardCovers(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return false;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot + 1) === pattern.slice(2);
}

/** Simplification: ImplementationSpecific paths match as Prefix paths do. */
function pathMatches({ pathType, path: rule }: IngressPath, path: string): boolean {
  if (pathType === 'Exact') return path === rule;
  const wanted = elements(rule);
  const given = elements(path);
  return wanted.every((element, at) => element === given[at]);
}

/** Elements of a path; a slash at the end does not count. */
function elements(path: string): readonly string[] {
  const trimmed = trimEnd(path.replace(/^\//, ''), '/');
  return trimmed === '' ? [] : trimmed.split('/');
}

function byPrecedence(a: IngressPath, b: IngressPath): number {
  const exact = (each: IngressPath) => (each.pathType === 'Exact' ? 1 : 0);
  return comparableLength(b) - comparableLength(a) || exact(b) - exact(a);
}

function comparableLength({ path, pathType }: IngressPath): number {
  return pathType === 'Exact' ? path.length : trimEnd(path, '/').length;
}

/** The Secret an Ingress presents for a TLS server name; undefined: none names it (the controller's own certificate). */
export function tlsSecret(ingresses: readonly ClusterIngress[], host: string): string | undefined {
  const name = host.toLowerCase();
  const entries = ingresses.flatMap((ingress) => ingress.tls);
  const exact = entries.find((entry) => entry.hosts.some((each) => each.toLowerCase() === name));
  const found =
    exact ??
    entries.find((entry) => entry.hosts.some((each) => wildcardCovers(each.toLowerCase(), name))) ??
    entries.find((entry) => entry.hosts.length === 0);
  return found?.secretName;
}
