import type { RoomWords } from '../../../narration/page/language.ts';
import { type Step, stepOrigin } from '../../../engine/packets.ts';

/** What one line of a hop shows: a step that says something, or several in a row that say little. */
export type StepGroup =
  | { readonly kind: 'step'; readonly first: number; readonly step: Step }
  | { readonly kind: 'quiet'; readonly first: number; readonly steps: readonly Step[] };

/** A hop's steps as lines, in order. `all`: every step has a line of its own. */
export function stepGroups(steps: readonly Step[], all: boolean): readonly StepGroup[] {
  const groups: StepGroup[] = [];
  steps.forEach((step, index) => {
    const last = groups.at(-1);
    if (all || !isQuiet(step)) groups.push({ kind: 'step', first: index, step });
    else if (last?.kind === 'quiet') groups[groups.length - 1] = { ...last, steps: [...last.steps, step] };
    else groups.push({ kind: 'quiet', first: index, steps: [step] });
  });
  return groups;
}

/** Index of the group that holds the step; -1 for none. */
export function groupOf(groups: readonly StepGroup[], step: number): number {
  return step < 0 ? -1 : groups.findLastIndex((group) => group.first <= step);
}

/** True for what happens on every way and decides nothing: passing an interface, a neighbour found, a jump for everybody. */
function isQuiet(step: Step): boolean {
  switch (step.type) {
    case 'INTERFACE':
      return true;
    case 'NEIGHBOR':
      return step.action === 'RESOLVED';
    case 'CONNTRACK':
      return step.action !== 'INVALID';
    case 'TTL':
      return step.action === 'DECREMENTED';
    case 'RULE': {
      const plain = ['JUMP', 'GOTO', 'RETURN', 'UPDATE', 'COUNTED'].includes(step.action);
      return plain && stepOrigin(step).subject === undefined && step.detail.chance === undefined;
    }
    case 'SOCKET':
    case 'BRIDGE':
    case 'ROUTE':
    case 'POLICY':
    case 'TRANSLATE':
    case 'IPVS':
    case 'BPF':
    case 'TUNNEL':
    case 'REDIRECT':
    case 'MTU':
    case 'TLS_TERMINATED':
    case 'ROUTE_MATCHED':
    case 'NO_ROUTE_MATCHED':
    case 'SIDECAR':
      return false;
  }
}

const NAMED = 2;

/** What folded steps are called on their one line: a few by name, more by number. */
export function quietWords(titles: readonly string[], andMore: RoomWords['walkDetail']['andMore']): string {
  if (titles.length <= NAMED + 1) return titles.join(' · ');
  return andMore(titles.slice(0, NAMED).join(' · '), titles.length - NAMED);
}
