import type { Cluster } from '../cluster/cluster.ts';
import { type ClusterEntry, type EntryWay, sharesOf } from '../cluster/cluster-entry.ts';
import { isRouterService, routerAddresses, routesOf } from './router-places.ts';
import type { RouterRoute } from './routes.ts';

/** Routes of OpenShift as entry points of their cluster: all share the router and its addresses. */
export function routeEntries(cluster: Cluster): readonly ClusterEntry[] {
  const routes = routesOf(cluster);
  if (routes.length === 0) return [];
  const addresses = routerAddresses(cluster);
  const services = cluster.services.filter(isRouterService);
  const front = services.find(({ type }) => type !== 'ClusterIP') ?? services[0];
  const controllerService = front && { namespace: front.namespace, name: front.name };
  return routes.map((route): ClusterEntry => {
    const { namespace, name, refusal, spec } = route;
    const ways = refusal === undefined ? [wayOf(route)] : [];
    return {
      kind: 'Route',
      namespace,
      name,
      addresses,
      ports: [],
      ways,
      tlsHosts: spec.tls === undefined ? [] : [shownHost(route)],
      urls: ways.flatMap(({ urls }) => urls),
      shares: sharesOf([backendsOf(route)]),
      ...(controllerService && { controllerService }),
      ...(refusal !== undefined && { lacks: 'admission' as const }),
    };
  });
}

function wayOf(route: RouterRoute): EntryWay {
  const { host, spec } = route;
  const { path } = spec;
  const scheme = spec.tls === undefined ? 'http' : 'https';
  return {
    host: shownHost(route),
    path,
    backends: backendsOf(route).map(({ namespace, service }) => ({ namespace, service })),
    urls: [`${scheme}://${host}${path.startsWith('/') ? path : '/'}`],
  };
}

/** One for a whole subdomain takes every name of it. */
const shownHost = ({ host, spec }: RouterRoute): string =>
  spec.wildcardPolicy === 'Subdomain' ? host.replace(/^[^.]*/, '*') : host;

const backendsOf = ({ namespace, spec: { to, alternateBackends } }: RouterRoute) =>
  [to, ...alternateBackends].flatMap(({ kind, name, weight }) =>
    kind === 'Service' && name !== '' && weight > 0 ? [{ namespace, service: name, weight }] : [],
  );
