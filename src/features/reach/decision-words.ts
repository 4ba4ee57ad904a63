import type { RoomWords } from '../../narration/page/language.ts';
import type { DirectionDecision, Policy } from '../../engine/policies.ts';

export interface DecisionWords {
  readonly sentence: string;
  /** The policies that had a say: key and name. */
  readonly policies: readonly { readonly key: string; readonly name: string }[];
}

interface DecisionSubject {
  /** The name of the end that is decided about. */
  readonly whose: string;
  /** Somebody enforces policies. */
  readonly enforced: boolean;
  readonly words: RoomWords['reach']['decisions'];
}

/** Who decided about one end of a connection, in a sentence. */
export function decisionWords(
  decision: DirectionDecision,
  direction: 'ingress' | 'egress',
  { whose, enforced, words }: DecisionSubject,
): DecisionWords {
  switch (decision.by) {
    case 'default':
      return { sentence: (enforced ? words.noPolicy : words.noneEnforced)(direction, whose), policies: [] };
    case 'isolation': {
      const { policies } = decision;
      return {
        sentence: words.isolated(policies.map(nameOf), whose, direction),
        policies: policies.map(reference),
      };
    }
    case 'rule': {
      const { policy, rule } = decision.decider;
      const named = rule.name === '' ? '' : ` (${rule.name})`;
      const say = decision.allowed ? words.allows : words.denies;
      return {
        sentence: say(nameOf(policy), `spec.${direction}[${rule.index}]${named}`),
        policies: [reference(policy)],
      };
    }
  }
}

function nameOf({ ref: { kind, namespace, name } }: Policy): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function reference(policy: Policy): { readonly key: string; readonly name: string } {
  const { kind, namespace, name } = policy.ref;
  return { key: [kind, ...(namespace === undefined ? [] : [namespace]), name].join('/'), name: nameOf(policy) };
}
