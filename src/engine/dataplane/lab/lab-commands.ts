import type { Bridge, Ethernet, Interface, Nexthop, Route, Veth } from '../../linux/namespace.ts';
import { kernelRoutes } from '../../linux/kernel-routes.ts';
import { ipFamily } from '../../net/ip.ts';
import { FAMILIES } from '../topology/host.ts';
import type { Lab, LabNamespace } from './lab-places.ts';

/** The bridge that stands for an Ethernet segment, alone in a namespace of its own. */
const WIRE_BRIDGE = 'br0';

/** An Ethernet segment: the namespace with its switch and the switch's ports. */
export interface LabWire {
  readonly netns: string;
  readonly ports: readonly LabWirePort[];
}

interface LabWirePort {
  readonly name: string;
  readonly netns: string;
  readonly device: Ethernet;
}

/** The segments of a lab, by the interfaces that are plugged into them. */
export function createWires({ namespaces }: Lab): readonly LabWire[] {
  const wires = new Map<string, LabWirePort[]>();
  for (const { netns, model } of namespaces) {
    for (const device of model.interfaces()) {
      if (device.kind !== 'ethernet') continue;
      const ports = wires.get(device.segment) ?? [];
      wires.set(device.segment, ports);
      ports.push({ name: `port${ports.length + 1}`, netns, device });
    }
  }
  return [...wires].map(([segment, ports]) => ({ netns: `pw-wire-${segment}`, ports }));
}

/** `ip -batch` lines that make every pair of interfaces, both ends where they belong. */
export function formatLinks(lab: Lab, wires: readonly LabWire[]): readonly string[] {
  const byId = new Map(lab.namespaces.map((namespace) => [namespace.id, namespace]));
  const plugged = wires.flatMap((wire) =>
    wire.ports.map(({ name, netns, device }) => `link add ${name} netns ${wire.netns} ${veth} ${end(device, netns)}`),
  );
  const bridged = lab.namespaces.flatMap(({ netns, model }) =>
    model.interfaces().flatMap((device) => {
      if (device.kind !== 'veth' || device.master === undefined) return [];
      const other = byId.get(device.peer.namespace);
      const peer = other?.model.interface(device.peer.interface);
      if (other === undefined || peer === undefined) return [];
      return [`link add ${device.name} address ${device.mac} netns ${netns} ${veth} ${end(peer, other.netns)}`];
    }),
  );
  return [...plugged, ...bridged];
}

const veth = 'type veth peer';
const end = ({ name, mac, mtu }: Interface, netns: string): string =>
  `name ${name} address ${mac} mtu ${mtu} netns ${netns}`;

/** `ip -batch` lines for a segment's switch. */
export function formatWire({ ports }: LabWire): readonly string[] {
  return [
    `link add ${WIRE_BRIDGE} type bridge stp_state 0 mcast_snooping 0`,
    `link set ${WIRE_BRIDGE} up`,
    ...ports.map(({ name }) => `link set ${name} master ${WIRE_BRIDGE} up`),
  ];
}

/** `ip -batch` lines for the inside of a namespace: bridges and their ports, addresses, routes. */
export function formatHost({ model }: LabNamespace): readonly string[] {
  const interfaces = model.interfaces();
  const bridges = interfaces.filter((device): device is Bridge => device.kind === 'bridge');
  const ports = interfaces.filter((device): device is Veth => device.kind === 'veth' && device.master !== undefined);
  return [
    ...bridges.map(
      ({ name, mac, mtu }) => `link add ${name} address ${mac} mtu ${mtu} type bridge stp_state 0 mcast_snooping 0`,
    ),
    ...ports.map(({ name, master }) => `link set ${name} master ${master ?? ''}`),
    ...ports.filter(({ hairpin }) => hairpin).map(({ name }) => `link set ${name} type bridge_slave hairpin on`),
    ...interfaces.map(({ name }) => `link set ${name} up`),
    ...interfaces.filter(({ kind }) => kind !== 'loopback').flatMap(formatAddresses),
    ...FAMILIES.flatMap((family) => {
      const given = new Set(kernelRoutes(interfaces, family).map(routeKey));
      return usedRoutes(
        model
          .fib(family)
          .routes()
          .filter((route) => !given.has(routeKey(route))),
      ).map(formatRouteAdd);
    }),
  ];
}

function formatAddresses({ name, addresses }: Interface): readonly string[] {
  return addresses.map(
    ({ ip, prefixLength }) => `addr add ${ip}/${prefixLength} dev ${name}${ipFamily(ip) === 6 ? ' nodad' : ''}`,
  );
}

const routeKey = ({ destination, type, nexthops }: Route): string =>
  `${type} ${destination} ${nexthops.map(({ device, via }) => `${device} ${via ?? ''}`).join()}`;

/** Of routes that a kernel would take for the same, the first: that is the one a lookup finds. */
function usedRoutes(routes: readonly Route[]): readonly Route[] {
  const first = new Map<string, Route>();
  for (const route of routes) {
    const key = `${route.destination} ${route.metric}`;
    if (!first.has(key)) first.set(key, route);
  }
  return [...first.values()];
}

/** Gateways are taken to be on the link, as they are for the model, whatever the prefixes say. */
function formatRouteAdd({ destination, type, nexthops, metric, preferredSource }: Route): string {
  const [single, ...others] = nexthops;
  return [
    `route add ${type === 'unicast' ? '' : `${type} `}${destination}`,
    ...(metric === 0 ? [] : [`metric ${metric}`]),
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
