import type { NamespaceId, Network } from '../../../engine/packets.ts';

/** What of a node's devices the board draws. */
export interface HostWiring {
  /** Name of the bridge its pods are plugged into; absent: their veths end in its own kernel. */
  readonly bridge?: string;
  /** Name of the device that puts packets for pods elsewhere into others. */
  readonly tunnel?: string;
  /** Names of what leads to the other nodes. */
  readonly ports: readonly string[];
}

const NONE: HostWiring = { ports: [] };
const known = new WeakMap<Network, Map<NamespaceId, HostWiring>>();

/** Read from the node's network namespace, once. */
export function hostWiring(network: Network, node: NamespaceId): HostWiring {
  let ofNetwork = known.get(network);
  if (ofNetwork === undefined) known.set(network, (ofNetwork = new Map<NamespaceId, HostWiring>()));
  let wiring = ofNetwork.get(node);
  if (wiring === undefined) ofNetwork.set(node, (wiring = readWiring(network, node)));
  return wiring;
}

function readWiring(network: Network, node: NamespaceId): HostWiring {
  const devices = network.namespace(node)?.interfaces();
  if (devices === undefined) return NONE;
  const bridge = devices.find(({ kind }) => kind === 'bridge')?.name;
  const tunnel = devices.find(({ kind }) => kind === 'vxlan' || kind === 'ipip')?.name;
  return {
    ...(bridge === undefined ? {} : { bridge }),
    ...(tunnel === undefined ? {} : { tunnel }),
    ports: devices.filter(({ kind }) => kind === 'ethernet').map(({ name }) => name),
  };
}
