/** What Gateways and routes come to, and Ingresses as such. */
export type { Condition } from './kubernetes/gateway/conditions.ts';
export type { BackendRef, RouteMatch, RouteRule } from './kubernetes/gateway/read/gateway-specs.ts';
export { computeGatewayStatus, type ListenerState, type ParentState } from './kubernetes/gateway/status.ts';
export { draftGateways, type GatewayDraft } from './kubernetes/migrate/draft-gateways.ts';
export type { Lacking, LackingReason } from './kubernetes/migrate/lacking.ts';
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
