import { compareHostnames, hostnameCovers } from './read/hostnames.ts';
import type { Ip } from '../../net/ip.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ClusterGateway, GatewayRoute } from '../cluster/cluster-gateway.ts';
import type { GatewayPlanner, PlannedGateway } from './gateway-planner.ts';
import { objectKey } from '../model/object.ts';
import { once } from '../tools/once.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import { assume, createReport } from '../model/report.ts';
import { gatewayEntry } from './gateway-entry.ts';
import { gatewayProxyAddOn, proxyName } from './gateway-proxy-addon.ts';
import type { GatewaySpec, ListenerSpec, RouteSpec } from './read/gateway-specs.ts';
import { findInfrastructure, type Infrastructure } from './infrastructure.ts';
import { type GatewayObjects, type Read, readGatewayObject, readGateways } from './read/read-cluster.ts';
import { backendsOf, computeGatewayStatus } from './status.ts';

/**
 * Plans and builds Gateways. Simplification: where a class is served by a load balancer outside the cluster (a cloud's own), a proxy
 * inside it stands for that.
 */
export const GATEWAYS: GatewayPlanner = {
  plan: (sources) => {
    const objects = readGateways(sources.store, createReport());
    const given = { ...sources, pods: once(sources.pods) };
    return objects.gateways.map((gateway) => planGateway(gateway, objects, given));
  },
  addOns: (gateways, report) => {
    const bare = gateways.filter(({ proxyPorts }) => proxyPorts.length > 0);
    if (bare.length === 0) return [];
    assume(report, { code: 'GATEWAY_CONTROLLER_ASSUMED', detail: {} });
    return bare.flatMap(({ object, proxyPorts }) => gatewayProxyAddOn(readPlanned({ object }), proxyPorts));
  },
  build: (gateways, cluster) => gateways.map((gateway) => buildGateway(gateway, cluster)),
  entries: ({ gateways }) => gateways.map(gatewayEntry),
  addressesOf,
};

/** With the proxy that is given, or one to be made; nobody serves a class that is not there. */
function planGateway(
  gateway: Read<GatewaySpec>,
  { listenerSets }: Pick<GatewayObjects, 'listenerSets'>,
  given: Infrastructure,
): PlannedGateway {
  const { object, namespace, name, spec } = gateway;
  const front = findInfrastructure(gateway, given)?.object.ref;
  if (front !== undefined) {
    return { object, service: { namespace: front.namespace ?? 'default', name: front.name }, proxyPorts: [] };
  }
  const classes = given.store.ofKind('GatewayClass').map(({ ref }) => ref.name);
  if (!isClassKnown(classes, spec.className)) return { object, proxyPorts: [] };
  // Which namespaces may add listeners is settled once they are known; a port more does no harm.
  const added = listenerSets.filter(
    (set) =>
      spec.allowedListeners.from !== 'None' &&
      set.spec.parent?.name === name &&
      (set.spec.parent.namespace ?? set.namespace) === namespace,
  );
  const proxyPorts = [gateway, ...added].flatMap((each): readonly ListenerSpec[] => each.spec.listeners);
  return { object, service: { namespace, name: proxyName(gateway) }, proxyPorts };
}

/** A class nobody has given is taken to be there, unless others are given: then it is a mistake. */
function isClassKnown(classes: readonly string[], className: string): boolean {
  return classes.length === 0 || classes.includes(className);
}

function readPlanned({ object }: Pick<PlannedGateway, 'object'>): Read<GatewaySpec> {
  const { kind, namespace = 'default', name } = object.ref;
  return { object, kind, namespace, name, spec: readGatewayObject(object, createReport()) };
}

function buildGateway(planned: PlannedGateway, cluster: Cluster): ClusterGateway {
  const { namespace, name, object, spec } = readPlanned(planned);
  const front = planned.service && cluster.service(planned.service.namespace, planned.service.name);
  const balanced = front?.loadBalancerIPs.map(({ ip }) => ip) ?? [];
  const own = balanced.length > 0 || front?.type !== 'ClusterIP' ? balanced : front.clusterIPs;
  let routes: readonly GatewayRoute[] | undefined;
  return {
    namespace,
    name,
    object: object.raw,
    className: spec.className,
    listeners: spec.listeners.map(({ name: listener, port, protocol, hostname }) => ({
      name: listener,
      port,
      protocol,
      ...withoutUndefined({ hostname }),
    })),
    addresses: spec.statusIPs.length > 0 ? spec.statusIPs : own,
    ...(front === undefined ? {} : { controllerService: { namespace: front.namespace, name: front.name } }),
    ...withoutUndefined({ assumed: front?.assumed }),
    get routes() {
      routes ??= routesOf(cluster, namespace, name);
      return routes;
    },
  };
}

function routesOf(cluster: Cluster, namespace: string, name: string): readonly GatewayRoute[] {
  const { gateways } = computeGatewayStatus(cluster);
  const gateway = gateways.find((each) => each.namespace === namespace && each.name === name);
  const found = new Map<string, GatewayRoute>();
  for (const { spec, attachments } of gateway?.listeners ?? []) {
    for (const { route, hostnames } of attachments) {
      const key = objectKey(route);
      const known = found.get(key);
      const services = backendsOf(route.spec)
        .filter((ref) => ref.kind === 'Service')
        .map((ref) => ({ namespace: ref.namespace ?? route.namespace, service: ref.name }));
      found.set(key, {
        kind: route.kind,
        namespace: route.namespace,
        name: route.name,
        object: route.object.raw,
        listeners: [...(known?.listeners ?? []), spec.name],
        hostnames: [...new Set([...(known?.hostnames ?? []), ...hostnames.flatMap((each) => each.name ?? [])])],
        paths: plainPaths(route.spec),
        backends: [...new Map(services.map((each) => [`${each.namespace}/${each.service}`, each])).values()],
      });
    }
  }
  return [...found.values()];
}

/** Paths that a rule matches by themselves, in the order of the rules. */
function plainPaths({ rules }: RouteSpec): readonly string[] {
  const matches = rules.flatMap((rule) => rule.matches);
  const plain = matches.filter(
    ({ path, method, headers, query }) =>
      path?.type !== 'RegularExpression' && method === undefined && headers.length + query.length === 0,
  );
  return [...new Set(plain.map(({ path }) => path?.value ?? '/'))];
}

/** Whoever runs a Gateway points the names of its routes and listeners at it: the one with the most specific name serves. */
function addressesOf(gateways: readonly ClusterGateway[], host: string): readonly Ip[] | undefined {
  const named = gateways.flatMap((gateway) => {
    const own = gateway.listeners.flatMap(({ hostname }) => hostname ?? []);
    const names = [...gateway.routes.flatMap(({ hostnames }) => hostnames), ...own];
    return names.filter((name) => hostnameCovers(name, host)).map((name) => ({ name, gateway }));
  });
  return named.sort((a, b) => compareHostnames(a.name, b.name))[0]?.gateway.addresses;
}
