import type { Ethernet } from '../../linux/model/devices.ts';
import type { Interface } from '../../linux/namespace/namespace.ts';
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
export function formatLinks({ namespaces }: Lab, wires: readonly LabWire[]): readonly string[] {
  const plugged = wires.flatMap((wire) =>
    wire.ports.map(
      ({ name, netns, device }) => `link add ${name} netns ${wire.netns} type veth peer ${end(device, netns)}`,
    ),
  );
  return [...plugged, ...vethPairs(namespaces)];
}

/** Each pair once, whichever end comes first. */
function vethPairs(namespaces: readonly LabNamespace[]): readonly string[] {
  const byId = new Map(namespaces.map((namespace) => [namespace.id, namespace]));
  const made = new Set<string>();
  return namespaces.flatMap(({ id, netns, model }) =>
    model.interfaces().flatMap((device) => {
      if (device.kind !== 'veth' || made.has(`${id} ${device.name}`)) return [];
      const other = byId.get(device.peer.namespace);
      const peer = other?.model.interface(device.peer.interface);
      if (other === undefined || peer === undefined) return [];
      made.add(`${other.id} ${peer.name}`);
      return [`link add ${end(device, netns)} type veth peer ${end(peer, other.netns)}`];
    }),
  );
}

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
