import {
  stepOrigin,
  stepTarget,
  type RuleStep,
  type Step,
  formatEndpoint,
  ipFamily,
  isLoopbackIp,
} from '../../../engine/packets.ts';
import type { Narration, NarrationContext } from '../../narrator.ts';
import { commentClause, rulePlace } from './rule.ts';
import { onBehalfOf, placeInSentence, subjectName } from '../phrases/places.ts';

/** A step by which a packet is lost or refused; undefined: it is none. */
export function narrateFailedStep(step: Step, context: NarrationContext): Narration | undefined {
  const place = placeInSentence(context.hop.namespace, context.cluster.settings.machine);
  switch (step.type) {
    case 'SOCKET': {
      const { ip, port, protocol } = step.detail;
      return step.action === 'REFUSED'
        ? {
            title: 'Refused',
            sentence: `Nothing listens on ${protocol} ${formatEndpoint(ip, port)} in ${place}; the kernel answers with ${protocol === 'TCP' ? 'a TCP reset' : 'an ICMP port unreachable'}.`,
          }
        : {
            title: 'Error received',
            sentence: 'The error reaches the socket that sent the packet: the call fails at once.',
          };
    }
    case 'BRIDGE':
      return {
        title: `Stopped at ${step.detail.bridge}`,
        sentence: `The frame would leave by ${step.detail.inPort ?? 'the port'} it came in by, and hairpin mode is off on that port.`,
      };
    case 'ROUTE':
      return narrateNoRoute(step, context);
    case 'NEIGHBOR':
      return {
        title: 'Nobody answers',
        sentence: `No station on ${step.detail.device} has ${step.detail.ip}: the neighbor lookup fails and the host is unreachable.`,
      };
    case 'RULE':
      return narrateStop(step);
    case 'POLICY':
      return {
        title: 'Dropped by the chain policy',
        sentence: `No rule of ${step.detail.table} ${step.detail.chain} decided, and the chain’s policy is DROP.`,
      };
    case 'TTL':
      return {
        title: 'TTL expired',
        sentence: 'The TTL has run out: the packet has been going round and is discarded.',
      };
    default:
      return undefined;
  }
}

type StepOf<Type extends Step['type']> = Extract<Step, { readonly type: Type }>;

function narrateNoRoute({ action, detail }: StepOf<'ROUTE'>, context: NarrationContext): Narration | undefined {
  const { destination: ip, route } = detail;
  const place = placeInSentence(context.hop.namespace, context.cluster.settings.machine);
  const by =
    route === undefined
      ? ''
      : ` (${route.destination}${route.origin.subject ? `, for ${subjectName(route.origin.subject)}` : ''})`;
  switch (action) {
    case 'NO_ROUTE':
      return {
        title: 'No route',
        sentence: `${place.charAt(0).toUpperCase()}${place.slice(1)} has no route to ${ip}, so the packet cannot be sent on.`,
      };
    case 'BLACKHOLE':
      return { title: 'Blackhole route', sentence: `The matching route for ${ip}${by} discards the packet.` };
    case 'MARTIAN':
      return { title: 'Martian', sentence: martianSentence(context) };
    case 'NOT_FORWARDING':
      return {
        title: 'Not forwarding',
        sentence: `The packet is for ${ip}, somebody else, and ${place} does not forward (ip_forward is off).`,
      };
    default:
      return undefined;
  }
}

/** A martian packet has an address that cannot be where it is. Linux v6.12 net/ipv4/route.c ip_handle_martian_source. */
function martianSentence({ hop }: NarrationContext): string {
  const packet = hop.steps[0]?.packet;
  const sent = hop.steps[0]?.type === 'SOCKET';
  const last = hop.steps.at(-1)?.packet ?? packet;
  if (last === undefined) return 'The packet has an address that cannot be here, and the kernel discards it.';
  const loopback = [last.sourceIP, last.destinationIP].find(isLoopbackIp);
  if (loopback !== undefined) {
    const where = sent ? 'may not leave its host' : 'cannot come in by a wire';
    return `The loopback address ${loopback} ${where}: the kernel takes the packet for a martian and discards it.`;
  }
  return `The source ${last.sourceIP} is an address of ${placeInSentence(hop.namespace)} itself, so nobody else may send from it: the kernel takes the packet for a martian and discards it.`;
}

function narrateStop(step: RuleStep): Narration | undefined {
  const origin = stepOrigin(step);
  switch (step.action) {
    case 'REJECT':
      return {
        title: 'Rejected by a rule',
        sentence: `${rulePlace(step)} refuses the packet${onBehalfOf(origin)} and answers with ${rejectError(step, stepTarget(step))}, so the client fails at once${commentClause(step)}.`,
      };
    case 'DROP':
      return {
        title: 'Dropped by a rule',
        sentence: `${rulePlace(step)} discards the packet${onBehalfOf(origin)} without an answer, so the client waits until it times out${commentClause(step)}.`,
      };
    default:
      return undefined;
  }
}

const ICMP_ERRORS: Readonly<Record<string, string>> = {
  'icmp-port-unreachable': 'an ICMP port unreachable',
  'icmp6-port-unreachable': 'an ICMPv6 port unreachable',
  'tcp-reset': 'a TCP reset',
};

/** What a REJECT sends back; iptables and nft both say port unreachable when the rule names nothing. */
function rejectError(step: RuleStep, target: ReturnType<typeof stepTarget>): string {
  const usual = ipFamily(step.packet.sourceIP) === 4 ? 'icmp-port-unreachable' : 'icmp6-port-unreachable';
  const error = (target?.type === 'REJECT' ? target.with : undefined) ?? usual;
  return ICMP_ERRORS[error] ?? `the ICMP error ${error.replace(/^icmp(v?6|x)?-/, '').replaceAll('-', ' ')}`;
}
