import type { DirectionDecision, Policy } from '../../engine/policies.ts';

export interface DecisionWords {
  readonly sentence: string;
  /** The policies that had a say: key and name. */
  readonly policies: readonly { readonly key: string; readonly name: string }[];
}

/** Who decided about one end of a connection, in a sentence. `whose` is that end's name. */
export function decisionWords(
  decision: DirectionDecision,
  direction: 'ingress' | 'egress',
  whose: string,
): DecisionWords {
  switch (decision.by) {
    case 'default':
      return { sentence: `No policy limits the ${direction} of ${whose}.`, policies: [] };
    case 'isolation': {
      const { policies } = decision;
      const verb = policies.length === 1 ? 'selects' : 'select';
      return {
        sentence: `${listed(policies)} ${verb} ${whose}, and no ${direction} rule allows this.`,
        policies: policies.map(reference),
      };
    }
    case 'rule': {
      const { policy, rule } = decision.decider;
      const named = rule.name === '' ? '' : ` (${rule.name})`;
      const does = decision.allowed ? 'allows' : 'denies';
      return {
        sentence: `${nameOf(policy)} ${does} this by spec.${direction}[${rule.index}]${named}.`,
        policies: [reference(policy)],
      };
    }
  }
}

function nameOf({ ref: { kind, namespace, name } }: Policy): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function listed(policies: readonly Policy[]): string {
  return policies.map(nameOf).join(' and ');
}

function reference(policy: Policy): { readonly key: string; readonly name: string } {
  const { kind, namespace, name } = policy.ref;
  return { key: [kind, ...(namespace === undefined ? [] : [namespace]), name].join('/'), name: nameOf(policy) };
}
