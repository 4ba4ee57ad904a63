import {
  type BridgeStep,
  type ConntrackStep,
  type InterfaceStep,
  type MtuStep,
  type NeighborStep,
  type RouteStep,
  type SocketStep,
  type Step,
  type TranslateStep,
  type TtlStep,
  flowKey,
  reverseFlow,
  formatEndpoint,
} from '../../../engine/packets.ts';
import type { Narration, NarrationContext } from '../../narrator.ts';
import { narrateFailure, narrateRareStep, type Telling } from '../../page/walk-words.ts';
import { narrateRule } from './rule.ts';
import { destination, knownEndpoint, onBehalfOf, placeInSentence, source, subjectName } from '../phrases/places.ts';

/** One step: what happened, and why. */
export function narrateStep(step: Step, context: Telling): Narration {
  switch (step.type) {
    case 'SOCKET':
      return narrateSocket(step, context);
    case 'INTERFACE':
      return narrateInterface(step, context);
    case 'BRIDGE':
      return narrateBridge(step, context);
    case 'ROUTE':
      return narrateRoute(step, context);
    case 'NEIGHBOR':
      return narrateNeighbor(step, context);
    case 'RULE':
      return narrateRule(step, context);
    case 'POLICY':
      return narrateFailure(step, context);
    case 'TRANSLATE':
      return narrateTranslate(step, context);
    case 'CONNTRACK':
      return narrateConntrack(step, context);
    case 'TTL':
      return narrateTtl(step, context);
    case 'IPVS':
    case 'BPF':
    case 'TUNNEL':
    case 'REDIRECT':
    case 'TLS_TERMINATED':
    case 'ROUTE_MATCHED':
    case 'NO_ROUTE_MATCHED':
    case 'SIDECAR':
      return narrateRareStep(step, context);
    case 'MTU':
      return narrateMtu(step);
  }
}

function narrateSocket(step: SocketStep, context: Telling): Narration {
  const { cluster, hop, direction } = context;
  const { ip, port, socket, protocol } = step.detail;
  const at = formatEndpoint(ip, port);
  const subject = socket?.origin.subject;
  const process =
    socket === undefined
      ? placeInSentence(hop.namespace, cluster.settings.machine)
      : `${socket.process}${subject ? ` in ${subjectName(subject)}` : ''}`;
  switch (step.action) {
    case 'SENT':
      return direction === 'request'
        ? {
            title: 'Packet sent',
            sentence: `A process sends ${protocol} from ${source(step.packet)} to ${knownEndpoint(cluster, step.packet.destinationIP, step.packet.destinationPort)}.`,
          }
        : {
            title: direction === 'reply' ? 'Reply sent' : 'Error sent',
            sentence: `The ${direction} goes back to the address the packet came from, ${destination(step.packet)}.`,
          };
    case 'ACCEPTED':
      if (direction === 'error') return narrateFailure(step, context);
      return direction === 'request'
        ? {
            title: 'Accepted',
            sentence:
              socket === undefined
                ? `The kernel answers for ${at} itself.`
                : `${process} listens on ${protocol} ${at} and takes the packet.`,
          }
        : {
            title: 'Reply received',
            sentence: `The reply comes from the address the client had asked, so its socket takes it.`,
          };
    case 'REFUSED':
      return narrateFailure(step, context);
  }
}

function narrateInterface(step: InterfaceStep, { hop }: NarrationContext): Narration {
  const { interface: name, kind } = step.detail;
  const device = {
    loopback: 'the loopback interface',
    veth: 'a veth, one end of a virtual cable',
    bridge: 'a bridge',
    ethernet: 'an Ethernet card',
    dummy: 'dummy interface',
    vxlan: 'a VXLAN tunnel device',
    ipip: 'an IP-in-IP tunnel device',
  }[kind];
  return step.action === 'RECEIVED'
    ? { title: `In by ${name}`, sentence: `The packet enters ${placeInSentence(hop.namespace)} by ${name}, ${device}.` }
    : {
        title: `Out by ${name}`,
        sentence: `The packet leaves ${placeInSentence(hop.namespace)} by ${name}, ${device}.`,
      };
}

function narrateBridge(step: BridgeStep, context: Telling): Narration {
  const { action, detail } = step;
  const { bridge, inPort, outPort, destinationMac } = detail;
  switch (action) {
    case 'FORWARDED':
      return {
        title: `Across ${bridge}`,
        sentence: `${bridge} passes the frame from ${inPort ?? 'the host'} to ${outPort ?? 'the host'}, behind which ${destinationMac} is; no routing.`,
      };
    case 'LOCAL':
      return {
        title: `Up from ${bridge}`,
        sentence: `The frame is addressed to ${bridge}’s own MAC, so the node takes it: it is the pod’s default gateway.`,
      };
    case 'BLOCKED':
      return narrateFailure(step, context);
    case 'SENT':
      return {
        title: `Into ${bridge}`,
        sentence: `The node sends the frame into ${bridge}, which passes it to ${outPort ?? 'its port'}, behind which ${destinationMac} is.`,
      };
  }
}

function narrateRoute(step: RouteStep, context: Telling): Narration {
  const { action, detail } = step;
  const { destination: ip, route, nexthop, again, rule } = detail;
  const prefix = again ? 'The destination changed, so the route is looked up again: ' : '';
  const by =
    route === undefined
      ? ''
      : ` (${route.destination}${route.origin.subject ? `, for ${subjectName(route.origin.subject)}` : ''})`;
  switch (action) {
    case 'FORWARDED': {
      const via =
        nexthop?.via === undefined
          ? `onto the link of ${nexthop?.device ?? 'a device'}`
          : `via ${knownEndpoint(context.cluster, nexthop.via, 0)} by ${nexthop.device}`;
      const choice =
        route !== undefined && route.nexthops.length > 1
          ? ` It is one of ${route.nexthops.length} equal next hops.`
          : '';
      const table =
        rule === undefined ? '' : `routing rule ${rule.priority} sends the packet to table ${rule.table}, where `;
      return {
        title: nexthop?.via === undefined ? `Route: on ${nexthop?.device ?? 'link'}` : `Route: via ${nexthop.via}`,
        sentence: capitalized(`${prefix}${table}the longest matching route for ${ip}${by} leads ${via}.${choice}`),
      };
    }
    case 'LOCAL':
      return {
        title: 'For this host',
        sentence: `${prefix}${ip} is an address of ${placeInSentence(context.hop.namespace, context.cluster.settings.machine)} itself.`,
      };
    case 'NO_ROUTE':
    case 'BLACKHOLE':
    case 'MARTIAN':
    case 'NOT_FORWARDING':
      return narrateFailure(step, context);
  }
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function narrateNeighbor(step: NeighborStep, context: Telling): Narration {
  const { action, detail } = step;
  if (action === 'FAILED') return narrateFailure(step, context);
  return (
    context.words.programs?.neighbor(step, context) ?? {
      title: `Neighbor ${detail.ip}`,
      sentence: `${detail.ip} on ${detail.device} has the MAC address ${detail.mac ?? 'of the link'}.`,
    }
  );
}

function narrateTranslate(step: TranslateStep, { cluster }: NarrationContext): Narration {
  const { changes, origin } = step.detail;
  const list = changes.map((change) => `${change.before} becomes ${change.after}`).join(', ');
  switch (step.action) {
    case 'DNAT':
      return {
        title: 'Destination rewritten (DNAT)',
        sentence: `The packet now goes to ${knownEndpoint(cluster, step.packet.destinationIP, step.packet.destinationPort)}${onBehalfOf(origin)}; conntrack remembers it for the reply.`,
      };
    case 'SNAT':
      return {
        title: 'Source rewritten (SNAT)',
        sentence:
          list === ''
            ? `The source keeps its address, ${source(step.packet)}, as that is the one of the outgoing interface.`
            : changes.every(({ field }) => field === 'sourcePort')
              ? `The connection keeps its address and takes a free source port (${list}): another one has the old.`
              : `The packet now comes from ${source(step.packet)}, so the receiver no longer sees the client’s own address (${list}).`,
      };
    case 'UN_DNAT':
      return {
        title: 'Source restored',
        sentence: `conntrack knows the connection: the reply gets the address the client had asked for, ${source(step.packet)}, as its source.`,
      };
    case 'UN_SNAT':
      return {
        title: 'Destination restored',
        sentence: `conntrack knows the connection: the reply goes to the client that was masqueraded, ${destination(step.packet)}.`,
      };
  }
}

/** True when the connection's replies carry other addresses than its packets reversed. */
function isTranslated({ detail: { entry } }: ConntrackStep): boolean {
  return entry !== undefined && flowKey(reverseFlow(entry.original)) !== flowKey(entry.reply);
}

const INVALID: Readonly<Record<Telling['direction'], string>> = {
  request: 'conntrack has seen the connection opened here and not answered, and the packet is what follows an answer',
  reply: 'The packet answers a connection conntrack has never seen here',
  error: 'The packet is an error about a connection conntrack has never seen here',
};

function narrateConntrack(step: ConntrackStep, { direction }: Telling): Narration {
  switch (step.action) {
    case 'NEW':
      return {
        title: 'New connection',
        sentence: 'conntrack has not seen this connection: the nat table will be asked.',
      };
    case 'ESTABLISHED':
      return {
        title: 'Known connection',
        sentence: isTranslated(step)
          ? 'conntrack has seen this connection: it is translated as before, without asking the nat table.'
          : 'conntrack has seen this connection, which is not translated here: the nat table is not asked again.',
      };
    case 'INVALID':
      return {
        title: direction === 'request' ? 'Unanswered connection' : 'Unknown connection',
        sentence: `${INVALID[direction]}: to it the packet is INVALID, so nothing is translated. That alone stops no packet.`,
      };
    case 'REPLY':
      return {
        title: 'Reply of a known connection',
        sentence: isTranslated(step)
          ? 'conntrack recognizes the reply and will undo the translation.'
          : 'conntrack recognizes the reply; nothing was translated here, so nothing is undone.',
      };
  }
}

function narrateTtl(step: TtlStep, context: Telling): Narration {
  const { action, detail } = step;
  return action === 'DECREMENTED'
    ? {
        title: `TTL ${detail.after}`,
        sentence: `Forwarding takes one from the TTL: ${detail.before} becomes ${detail.after}.`,
      }
    : narrateFailure(step, context);
}

/** A packet that is larger than what a device takes. */
function narrateMtu({ action, detail }: MtuStep): Narration {
  const { device, mtu, bytes } = detail;
  return action === 'FRAGMENTED'
    ? {
        title: `Fragmented to ${mtu} bytes`,
        sentence: `The packet has ${bytes} bytes and ${device} takes ${mtu}: it is sent in pieces.`,
      }
    : {
        title: 'Too large',
        sentence: `The packet has ${bytes} bytes, ${device} takes ${mtu}, and it must not be fragmented (DF): it is discarded, and its sender is told the MTU (ICMP fragmentation needed).`,
      };
}
