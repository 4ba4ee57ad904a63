import { ALL_PROGRAMS } from '../../src/engine/routing/engine/all-programs.ts';
import { parseIp } from '../../src/engine/net/ip.ts';
import type { PacketHeader } from '../../src/engine/linux/model/packet.ts';
import type { Disposition, Hop, Step, Trace } from '../../src/engine/linux/model/trace.ts';
import type { Leg, Outcome } from '../../src/engine/routing/outcome/outcome.ts';
import type { TraceRequest } from '../../src/engine/routing/request/request.ts';
import type { Router } from '../../src/engine/routing/engine/router.ts';
import type { TraceResult } from '../../src/engine/routing/engine/result.ts';
import type { Ip } from '../../src/engine/net/ip.ts';

function ip(text: string): Ip {
  const parsed = parseIp(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

const PACKET: PacketHeader = {
  protocol: 'TCP',
  sourceIP: ip('10.244.0.2'),
  sourcePort: 40000,
  destinationIP: ip('10.244.1.3'),
  destinationPort: 80,
  ttl: 64,
  mark: 0,
};

function hop(namespace: string, steps: number): Hop {
  const step: Step = {
    type: 'TTL',
    action: 'DECREMENTED',
    packet: PACKET,
    detail: { before: 64, after: 63 },
  };
  return { namespace, steps: Array.from({ length: steps }, () => ({ ...step })), rulesEvaluated: 0 };
}

/** A trace through namespaces "n0", "n1" … with as many steps as given for each. */
export function trace(steps: readonly number[], disposition: Disposition = 'ACCEPTED'): Trace {
  return {
    flow: PACKET,
    hops: steps.map((count, index) => hop(`n${index}`, count)),
    disposition,
    final: PACKET,
    end: `n${steps.length - 1}`,
    masqueraded: false,
  };
}

export function connection(request: Trace, reply?: Trace): Leg {
  return { kind: 'CONNECTION', request, ...(reply === undefined ? {} : { reply }) };
}

export function outcome(legs: readonly Leg[], more: Partial<Outcome> = {}): Outcome {
  return {
    probability: 1,
    choices: [],
    disposition: legs.at(-1)?.request.disposition ?? 'ACCEPTED',
    cause: null,
    final: PACKET,
    masqueraded: false,
    destination: null,
    http: null,
    reply: null,
    legs,
    assumptions: [],
    ...more,
  };
}

/** A router that answers every request with these outcomes. */
export function routerOf(outcomes: readonly Outcome[]): Router {
  const base = {
    programs: ALL_PROGRAMS,
    cluster: { settings: { proxyMode: 'iptables' } },
    gather: (request: TraceRequest) =>
      request.to === ''
        ? { ok: false, error: { code: 'URL_MALFORMED', detail: { is: 'MISSING' } } }
        : { ok: true, value: oneByOne(outcomes) },
    replay: (_: TraceRequest, choices: readonly number[]) => {
      const value = outcomes.find((each) => String(each.choices) === String(choices)) ?? outcomes[0];
      return { ok: true, value };
    },
  };
  return base as unknown as Router;
}

function* oneByOne(outcomes: readonly Outcome[]): Generator<Outcome, TraceResult, undefined> {
  yield* outcomes;
  return { verdict: 'REACHABLE', outcomes, assumptions: [] };
}

export const REQUEST: TraceRequest = { from: { node: 'n' }, to: 'http://web' };
