import type { ClusterIngress } from '../cluster/cluster.ts';
import type { IngressBackend } from '../model/basics.ts';
import { type ClusterEntry, type EntryWay, urlHost } from '../cluster/cluster-entry.ts';
import { servicesOfBackend } from './alb-backends.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';

/** An Ingress as one of the entry points of its cluster. */
export function ingressEntry(ingress: ClusterIngress): ClusterEntry {
  const { namespace, name, addresses, controllerService, tls } = ingress;
  const ways = waysOf(ingress);
  return {
    kind: 'Ingress',
    namespace,
    name,
    addresses,
    ports: [],
    ways,
    tlsHosts: tls.flatMap(({ hosts }) => (hosts.length === 0 ? ['*'] : hosts)),
    urls: [...new Set(ways.flatMap(({ urls }) => urls))],
    shares: [],
    ...withoutUndefined({ controllerService }),
  };
}

function waysOf(ingress: ClusterIngress): readonly EntryWay[] {
  const { namespace, rules, defaultBackend, tls, addresses } = ingress;
  const backendsOf = (backend: IngressBackend) =>
    servicesOfBackend(ingress, backend).map(({ service }) => ({ namespace, service }));
  const byDefault = defaultBackend === undefined ? [] : backendsOf(defaultBackend);
  const ways = rules.flatMap(({ host, paths }): readonly EntryWay[] => {
    // Whatever is asked of the host goes to the default backend.
    if (host !== undefined && paths.length === 0)
      return [{ host, path: '', backends: byDefault, urls: [urlOf(tls, host, '/')] }];
    const asked = host ?? addresses[0];
    return paths.map(({ path, backend }) => {
      const urls = asked === undefined ? [] : [urlOf(tls, asked, path)];
      return { path, backends: backendsOf(backend), urls, ...withoutUndefined({ host }) };
    });
  });
  if (defaultBackend === undefined) return ways;
  const urls = ways.length === 0 ? addresses.slice(0, 1).map((ip) => urlOf(tls, ip, '/')) : [];
  return [...ways, { path: '', backends: byDefault, urls }];
}

function urlOf(tls: ClusterIngress['tls'], host: string, path: string): string {
  const secure = tls.some(({ hosts }) => hosts.includes(host));
  return `${secure ? 'https' : 'http'}://${urlHost(host)}${path.startsWith('/') ? path : '/'}`;
}
