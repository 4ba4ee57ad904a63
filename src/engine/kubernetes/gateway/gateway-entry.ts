import { type ClusterEntry, type EntryWay, sharesOf, urlHost } from '../cluster/cluster-entry.ts';
import type { ClusterGateway, GatewayListener, GatewayRoute } from '../cluster/cluster-gateway.ts';
import { createCursor, entryOf } from '../model/reader.ts';
import { once } from '../tools/once.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import { readRoute } from './read/read-route.ts';

/** A Gateway with its routes as one of the entry points of its cluster. */
export function gatewayEntry(gateway: ClusterGateway): ClusterEntry {
  const { namespace, name, addresses, listeners, controllerService } = gateway;
  const secure = listeners.filter(({ protocol }) => protocol === 'HTTPS' || protocol === 'TLS');
  const ways = once(() => gateway.routes.flatMap((route) => waysOf(gateway, route)));
  const urls = once(() => urlsOf(gateway));
  const shares = once(() => sharesOf(gateway.routes.flatMap(weightsOf)));
  return {
    kind: 'Gateway',
    namespace,
    name,
    addresses,
    ports: listeners.map(({ port, protocol }) => ({ port, protocol })),
    tlsHosts: secure.map(({ hostname = '*' }) => hostname),
    ...withoutUndefined({ controllerService }),
    // Routes are attached when somebody asks.
    get ways() {
      return ways();
    },
    get lacks() {
      return ways().length === 0 ? ('route' as const) : undefined;
    },
    get urls() {
      return urls();
    },
    get shares() {
      return shares();
    },
  };
}

function waysOf(gateway: ClusterGateway, route: GatewayRoute): readonly EntryWay[] {
  const { hostnames, backends, listeners } = route;
  const own = gateway.listeners.filter(({ name }) => listeners.includes(name));
  return (hostnames.length === 0 ? [undefined] : hostnames).map((host) => {
    const asked = { hostnames: host === undefined ? [] : [host], paths: route.paths };
    const urls = own.flatMap((listener) => listenerUrls(gateway, listener, asked));
    return { path: '', backends, urls, ...withoutUndefined({ host }) };
  });
}

const SCHEMES: Readonly<Record<string, string>> = {
  HTTP: 'http',
  HTTPS: 'https',
  TLS: 'https',
  TCP: 'tcp',
  UDP: 'udp',
};

type Asked = Pick<GatewayRoute, 'hostnames' | 'paths'>;

/** A URL for each host and path that a listener and its routes serve; their address where they serve every host. */
function urlsOf(gateway: ClusterGateway): readonly string[] {
  const urls = gateway.listeners.flatMap((listener) => {
    const attached: readonly Asked[] = gateway.routes.filter(({ listeners }) => listeners.includes(listener.name));
    const served = attached.length > 0 ? attached : [{ hostnames: [], paths: ['/'] }];
    return served.flatMap((asked) => listenerUrls(gateway, listener, asked));
  });
  return [...new Set(urls)];
}

function listenerUrls(
  { addresses }: ClusterGateway,
  { port, protocol, hostname }: GatewayListener,
  { hostnames, paths }: Asked,
): readonly string[] {
  const scheme = entryOf(SCHEMES, protocol);
  if (scheme === undefined) return [];
  const http = scheme.startsWith('http');
  const usual = port === (scheme === 'http' ? 80 : 443) && http;
  const own = hostname === undefined ? addresses.slice(0, 1) : [hostname];
  return (hostnames.length > 0 ? hostnames : own).flatMap((host) => {
    const at = `${scheme}://${urlHost(host)}${usual ? '' : `:${port}`}`;
    return http ? (paths.length > 0 ? paths : ['/']).map((path) => `${at}${path}`) : [at];
  });
}

const weightsOf = ({ namespace, object }: GatewayRoute) =>
  readRoute(createCursor(object, [])).rules.map(({ backends }) =>
    backends.map(({ namespace: home = namespace, name, weight }) => ({ namespace: home, service: name, weight })),
  );
