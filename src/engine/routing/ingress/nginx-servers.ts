import type { IngressBackend } from '../../kubernetes/model/basics.ts';
import type { ClusterIngress } from '../../kubernetes/cluster/cluster.ts';
import type { NginxIngress } from '../../kubernetes/model/nginx-ingress.ts';
import { compileBounded } from '../../kubernetes/gateway/read/pattern.ts';
import { remember } from '../../net/remember.ts';

/** An Ingress that an ingress-nginx serves. */
export interface NginxServed extends ClusterIngress {
  readonly nginx: NginxIngress;
}

/** A location as ingress-nginx writes it into a server. */
export interface NginxLocation {
  readonly path: string;
  readonly exact: boolean;
  /** Whose annotations hold; absent: nobody's, in the server for hosts that have no rules. */
  readonly ingress?: NginxServed;
  /** Absent: what answers where no rule takes a request. */
  readonly backend?: IngressBackend;
  /** Count from 0; absent: no path of a rule. */
  readonly rule?: number;
  readonly at?: number;
}

export interface NginxServer {
  /** Undefined: the server for all hosts that no other has. */
  readonly host: string | undefined;
  /** The Ingress that had the host first: its annotations hold for the server, and where no path is its own. */
  readonly first?: NginxServed;
  /** The longest path first. */
  readonly locations: readonly NginxLocation[];
}

/** A server that sends to the same name with, or without, "www.". */
export interface WwwRedirect {
  readonly to: string;
  readonly server: NginxServer;
}

const hostOf = (host: string | undefined): string | undefined =>
  host === undefined || host === '' || host === '*' ? undefined : host.toLowerCase();

/**
 * The servers that an ingress-nginx makes of its Ingresses, the older first, canaries left out. Of two with the same path the first has it.
 * // ingress-nginx v1.13 internal/ingress/controller/controller.go createServers, getBackendServers
 */
export function nginxServers(served: readonly NginxServed[]): readonly NginxServer[] {
  const main = served.filter(({ nginx }) => nginx.canary === undefined);
  const hosts = new Set(main.flatMap(({ rules }) => rules.flatMap(({ host }) => hostOf(host) ?? [])));
  return [serverOf(main, undefined), ...[...hosts].map((host) => serverOf(main, host))];
}

function serverOf(main: readonly NginxServed[], host: string | undefined): NginxServer {
  const own = main.filter(({ rules }) => rules.some((rule) => hostOf(rule.host) === host));
  const first = host === undefined ? undefined : own[0];
  const locations: NginxLocation[] = [];
  const rest = first === undefined ? catchAll(main) : { ...locate('/', first), ...backendOf(first) };
  let replaceable = first !== undefined || !main.some(isCatchAll);
  for (const ingress of own) {
    for (const [rule, { host: named, paths }] of ingress.rules.entries()) {
      if (hostOf(named) !== host) continue;
      for (const [at, { path, pathType, backend }] of paths.entries()) {
        const location = { path: path === '' ? '/' : path, exact: pathType === 'Exact', ingress, backend, rule, at };
        const isRest = location.path === '/' && !location.exact;
        const known = locations.some((each) => each.path === location.path && each.exact === location.exact);
        if (known || (isRest && !replaceable)) continue;
        if (isRest) replaceable = false;
        locations.push(location);
      }
    }
  }
  const hasRest = locations.some(({ path, exact }) => path === '/' && !exact);
  const all = hasRest ? locations : [rest, ...locations];
  return {
    host,
    ...(first !== undefined && { first }),
    locations: all.toSorted((a, b) => b.path.length - a.path.length || (a.path < b.path ? 1 : -1)),
  };
}

const locate = (path: string, ingress: NginxServed): NginxLocation => ({ path, exact: false, ingress });

const backendOf = ({ defaultBackend }: NginxServed): Pick<NginxLocation, 'backend'> =>
  defaultBackend === undefined ? {} : { backend: defaultBackend };

const isCatchAll = ({ defaultBackend, rules }: NginxServed): boolean =>
  defaultBackend !== undefined && rules.length === 0;

/** The default backend of the last Ingress that has one; annotations hold when it has no rules. */
function catchAll(main: readonly NginxServed[]): NginxLocation {
  const last = main.findLast(({ defaultBackend }) => defaultBackend !== undefined);
  const alone = main.find(isCatchAll);
  if (last === undefined) return { path: '/', exact: false };
  return { ...locate('/', alone ?? last), ...backendOf(last) };
}

/** The server for a host. // nginx.org/en/docs/http/server_names: exact names, names with an asterisk, regular expressions */
export function serverFor(servers: readonly NginxServer[], name: string): NginxServer | WwwRedirect {
  const host = name.toLowerCase();
  const found =
    servers.find((server) => server.host === host) ??
    wwwRedirect(servers, host) ??
    servers.find((server) => aliasesOf(server, servers).includes(host)) ??
    servers.find((server) =>
      aliasesOf(server, servers).some((alias) => alias.startsWith('*.') && host.endsWith(alias.slice(1))),
    ) ??
    byExpression(servers, host);
  return found ?? servers.find((server) => server.host === undefined) ?? { host: undefined, locations: [] };
}

function aliasesOf(server: NginxServer, servers: readonly NginxServer[]): readonly string[] {
  const aliases = server.first?.nginx.aliases ?? [];
  return aliases
    .map((alias) => (alias.startsWith('~') ? alias : alias.toLowerCase()))
    .filter((alias) => !servers.some(({ host }) => host === alias));
}

/** // ingress-nginx v1.13 internal/ingress/controller/nginx.go buildRedirects */
function wwwRedirect(servers: readonly NginxServer[], host: string): WwwRedirect | undefined {
  const server = servers.find(
    ({ host: to, locations }) =>
      to !== undefined &&
      (to.startsWith('www.') ? to.slice(4) : `www.${to}`) === host &&
      locations.some(({ ingress, rule }) => rule !== undefined && ingress?.nginx.fromToWww === true),
  );
  return server?.host === undefined ? undefined : { to: server.host, server };
}

const REMEMBERED = 500;
const LONGEST = 1000;

const compile = remember(REMEMBERED, (source: string) => {
  const made = compileBounded(source, LONGEST);
  return 'expression' in made ? made.expression : undefined;
});

/** Hosts with an asterisk are regular expressions for one label; aliases may be some as well. */
function byExpression(servers: readonly NginxServer[], host: string): NginxServer | undefined {
  const sorted = servers.toSorted((a, b) => ((a.host ?? '') < (b.host ?? '') ? -1 : 1));
  return sorted.find(
    (server) =>
      coversLabel(server.host, host) ||
      aliasesOf(server, servers).some(
        (alias) => alias.startsWith('~') && compile(alias.slice(1))?.matcher(host).find() === true,
      ),
  );
}

function coversLabel(pattern: string | undefined, host: string): boolean {
  if (pattern?.startsWith('*.') !== true) return false;
  const dot = host.indexOf('.');
  return dot > 0 && /^[\w-]+$/.test(host.slice(0, dot)) && host.slice(dot) === pattern.slice(1);
}

/** True when a host has a certificate of its own, or the controller's: an Ingress that has it has TLS for whatever host. */
export function hasCertificate(server: NginxServer, served: readonly NginxServed[]): boolean {
  const { host } = server;
  if (host === undefined) return false;
  return served.some(
    ({ nginx, tls, rules }) =>
      nginx.canary === undefined && tls.length > 0 && rules.some((rule) => hostOf(rule.host) === host),
  );
}
