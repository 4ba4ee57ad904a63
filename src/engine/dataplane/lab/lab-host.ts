import { kernelRoutes } from '../../linux/namespace/kernel-routes.ts';
import type { Interface, NetworkNamespace, Vxlan } from '../../linux/namespace/namespace.ts';
import type { Nexthop, Route, RoutingRule } from '../../linux/model/routes.ts';
import type { Veth } from '../../linux/model/devices.ts';
import { KERNEL } from '../../linux/model/origin.ts';
import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import { FAMILIES } from '../hosts/host.ts';
import type { LabNamespace } from './lab-places.ts';

const devicesOf = <K extends Interface['kind']>(interfaces: readonly Interface[], kind: K) =>
  interfaces.filter((device): device is Extract<Interface, { readonly kind: K }> => device.kind === kind);

/** `ip -batch` lines for the inside of a namespace: devices, addresses, routes, neighbours. `deliveredIPs`: that no interface need have. */
export function formatHost({ model }: LabNamespace, deliveredIPs: readonly Ip[]): readonly string[] {
  const interfaces = model.interfaces();
  const ports = devicesOf(interfaces, 'veth').filter((device) => device.master !== undefined);
  return [
    ...devicesOf(interfaces, 'bridge').map((device) => `${addDevice(device)} type bridge stp_state 0 mcast_snooping 0`),
    ...devicesOf(interfaces, 'dummy').map((device) => `${addDevice(device)} type dummy`),
    ...devicesOf(interfaces, 'vxlan').map(
      (device) => `${addDevice(device)} type vxlan id ${device.vni} local ${device.local} ${vxlanOptions(device)}`,
    ),
    // The module makes it in every namespace.
    ...devicesOf(interfaces, 'ipip').map(({ name, mtu }) => `link set ${name} mtu ${mtu}`),
    ...ports.map(({ name, master }) => `link set ${name} master ${master ?? ''}`),
    ...ports.filter(({ hairpin }) => hairpin).map(({ name }) => `link set ${name} type bridge_slave hairpin on`),
    ...interfaces.map(({ name }) => `link set ${name} up`),
    ...interfaces.filter(({ kind }) => kind !== 'loopback').flatMap(formatAddresses),
    ...FAMILIES.flatMap((family) => ownRoutes(model, family).map(formatRouteAdd)),
    ...formatNeighbors(model, deliveredIPs),
  ];
}

const addDevice = ({ name, mac, mtu }: Interface): string => `link add ${name} address ${mac} mtu ${mtu}`;

const vxlanOptions = ({ port, local }: Vxlan): string =>
  `dstport ${port} nolearning${ipFamily(local) === 6 ? ' udp6zerocsumrx' : ''}`;

function formatAddresses({ name, addresses }: Interface): readonly string[] {
  return addresses.map(({ ip, prefixLength, noPrefixRoute }) => {
    const options = [...(noPrefixRoute === true ? ['noprefixroute'] : []), ...(ipFamily(ip) === 6 ? ['nodad'] : [])];
    return [`addr add ${ip}/${prefixLength} dev ${name}`, ...options].join(' ');
  });
}

/** What the kernel does not add by itself; of routes that it would take for the same, the first: a lookup finds that one. */
function ownRoutes(model: NetworkNamespace, family: IpFamily): readonly Route[] {
  const given = new Set(kernelRoutes(model.interfaces(), family).map(routeKey));
  const first = new Map<string, Route>();
  for (const route of model.fib(family).routes()) {
    const key = `${route.table ?? ''} ${route.destination} ${route.metric}`;
    if (!given.has(routeKey(route)) && !first.has(key)) first.set(key, route);
  }
  return [...first.values()];
}

const routeKey = ({ destination, type, nexthops, table }: Route): string =>
  `${table ?? ''} ${type} ${destination} ${nexthops.map(({ device, via }) => `${device} ${via ?? ''}`).join()}`;

/** Gateways are taken to be on the link, as they are for the model, whatever the prefixes say. */
function formatRouteAdd({ destination, type, nexthops, metric, preferredSource, table, mtu }: Route): string {
  const [single, ...others] = nexthops;
  return [
    `route add ${type === 'unicast' ? '' : `${type} `}${destination}`,
    ...(table === undefined ? [] : [`table ${table}`]),
    ...(metric === 0 ? [] : [`metric ${metric}`]),
    ...(mtu === undefined ? [] : [`mtu ${mtu}`]),
    ...(preferredSource === undefined ? [] : [`src ${preferredSource}`]),
    ...(others.length > 0
      ? nexthops.map((hop) => `nexthop ${nexthopText(hop)} weight ${hop.weight}`)
      : single === undefined
        ? []
        : [nexthopText(single)]),
  ].join(' ');
}

function nexthopText({ device, via }: Nexthop): string {
  return via === undefined ? `dev ${device}` : `via ${via} dev ${device} onlink`;
}

/**
 * What programs wrote, and the addresses that a network delivers although no interface has them, as a cloud does a pod's and a
 * node that announces it a load balancer's: the lab's switch knows nothing of these, so every host on it is told.
 */
function formatNeighbors(model: NetworkNamespace, deliveredIPs: readonly Ip[]): readonly string[] {
  const written = model.permanentNeighbors?.() ?? [];
  const delivered = devicesOf(model.interfaces(), 'ethernet').flatMap(({ name }) =>
    deliveredIPs.flatMap((ip) => model.neighbor(name, ip) ?? []),
  );
  const lines = [...written, ...delivered].map(
    ({ ip, mac, device }) => `neigh replace ${ip} lladdr ${mac} dev ${device} nud permanent`,
  );
  return [...new Set(lines)];
}

/** `bridge -batch` lines: behind which tunnel end a station is. */
export function formatTunnelEnds({ model }: LabNamespace): readonly string[] {
  return devicesOf(model.interfaces(), 'vxlan').flatMap(({ name, fdbEntries }) =>
    fdbEntries().map(({ mac, ip }) => `fdb append ${mac} dev ${name} dst ${ip} self permanent`),
  );
}

/** `ip -batch` lines of one family: the routing policy, without the three rules that every namespace has. */
export function formatPolicyRules({ model }: LabNamespace, family: IpFamily): readonly string[] {
  return model
    .fib(family)
    .rules()
    .filter(({ origin }) => origin !== KERNEL)
    .map(formatPolicyRule);
}

function formatPolicyRule({ priority, not, from, to, fwmark, iif, table }: RoutingRule): string {
  return [
    `rule add pref ${priority}`,
    ...(not === true ? ['not'] : []),
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
    ...(fwmark === undefined ? [] : [`fwmark ${fwmark.value}/${fwmark.mask}`]),
    ...(iif === undefined ? [] : [`iif ${iif}`]),
    `lookup ${table}`,
  ].join(' ');
}

/** A device that answers for others' addresses: its name, and the IPv6 gateways that whoever is behind it asks for. */
export interface ProxyArp {
  readonly device: string;
  readonly gateways: readonly Ip[];
}

export function listProxyArp({ model }: LabNamespace, namespaces: readonly LabNamespace[]): readonly ProxyArp[] {
  return model
    .interfaces()
    .filter(({ proxyArp }) => proxyArp === true)
    .map((device) => ({ device: device.name, gateways: device.kind === 'veth' ? gatewaysBehind(device) : [] }));

  function gatewaysBehind({ peer, addresses }: Veth): readonly Ip[] {
    const behind = namespaces.find(({ id }) => id === peer.namespace)?.model;
    const vias =
      behind
        ?.fib(6)
        .routes()
        .flatMap(({ nexthops }) => nexthops.flatMap(({ via }) => via ?? [])) ?? [];
    return [...new Set(vias)].filter((ip) => ipFamily(ip) === 6 && addresses.every((own) => own.ip !== ip));
  }
}
