import type { Step } from '../../engine/packets.ts';
import type { Outcome } from '../../engine/outcomes.ts';
import type { PlacedCue } from './cue.ts';

/** Milliseconds at speed 1. */
export interface CueTime {
  readonly duration: number;
  readonly travel?: number;
  readonly act?: number;
}

const RULES = { wire: 420, look: 260, rule: 520, change: 1100, decide: 800, end: 1200 } as const;
/** What happens on every way is passed over. */
const HOPS = { wire: 300, look: 0, rule: 90, change: 1000, decide: 450, end: 1100 } as const;

/** How long one looks at each step, one after the other. */
export function stepTimes(outcome: Outcome, cues: readonly PlacedCue[], depth: 'hops' | 'rules'): readonly CueTime[] {
  const table = depth === 'hops' ? HOPS : RULES;
  return cues.map(({ leg, direction, hop, step: at }, index) => {
    const next = cues[index + 1];
    const isLast = next === undefined || next.leg !== leg || next.direction !== direction;
    const step = outcome.legs[leg]?.[direction]?.hops[hop]?.steps[at];
    return { duration: isLast || step === undefined ? table.end : table[paceOf(step)] };
  });
}

function paceOf(step: Step): Exclude<keyof typeof RULES, 'end'> {
  switch (step.type) {
    case 'INTERFACE':
    case 'BRIDGE':
      return 'wire';
    case 'TRANSLATE':
    case 'IPVS':
    case 'BPF':
    case 'TUNNEL':
    case 'MTU':
      return 'change';
    case 'RULE':
      return step.action === 'REJECT' || step.action === 'DROP' ? 'decide' : 'rule';
    case 'ROUTE':
    case 'SOCKET':
    case 'POLICY':
    case 'REDIRECT':
    case 'TLS_TERMINATED':
    case 'ROUTE_MATCHED':
    case 'NO_ROUTE_MATCHED':
    case 'SIDECAR':
      return 'decide';
    case 'CONNTRACK':
    case 'NEIGHBOR':
    case 'TTL':
      return 'look';
  }
}
