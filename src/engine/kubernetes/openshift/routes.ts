import { OPENSHIFT_ROUTE } from '../kinds/openshift-route.ts';
import { createObjectReader } from '../cluster/memo.ts';
import type { NamespacedName } from '../model/assumption.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import { recordOf, textOf } from '../model/reader.ts';
import { createReport } from '../model/report.ts';
import { remembered } from '../tools/ask.ts';

const readOpenShiftRoute = createObjectReader(OPENSHIFT_ROUTE.read);

type Spec = ReturnType<typeof OPENSHIFT_ROUTE.read>['spec'];

/** What the API server finds wrong with a Route. */
export type InvalidRoute =
  | 'PASSTHROUGH_PATH'
  | 'PATH_START'
  | 'PASSTHROUGH_INSECURE'
  | 'NO_SERVICE'
  | 'TOO_MANY_BACKENDS';

/** Why the router does not take a Route. */
export type RouteRefusal =
  /** Its status says so. */
  | { readonly is: 'REPORTED'; readonly reason: string }
  /** An older one has the host, with the same path or in another namespace. */
  | { readonly is: 'CLAIMED'; readonly by: NamespacedName }
  /** Routers take no Route for a whole subdomain unless they are told to. */
  | { readonly is: 'WILDCARD' }
  /** The API server does not take it. `value`: what is written there; absent: nothing. */
  | {
      readonly is: 'INVALID';
      readonly why: InvalidRoute;
      readonly path: readonly string[];
      readonly value?: string;
    }
  /** Neither it nor anybody else says its host. */
  | { readonly is: 'NO_HOST' };

/** A Route as the router sees it. */
export interface RouterRoute {
  readonly namespace: string;
  readonly name: string;
  /** In lower case; empty: nobody knows. */
  readonly host: string;
  readonly spec: Spec;
  readonly refusal?: RouteRefusal;
}

interface Sources {
  readonly routes: readonly StoredObject[];
  readonly notRead: readonly StoredObject[];
}

/**
 * All Routes, oldest first, as the router admits them. // openshift/router pkg/router/controller/{unique_host,host_admitter}.go,
 * hostindex/activation.go
 */
export const routerRoutes = ({ routes, notRead }: Sources): readonly RouterRoute[] =>
  admitted(routes)(domainOf(notRead));

const admitted = remembered((objects: readonly StoredObject[]) => {
  const known = new Map<string, readonly RouterRoute[]>();
  return (domain: string): readonly RouterRoute[] => {
    const found = known.get(domain) ?? admit(objects, domain);
    known.set(domain, found);
    return found;
  };
});

function admit(objects: readonly StoredObject[], domain: string): readonly RouterRoute[] {
  const read = objects.map((object) => ({ object, route: readOpenShiftRoute(object, createReport()) }));
  const created = ({ route }: (typeof read)[number]): string => route.metadata.creationTimestamp ?? '9';
  const oldest = read.toSorted((a, b) => (created(a) < created(b) ? -1 : created(a) > created(b) ? 1 : 0));
  const taken: RouterRoute[] = [];
  return oldest.map(({ object, route: { spec, status } }) => {
    const { namespace = 'default', name } = object.ref;
    const told = status.ingress.find(({ host }) => host !== undefined);
    const host = (spec.host ?? told?.host ?? (domain === '' ? '' : `${name}-${namespace}.${domain}`)).toLowerCase();
    const own = { namespace, name, host, spec };
    const admissions = status.ingress.flatMap(({ conditions }) => conditions.filter(({ type }) => type === 'Admitted'));
    const refusal = refusalOf(own, admissions, taken);
    if (refusal === undefined) taken.push(own);
    return refusal === undefined ? own : { ...own, refusal };
  });
}

interface Admission {
  readonly status?: string | undefined;
  readonly reason?: string | undefined;
}

function refusalOf(
  route: RouterRoute,
  admissions: readonly Admission[],
  taken: readonly RouterRoute[],
): RouteRefusal | undefined {
  if (admissions.some(({ status }) => status === 'True')) return undefined;
  const [refused] = admissions;
  if (refused !== undefined) return { is: 'REPORTED', reason: refused.reason ?? '' };
  const invalid = invalidOf(route.spec);
  if (invalid !== undefined) return invalid;
  if (route.host === '') return { is: 'NO_HOST' };
  if (route.spec.wildcardPolicy === 'Subdomain') return { is: 'WILDCARD' };
  const by = taken.find(
    ({ host, namespace, spec }) =>
      host === route.host && (namespace !== route.namespace || spec.path === route.spec.path),
  );
  return by === undefined ? undefined : { is: 'CLAIMED', by: { namespace: by.namespace, name: by.name } };
}

/** // openshift/library-go pkg/route/validation/validation.go ValidateRoute */
function invalidOf({ path, tls, to, alternateBackends }: Spec): RouteRefusal | undefined {
  const is = 'INVALID';
  const passes = tls?.termination === 'passthrough';
  const insecure = tls?.insecureEdgeTerminationPolicy;
  if (to.name === '') return { is, why: 'NO_SERVICE', path: ['to', 'name'] };
  if (path !== '' && !path.startsWith('/')) return { is, why: 'PATH_START', path: ['path'], value: path };
  if (path !== '' && passes) return { is, why: 'PASSTHROUGH_PATH', path: ['path'], value: path };
  if (alternateBackends.length > MOST_ALTERNATES)
    return { is, why: 'TOO_MANY_BACKENDS', path: ['alternateBackends'], value: `${alternateBackends.length}` };
  return passes && insecure === 'Allow'
    ? { is, why: 'PASSTHROUGH_INSECURE', path: ['tls', 'insecureEdgeTerminationPolicy'], value: insecure }
    : undefined;
}

const MOST_ALTERNATES = 3;

/** Of the cluster's applications; empty: not given. // config.openshift.io/v1 Ingress "cluster" */
const domainOf = remembered((notRead: readonly StoredObject[]): string => {
  const config = notRead.find(
    ({ raw, ref }) =>
      ref.kind === 'Ingress' && ref.name === 'cluster' && raw.apiVersion.startsWith('config.openshift.io/'),
  );
  return textOf(recordOf(config?.raw['spec'])['domain']) ?? '';
});

/** True when it is for requests to this host, the one of its own or any of its subdomain. */
export function isForHost({ host: own, spec }: RouterRoute, host: string): boolean {
  if (own === '') return false;
  if (spec.wildcardPolicy !== 'Subdomain') return own === host;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === own.slice(own.indexOf('.'));
}

/** True when it is for requests of this path, without its query. // router pkg/util/template GenerateRouteRegexp */
export function isForPath({ spec: { path } }: RouterRoute, asked: string): boolean {
  if (/^\/*$/.test(path)) return true;
  return asked === path || asked.startsWith(path.endsWith('/') ? path : `${path}/`);
}
