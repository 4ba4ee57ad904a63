import type { Subject } from '../../linux/model/origin.ts';
import type { HeaderChange } from '../../linux/model/packet.ts';
import { stepOrigin, type Hop, type Step } from '../../linux/model/trace.ts';
import type { BeatFacts, BeatKind } from './beat.ts';

/** What a step is by itself worth telling, and how much it matters (see Rank). */
export type StepMark = {
  readonly [Kind in BeatKind]: { readonly kind: Kind; readonly rank: 1 | 2 | 3; readonly facts: BeatFacts[Kind] };
}[BeatKind];

/** A changed header, a decision among several, a proxy's decision; undefined: the step is none of these. */
export function markOfStep({ namespace: at, steps }: Hop, index: number): StepMark | undefined {
  const step = steps[index];
  if (step === undefined) return undefined;
  const { packet } = step;
  switch (step.type) {
    case 'TRANSLATE': {
      const { changes, origin } = step.detail;
      if (changes.length === 0) return undefined;
      if (step.action === 'UN_DNAT' || step.action === 'UN_SNAT')
        return { kind: 'RESTORED', rank: 1, facts: { at, changes, packet } };
      if (step.action === 'SNAT') return { kind: 'SOURCE_CHANGED', rank: 1, facts: { at, changes, packet } };
      return destinationChanged({ at, changes, packet, chosen: wasChosen(steps, index) }, origin.subject);
    }
    case 'IPVS': {
      const { changes, server, chance } = step.detail;
      if (changes.length === 0) return undefined;
      if (step.action === 'REPLIED') return { kind: 'RESTORED', rank: 1, facts: { at, changes, packet } };
      return destinationChanged({ at, changes, packet, chosen: chance !== undefined }, server.origin.subject);
    }
    case 'BPF': {
      const { changes, frontend, chance } = step.detail;
      return changes.length === 0
        ? undefined
        : ofBpf(step.action, { at, changes, packet, chosen: chance !== undefined }, frontend.origin.subject);
    }
    case 'TUNNEL':
      return ofTunnel(at, step);
    case 'MTU':
      return step.action === 'FRAGMENTED'
        ? { kind: 'CUT', rank: 1, facts: { at, mtu: step.detail.mtu, bytes: step.detail.bytes } }
        : undefined;
    case 'ROUTE': {
      const of = step.detail.route?.nexthops.length ?? 1;
      return of > 1 ? { kind: 'WAY_CHOSEN', rank: 3, facts: { at, of } } : undefined;
    }
    case 'TLS_TERMINATED':
      return { kind: 'TLS_ENDED', rank: 2, facts: { at, step } };
    case 'ROUTE_MATCHED':
      return { kind: 'ROUTE_FOUND', rank: 1, facts: { at, step } };
    case 'NO_ROUTE_MATCHED':
      return { kind: 'NO_ROUTE_FOUND', rank: 1, facts: { at, step } };
    case 'SIDECAR':
      return { kind: 'SIDECAR_DECIDED', rank: 1, facts: { at, step } };
    default:
      return undefined;
  }
}

type Changed = Omit<BeatFacts['DESTINATION_CHANGED'], 'subject'> & { readonly changes: readonly HeaderChange[] };

function destinationChanged(changed: Changed, subject: Subject | undefined): StepMark {
  return { kind: 'DESTINATION_CHANGED', rank: 1, facts: { ...changed, ...(subject !== undefined && { subject }) } };
}

function ofBpf(action: string, changed: Changed, subject: Subject | undefined): StepMark {
  const { chosen: _, ...facts } = changed;
  if (action === 'REVERSED') return { kind: 'RESTORED', rank: 1, facts };
  if (action === 'SNAT') return { kind: 'SOURCE_CHANGED', rank: 1, facts };
  return destinationChanged(changed, subject);
}

function ofTunnel(at: string, { action, detail }: Extract<Step, { readonly type: 'TUNNEL' }>): StepMark | undefined {
  const { inner, outer } = detail;
  if (action === 'DECAPSULATED') return { kind: 'UNWRAPPED', rank: 1, facts: { at, inner } };
  return action === 'ENCAPSULATED' && outer !== undefined
    ? { kind: 'WRAPPED', rank: 1, facts: { at, outer, inner } }
    : undefined;
}

/** A rule before it in this hop took one of several ways by chance, or is what chance left of them. */
function wasChosen(steps: readonly Step[], index: number): boolean {
  return steps
    .slice(0, index)
    .some(
      (step) =>
        step.type === 'RULE' &&
        (step.detail.chance !== undefined || step.detail.isLeft === true) &&
        stepOrigin(step).program === 'kube-proxy',
    );
}
