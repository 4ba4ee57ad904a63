/** What policies say. */
export { type Decision, type DirectionDecision, selecting } from './kubernetes/network-policy/decide.ts';
export { languageOfKind } from './kubernetes/network-policy/policy-language.ts';
export { policiesOf } from './kubernetes/network-policy/policy-set.ts';
export type { Direction, Policy, PolicyPeer, PolicyPort, PolicyRule } from './kubernetes/network-policy/policy.ts';
export { isSubject } from './kubernetes/network-policy/select.ts';
