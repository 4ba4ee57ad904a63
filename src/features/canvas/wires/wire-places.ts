import {
  type NamespaceId,
  namespaceOwner,
  type Network,
  type RuleStep,
  type Step,
  stepOrigin,
} from '../../../engine/packets.ts';
import type { Cue } from '../../../simulation/playback/cue.ts';
import { cueHop, cueTrace, type Timeline } from '../../../simulation/playback/timeline.ts';
import { elementOfNamespace, INTERNET_ID } from '../board/element.ts';
import type { Board } from '../board/placed-board.ts';
import { bridgeSpot, kernelSpot, loopbackSpot, portSpot, type SpotId, tunnelSpot, vethSpot } from '../placing/wires.ts';
import { podByAddress } from '../packets/places/picked.ts';
import { insideOf, isNode, type Stage } from '../packets/places/place.ts';

interface Wired {
  readonly board: Board;
  readonly network: Network;
}

/** For the lens Wires: the interface, bridge or tunnel that a step names. */
export function createWirePlaces(network: Network): NonNullable<Stage['onWire']> {
  return (board, timeline, cue, step) => {
    const stage = { board, network };
    return onWireSpot(stage, timeline, cue, step) ?? bridgedSpot(stage, timeline, cue);
  };
}

/** Where a step happens that names an interface or a bridge; undefined for one that happens inside. */
function onWireSpot(stage: Wired, timeline: Timeline, cue: Cue, step: Step): SpotId | undefined {
  if (step.type === 'INTERFACE') return interfaceSpot(stage, timeline, cue, step);
  if (step.type === 'TUNNEL' && isNode(cue.namespace)) return tunnelSpot(cue.namespace);
  if (step.type === 'RULE') return policyDropSpot(stage, cue, step);
  if (step.type !== 'BRIDGE') return undefined;
  const { outPort, inPort } = step.detail;
  const port = step.action === 'BLOCKED' ? inPort : outPort;
  return portOnBridge(stage, cue.namespace, port) ?? bridgeSpot(cue.namespace);
}

/** A packet that policies drop gets no further than the node's end of the veth of the pod they are for. */
function policyDropSpot({ board }: Wired, { namespace, packet }: Cue, step: RuleStep): SpotId | undefined {
  const { program, path } = stepOrigin(step);
  if (step.action !== 'DROP' || program !== 'network-policy') return undefined;
  const ends = [packet.destinationIP, packet.sourceIP].map((ip) => board.element(podByAddress(board, ip) ?? ''));
  const here = ends.map((pod) => (pod?.parent === elementOfNamespace(namespace) ? pod : undefined));
  const pod = path?.includes('egress') ? here[1] : (here[0] ?? here[1]);
  return pod?.content.kind === 'pod' ? vethSpot(insideOf(pod.content.pod)) : undefined;
}

/**
 * A rule looked at while the frame is only bridged, not routed: the packet stays at the port it was at last. undefined when
 * it is in the kernel's hands.
 */
function bridgedSpot(stage: Wired, timeline: Timeline, cue: Cue): SpotId | undefined {
  const steps = cueHop(timeline, cue)?.steps ?? [];
  const routed = steps.some(({ type }) => type === 'ROUTE' || type === 'SOCKET');
  for (let at = cue.step - 1; at >= 0; at -= 1) {
    const step = steps[at];
    if (step === undefined || step.type === 'ROUTE') return undefined;
    const bridged = step.type === 'BRIDGE' && step.action !== 'LOCAL';
    if (bridged || (!routed && step.type === 'INTERFACE')) return onWireSpot(stage, timeline, cue, step);
  }
  return undefined;
}

function interfaceSpot(
  stage: Wired,
  timeline: Timeline,
  cue: Cue,
  { action, detail }: Extract<Step, { type: 'INTERFACE' }>,
): SpotId {
  const { namespace } = cue;
  const inPod = namespaceOwner(namespace)?.kind === 'Pod';
  const inNode = isNode(namespace);
  switch (detail.kind) {
    case 'loopback':
    case 'dummy':
      return inPod ? loopbackSpot(namespace) : kernelSpot(namespace);
    case 'vxlan':
    case 'ipip':
      return inNode ? tunnelSpot(namespace) : kernelSpot(namespace);
    case 'bridge':
      return inNode ? bridgeSpot(namespace) : kernelSpot(namespace);
    case 'veth':
      if (inPod) return portSpot(namespace, 'eth0');
      return portOnBridge(stage, namespace, detail.interface) ?? bridgeSpot(namespace);
    case 'ethernet': {
      const hops = cueTrace(timeline, cue)?.hops;
      const neighbor = hops?.[cue.hop + (action === 'RECEIVED' ? -1 : 1)]?.namespace;
      const up = neighbor === INTERNET_ID && !inNode && !inPod;
      return portSpot(namespace, up ? 'up' : 'eth0');
    }
  }
}

/** Where the pod behind a bridge port is plugged in. */
function portOnBridge({ network }: Wired, node: NamespaceId, port: string | undefined): SpotId | undefined {
  const device = port === undefined ? undefined : network.namespace(node)?.interface(port);
  return device?.kind === 'veth' ? vethSpot(device.peer.namespace) : undefined;
}
