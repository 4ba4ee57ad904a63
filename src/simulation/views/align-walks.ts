import { formatEndpoint, type PacketHeader, type RuleStep, type Step, stepOrigin } from '../../engine/packets.ts';
import { ruleText } from '../../narration/rule-text.ts';
import { align, type Aligned } from './align.ts';
import type { WalkedHop } from './compare-walks.ts';

/** A step of either walk, or of both; `same`: of both, and it does the same for the same reason. */
export interface AlignedStep extends Aligned<Step> {
  readonly same: boolean;
}

/** A pass through a namespace of either walk, or of both; `same`: of both, with the same packet, steps and number of rules. */
export interface AlignedHop extends Aligned<WalkedHop> {
  readonly steps: readonly AlignedStep[];
  readonly same: boolean;
}

/** Two walks hop by hop, and in each hop step by step. Every hop and every step of both occurs once, in its order. */
export function alignWalks(left: readonly WalkedHop[], right: readonly WalkedHop[]): readonly AlignedHop[] {
  return align(left, right, likenessOfHops).map((pair) => {
    const steps = alignSteps(pair.left?.steps ?? [], pair.right?.steps ?? []);
    return { ...pair, steps, same: isSameHop(pair) && steps.every(({ same }) => same) };
  });
}

/** Where a packet comes from and goes to as it enters a hop: "10.244.1.2:40000 → 10.96.40.12:80". */
export function entering({ steps: [first] }: Pick<WalkedHop, 'steps'>): string | undefined {
  return first && endsOf(first.packet);
}

function endsOf({ sourceIP, sourcePort, destinationIP, destinationPort }: PacketHeader): string {
  return `${formatEndpoint(sourceIP, sourcePort)} → ${formatEndpoint(destinationIP, destinationPort)}`;
}

/** A place has its like in itself, else in one of its kind, at the same point of what is asked and answered. */
function likenessOfHops(left: WalkedHop, right: WalkedHop): number {
  if (left.direction !== right.direction || left.leg.kind !== right.leg.kind) return 0;
  if (left.namespace === right.namespace) return entering(left) === entering(right) ? 5 : 4;
  return kindOf(left.namespace) === kindOf(right.namespace) ? 1 : 0;
}

function isSameHop({ left, right }: Aligned<WalkedHop>): boolean {
  if (left === undefined || right === undefined) return false;
  return (
    left.namespace === right.namespace &&
    left.rulesEvaluated === right.rulesEvaluated &&
    entering(left) === entering(right)
  );
}

const kindOf = (namespace: string): string => namespace.split('/')[0] ?? '';

interface KeyedStep {
  readonly step: Step;
  /** Equal: it does the same for the same reason. */
  readonly key: string;
}

function alignSteps(left: readonly Step[], right: readonly Step[]): readonly AlignedStep[] {
  return align(left.map(keyed), right.map(keyed), likenessOfSteps).map((pair) => ({
    ...(pair.left && { left: pair.left.step }),
    ...(pair.right && { right: pair.right.step }),
    same: pair.left?.key === pair.right?.key,
  }));
}

/** The same worth more than two that are only alike, so that what both do is found however much lies between. */
function likenessOfSteps({ step: left, key }: KeyedStep, { step: right, key: other }: KeyedStep): number {
  if (key === other) return 5;
  if (left.type !== right.type) return 0;
  if (left.type === 'RULE' && right.type === 'RULE') return likenessOfRules(left, right);
  return left.action === right.action ? 2 : 1;
}

/** Modes have rules of their own for the same: they are like by the object for which they stand at a hook, and by what comes of them. */
function likenessOfRules(left: RuleStep, right: RuleStep): number {
  if (left.detail.hook !== right.detail.hook) return 0;
  const [one, other] = [stepOrigin(left).subject, stepOrigin(right).subject];
  const sameAction = left.action === right.action ? 1 : 0;
  if (one === undefined || other === undefined) return one === other ? sameAction : 0;
  const sameObject = one.kind === other.kind && one.namespace === other.namespace && one.name === other.name;
  return (sameObject ? 2 : 0) + sameAction;
}

function keyed(step: Step): KeyedStep {
  return { step, key: `${step.type} ${step.action} ${factsOf(step)}` };
}

/** What the step rests on. A rule is its text where it stands: how many others there are is counted with the hop. */
function factsOf(step: Step): string {
  if (step.type === 'RULE') return `${step.detail.hook} ${step.detail.table} ${ruleText(step)}`;
  return JSON.stringify(step.detail);
}
