/** What becomes of a request. */
export type { Behind } from './routing/outcome/empty-cause-details.ts';
export type { Unannounced, UnannouncedDetails } from './dataplane/load-balancer/announcement.ts';
export type { BalancerCauseDetails } from './routing/outcome/balancer-cause-details.ts';
export type { MachineCauseDetails } from './routing/outcome/machine-cause-details.ts';
export type { IngressCauseDetails } from './routing/outcome/ingress-cause-details.ts';
export type {
  CauseCode,
  CauseDetails,
  CauseFacts,
  UnreadyPod,
} from './routing/outcome/cause-details.ts';
export { type ArrivalCondition, conditionsOf } from './routing/outcome/condition.ts';
export type { Fix, FixDetails } from './routing/outcome/fix.ts';
export type { MeshCauseDetails } from './routing/outcome/policy-cause-details.ts';
export type { OpenShiftCauseDetails } from './routing/outcome/openshift-cause-details.ts';
export type { Asked, GatewayCauseDetails, MatchFacts } from './routing/outcome/gateway-cause-details.ts';
export { carries, type Carries, continues, failureOf, walkOrder } from './routing/outcome/leg-order.ts';
export type { MomentCauseDetails } from './routing/outcome/moment-cause-details.ts';
export type { NotConsidered, NotConsideredDetails } from './routing/outcome/not-considered.ts';
export {
  type Cause,
  type DnsLookup,
  hidesClient,
  isServed,
  isSuccess,
  type Leg,
  type Outcome,
  type OutcomeDestination,
  type Verdict,
} from './routing/outcome/outcome.ts';
export type {
  NearRule,
  PeerMiss,
  PolicyCauseDetails,
  PolicyEnd,
  PortMiss,
} from './routing/outcome/policy-cause-details.ts';
export { verdictOf } from './routing/outcome/verdict.ts';
export { missingFrom } from './routing/run/ways/gather-ways.ts';
export type { TraceLimits } from './routing/run/routing-programs.ts';
