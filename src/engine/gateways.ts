/** What Gateways and routes come to, Ingresses as such, and what load balancers in front of the cluster send to. */
export type { Condition } from './kubernetes/gateway/conditions.ts';
export type { BackendRef, RouteMatch, RouteRule } from './kubernetes/gateway/read/gateway-specs.ts';
export { computeGatewayStatus, type ListenerState, type ParentState } from './kubernetes/gateway/status.ts';
export { supportedKinds } from './kubernetes/gateway/listeners.ts';
export { draftGateways, type GatewayDraft } from './kubernetes/migrate/draft-gateways.ts';
export type { Lacking, LackingReason } from './kubernetes/migrate/lacking.ts';
export { balancedTargets, type ShownCheck, type ShownTargets } from './routing/cloud/balanced-targets.ts';
export type { CloudTarget, TargetHealth } from './routing/cloud/target-group.ts';
export {
  compareEntries,
  compareEntry,
  draftedEntry,
  type EntryAnswer,
  type EntryComparison,
  type EntryRequest,
  entryRequests,
  withDraft,
} from './routing/migrate/compare-entries.ts';
export { type EntryChange, type EntryChangeDetails, entryChanges } from './routing/migrate/entry-changes.ts';
export { gatewayFor } from './routing/migrate/own-gateways.ts';
