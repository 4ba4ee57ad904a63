import { NGINX_PREFIX } from '../fields/entries/nginx-annotations.ts';
import type { Cluster, ClusterIngress } from '../cluster/cluster.ts';
import type { RawObject } from '../model/object.ts';
import { entryAnnotation } from '../projection/entry-annotations.ts';
import { groupBy } from '../tools/group-by.ts';
import { backendRef, draftRules, type DraftSources } from './draft-rules.ts';
import type { Lacking, LackingReason } from './lacking.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface GatewayDraft {
  /** Gateways, routes and BackendTLSPolicies in place of the Ingresses. */
  readonly objects: readonly RawObject[];
  /** What they do not say, Ingress by Ingress, each once. */
  readonly lacking: readonly Lacking[];
}

const API = 'gateway.networking.k8s.io/v1';

/**
 * The Ingresses of ingress-nginx as objects of the Gateway API: per namespace one Gateway with a listener for each host, per Ingress
 * and host a route. Ports, TLS, paths, rewrites of beginnings, redirects, weights and headers go over; the rest is named.
 * // Gateway API v1.4 HTTPRoute, "Migrating from Ingress"; ingress-nginx v1.13
 */
export function draftGateways(cluster: Pick<Cluster, 'ingresses' | 'service'>, gatewayClassName: string): GatewayDraft {
  const served = cluster.ingresses.filter(({ nginx }) => nginx !== undefined);
  const lacking = new Map<string, Lacking>();
  const objects = [...groupBy(served, ({ namespace }) => namespace)].flatMap(([namespace, ingresses]) => {
    const canaries = ingresses.filter(({ nginx }) => nginx?.canary !== undefined);
    const main = ingresses.filter(({ nginx }) => nginx?.canary === undefined);
    const routes = main.flatMap((ingress) => {
      const lacks = (reason: LackingReason, annotation?: string): void => {
        const { name } = ingress;
        const found = { ingress: { namespace, name }, reason, ...(annotation !== undefined && { annotation }) };
        lacking.set(`${namespace}/${name} ${reason} ${annotation ?? ''}`, found);
      };
      noteLacking(ingress, lacks);
      return routesOf(ingress, { service: cluster.service, regex: false, canaries, lacks }, main);
    });
    return [gatewayOf(namespace, main, gatewayClassName), ...routes];
  });
  return { objects: uniquePolicies(objects), lacking: [...lacking.values()] };
}

/** Of several that say the same of a Service, one. */
function uniquePolicies(objects: readonly RawObject[]): readonly RawObject[] {
  const key = ({ kind, metadata: { namespace, name } }: RawObject): string => `${kind} ${namespace}/${name}`;
  return [...new Map(objects.map((object) => [key(object), object])).values()];
}

const GATEWAY = 'ingress';
const slug = (host: string | undefined): string =>
  host === undefined ? 'any' : host.replace(/^\*/, 'wildcard').replaceAll('.', '-').toLowerCase();
const hostsOf = ({ rules }: ClusterIngress): readonly (string | undefined)[] =>
  rules.length === 0 ? [undefined] : [...new Set(rules.map(({ host }) => (host === '' ? undefined : host)))];

function gatewayOf(namespace: string, main: readonly ClusterIngress[], gatewayClassName: string): RawObject {
  const hosts = [...new Set(main.flatMap((ingress) => hostsOf(ingress).flatMap((host) => withWww(ingress, host))))];
  const listeners = hosts.flatMap((host): readonly Fields[] => {
    const named = host === undefined ? {} : { hostname: host };
    const secretName = main
      .flatMap(({ tls }) => tls)
      .find(
        ({ hosts: of, secretName: name }) => host !== undefined && of.includes(host) && name !== undefined,
      )?.secretName;
    const plain = { name: `${slug(host)}-http`, ...named, port: 80, protocol: 'HTTP' };
    if (secretName === undefined) return [plain];
    const tls = { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: secretName }] };
    return [plain, { name: `${slug(host)}-https`, ...named, port: 443, protocol: 'HTTPS', tls }];
  });
  return {
    apiVersion: API,
    kind: 'Gateway',
    metadata: { name: GATEWAY, namespace },
    spec: { gatewayClassName, listeners },
  };
}

function routesOf(
  ingress: ClusterIngress,
  sources: DraftSources,
  main: readonly ClusterIngress[],
): readonly RawObject[] {
  const { namespace, name, nginx } = ingress;
  return hostsOf(ingress).flatMap((host) => {
    const sharing = main.filter((each) => hostsOf(each).includes(host));
    const regex = sharing.some(
      ({ nginx: own, rules }) =>
        own?.useRegex === true ||
        (own?.rewriteTarget !== undefined &&
          rules.some(({ paths }) => paths.some(({ path }) => path !== own.rewriteTarget))),
    );
    const own = ingress.rules.filter((rule) => (rule.host === '' ? undefined : rule.host) === host);
    const rules = own.flatMap(({ paths }) =>
      paths.flatMap((path) => draftRules(ingress, host, path, { ...sources, regex })),
    );
    const root = nginx?.appRoot;
    const rooted = root === undefined ? [] : [appRoot(root)];
    const rest = ingress.defaultBackend;
    const hasRoot = own.some(({ paths }) => paths.some(({ path, pathType }) => path === '/' && pathType !== 'Exact'));
    const fallback = rest === undefined || hasRoot ? [] : [{ backendRefs: [backendRef(ingress, rest, sources)] }];
    const base = `${name}-${slug(host)}`;
    const isSecure = ingress.tls.some(
      ({ hosts, secretName }) => host !== undefined && hosts.includes(host) && secretName !== undefined,
    );
    const redirects = isSecure
      ? nginx?.sslRedirect === true || nginx?.forceSslRedirect === true
      : nginx?.forceSslRedirect === true;
    const route = routeOf(namespace, host, [...rooted, ...rules, ...fallback]);
    const routes = redirects
      ? [
          route(`${base}-https-only`, `${slug(host)}-http`, [toHttps()]),
          ...(isSecure ? [route(base, `${slug(host)}-https`)] : []),
        ]
      : [route(base)];
    return [...routes, ...wwwRoute(ingress, host), ...policiesOf(ingress, own, sources)];
  });
}

const routeOf =
  (namespace: string, host: string | undefined, rules: readonly Fields[]) =>
  (name: string, sectionName?: string, instead: readonly Fields[] = rules): RawObject => ({
    apiVersion: API,
    kind: 'HTTPRoute',
    metadata: { name, namespace },
    spec: {
      parentRefs: [{ name: GATEWAY, ...(sectionName !== undefined && { sectionName }) }],
      ...(host !== undefined && { hostnames: [host] }),
      rules: instead,
    },
  });

const toHttps = (): Fields => ({
  filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
});

const appRoot = (root: string): Fields => ({
  matches: [{ path: { type: 'Exact', value: '/' } }],
  filters: [
    {
      type: 'RequestRedirect',
      requestRedirect: { path: { type: 'ReplaceFullPath', replaceFullPath: root }, statusCode: 302 },
    },
  ],
});

const otherName = (host: string): string => (host.startsWith('www.') ? host.slice(4) : `www.${host}`);

/** With the name from which requests are sent on. */
function withWww({ nginx }: ClusterIngress, host: string | undefined): readonly (string | undefined)[] {
  return nginx?.fromToWww === true && host !== undefined ? [host, otherName(host)] : [host];
}

function wwwRoute({ namespace, name, nginx }: ClusterIngress, host: string | undefined): readonly RawObject[] {
  if (nginx?.fromToWww !== true || host === undefined) return [];
  const other = otherName(host);
  const filters = [{ type: 'RequestRedirect', requestRedirect: { hostname: host, statusCode: 301 } }];
  return [routeOf(namespace, other, [{ filters }])(`${name}-${slug(other)}`)];
}

function policiesOf(
  { namespace, nginx }: ClusterIngress,
  rules: ClusterIngress['rules'],
  { lacks }: DraftSources,
): readonly RawObject[] {
  if (nginx?.protocol !== 'HTTPS') return [];
  lacks('BACKEND_VERIFIED', 'backend-protocol');
  const names = [...new Set(rules.flatMap(({ paths }) => paths.map(({ backend }) => backend.service)))];
  return names.map((name) => ({
    apiVersion: API,
    kind: 'BackendTLSPolicy',
    metadata: { name, namespace },
    spec: {
      targetRefs: [{ group: '', kind: 'Service', name }],
      validation: { hostname: `${name}.${namespace}.svc`, wellKnownCACertificates: 'System' },
    },
  }));
}

/** What is not tried to be said. */
function noteLacking({ nginx, object, tls }: ClusterIngress, lacks: DraftSources['lacks']): void {
  if (nginx === undefined) return;
  const given = Object.keys(object.metadata.annotations ?? {}).filter((key) => key.startsWith(NGINX_PREFIX));
  for (const key of given) {
    const name = key.slice(NGINX_PREFIX.length);
    const reason = ANNOTATION_REASONS.find(([pattern]) => pattern.test(name))?.[1];
    if (reason !== undefined) lacks(reason, name);
    else if (entryAnnotation(key) !== undefined) lacks('OTHER', name);
  }
  if (nginx.protocol !== 'HTTP' && nginx.protocol !== 'HTTPS') lacks('OTHER', 'backend-protocol');
  if ((tls.length > 0 && nginx.sslRedirect) || nginx.forceSslRedirect || nginx.fromToWww) lacks('REDIRECT_CODE');
}

const ANNOTATION_REASONS: readonly (readonly [RegExp, LackingReason])[] = [
  [/-source-range$|^auth-(type|url|tls-secret)$|^satisfy$/, 'ACCESS'],
  [/^ssl-passthrough$/, 'PASSTHROUGH'],
  [/^server-alias$/, 'ALIAS'],
  [/^default-backend$/, 'DEFAULT_BACKEND'],
  [/^enable-cors$/, 'CORS'],
  [/-snippet$|^affinity$/, 'OTHER'],
];
