import type { RedirectStep, TunnelStep } from '../../../engine/packets.ts';
import type { Narration, NarrationContext } from '../../narrator.ts';
import { destination, knownEndpoint, source } from '../phrases/places.ts';

const PROTOCOL = { vxlan: 'VXLAN', ipip: 'IP in IP' } as const;

/** A packet that goes into another one, or comes out of it. */
export function narrateTunnel({ action, detail, packet }: TunnelStep, { cluster }: NarrationContext): Narration {
  const { device, kind, vni, inner, innerMac } = detail;
  const network = vni === undefined ? '' : `, network ${vni}`;
  switch (action) {
    case 'ENCAPSULATED': {
      const carrier = kind === 'vxlan' ? `a UDP packet to port ${packet.destinationPort}` : 'an IP packet';
      return {
        title: `Wrapped (${PROTOCOL[kind]})`,
        sentence: `${device} puts the ${kind === 'vxlan' ? 'frame' : 'packet'} into ${carrier} from ${packet.sourceIP} to ${knownEndpoint(cluster, packet.destinationIP, 0)}${network}: the network between the nodes sees only these addresses.`,
      };
    }
    case 'DECAPSULATED':
      return {
        title: `Unwrapped (${PROTOCOL[kind]})`,
        sentence: `The node takes the outer packet; ${device} takes out what is in it, ${source(inner)} to ${destination(inner)}${network}, as if it had come in there.`,
      };
    case 'UNKNOWN_END':
      return {
        title: 'Unknown tunnel end',
        sentence: `${device} has no entry for ${innerMac ?? 'the next hop'} in its forwarding database, so it does not know which node to send to.`,
      };
  }
}

/** An eBPF program that sends the packet on itself. */
export function narrateRedirect({ action, detail, packet }: RedirectStep, { cluster }: NarrationContext): Narration {
  const { attached, device, remote } = detail;
  const to = knownEndpoint(cluster, packet.destinationIP, 0);
  return action === 'TO_ENDPOINT'
    ? {
        title: `To ${device} (eBPF)`,
        sentence: `The program at ${attached} knows ${to} on this node and hands the packet to ${device}, past the node’s IP stack and its rules.`,
      }
    : {
        title: `To ${device} (eBPF)`,
        sentence: `The program at ${attached} knows that ${to} is behind ${remote === undefined ? 'another node' : knownEndpoint(cluster, remote, 0)} and hands the packet to the tunnel, past the node’s IP stack and its rules.`,
      };
}
