import type { Flow } from '../../net/flow.ts';
import type { NamespaceId } from '../model/place.ts';
import type { Socket } from '../model/devices.ts';
import { headerChanges, type HeaderField, type PacketHeader } from '../model/packet.ts';
import type { Disposition, Hop, RuleStep, Step, Trace, TunnelStep } from '../model/trace.ts';

/** Collects the hops and steps of one walk and refuses what no walk can do. */
export interface TraceBuilder {
  /** Opens the next hop. Throws when the one before has no step. */
  readonly enter: (namespace: NamespaceId) => void;
  /** Throws when the step does not continue from the one before. */
  readonly add: (step: Step) => void;
  /** Counts rules compared in this hop. */
  readonly compared: (rules: number) => void;
  readonly hops: () => number;
  readonly finish: (end: TraceEnd) => Trace;
}

export interface TraceEnd {
  readonly disposition: Disposition;
  readonly final: PacketHeader;
  readonly end: NamespaceId;
  readonly socket?: Socket;
  readonly masqueraded: boolean;
}

interface OpenHop {
  readonly namespace: NamespaceId;
  readonly steps: Step[];
  rulesEvaluated: number;
}

/** A builder for the trace of one packet of `flow`. Its errors are mistakes of the walk, not of the network. */
export function createTraceBuilder(flow: Flow): TraceBuilder {
  const hops: OpenHop[] = [];
  let current: OpenHop | undefined;
  let packet: PacketHeader | undefined;
  const refuseEmpty = () => {
    if (current !== undefined && current.steps.length === 0) throw new Error(`empty hop in ${current.namespace}`);
  };
  return {
    enter: (namespace) => {
      refuseEmpty();
      current = { namespace, steps: [], rulesEvaluated: 0 };
      hops.push(current);
    },
    add: (step) => {
      if (current === undefined) throw new Error(`${step.type} outside of any hop`);
      const entering = current.steps.length === 0;
      if (step.type === 'TUNNEL') checkTunnel(packet, step);
      else if (packet !== undefined && step.packet !== packet) checkContinuity(packet, step, entering);
      checkTranslation(step);
      packet = step.packet;
      current.steps.push(step);
    },
    compared: (rules) => {
      if (current !== undefined) current.rulesEvaluated += rules;
    },
    hops: () => hops.length,
    finish: (end) => {
      refuseEmpty();
      if (packet !== undefined && headerChanges(packet, end.final).length > 0) {
        throw new Error('the final header is not that of the last step');
      }
      const done: readonly Hop[] = hops;
      const { disposition, final, masqueraded } = end;
      const trace = { flow, hops: done, disposition, final, end: end.end, masqueraded };
      return end.socket === undefined ? trace : { ...trace, socket: end.socket };
    },
  };
}

const NOTHING: ReadonlySet<HeaderField> = new Set();
const MARK: ReadonlySet<HeaderField> = new Set<HeaderField>(['mark']);
const TTL: ReadonlySet<HeaderField> = new Set<HeaderField>(['ttl']);
const ENDPOINTS: ReadonlySet<HeaderField> = new Set<HeaderField>([
  'sourceIP',
  'sourcePort',
  'destinationIP',
  'destinationPort',
]);

/** Which fields a step may change. The mark does not leave its namespace, so the first step of a hop may clear it. */
function changeable(step: Step, entering: boolean): ReadonlySet<HeaderField> {
  if (entering) return MARK;
  if (step.type === 'RULE' && setsMark(step)) return MARK;
  if (step.type === 'TTL' && step.action === 'DECREMENTED') return TTL;
  return step.type === 'TRANSLATE' || step.type === 'IPVS' || step.type === 'BPF' ? ENDPOINTS : NOTHING;
}

function setsMark({ action, detail }: RuleStep): boolean {
  return action === 'MARK' || action === 'CONNMARK' || detail.rule.first !== undefined;
}

/** The header before a packet goes in is the inner one, that before it comes out the outer one. */
function checkTunnel(before: PacketHeader | undefined, { action, detail, packet }: TunnelStep): void {
  const [was, is] = action === 'DECAPSULATED' ? [detail.outer, detail.inner] : [detail.inner, detail.outer];
  if (action !== 'UNKNOWN_END' && (was !== before || is !== packet)) throw new Error(`${action} of another packet`);
}

function checkContinuity(before: PacketHeader, step: Step, entering: boolean): void {
  const allowed = changeable(step, entering);
  for (const { field } of headerChanges(before, step.packet)) {
    if (!allowed.has(field)) throw new Error(`${step.type} ${step.action} must not change ${field}`);
  }
}

/** Actions of programs that leave the header as it is, or may find it as it should be. */
const UNCHANGED: ReadonlySet<string> = new Set([
  'NO_DESTINATION',
  'NO_BACKEND',
  'DENIED',
  'SNAT',
  'SCHEDULED',
  'FORWARDED',
]);

function checkTranslation(step: Step): void {
  if (step.type === 'TRANSLATE' && step.action !== 'SNAT' && step.detail.changes.length === 0) {
    throw new Error(`${step.action} without a change`);
  }
  if (
    (step.type === 'IPVS' || step.type === 'BPF') &&
    !UNCHANGED.has(step.action) &&
    step.detail.changes.length === 0
  ) {
    throw new Error(`${step.type} ${step.action} without a change`);
  }
}
