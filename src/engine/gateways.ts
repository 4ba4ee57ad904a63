/** What Gateways and routes come to, and Ingresses as such. */
export type { Condition } from './kubernetes/gateway/conditions.ts';
export type { BackendRef, RouteMatch, RouteRule } from './kubernetes/gateway/read/gateway-specs.ts';
export { computeGatewayStatus, type ListenerState, type ParentState } from './kubernetes/gateway/status.ts';
export { draftGateways, type GatewayDraft } from './kubernetes/migrate/draft-gateways.ts';
export type { Lacking, LackingReason } from './kubernetes/migrate/lacking.ts';
export {
  compareEntries,
  type EntryAnswer,
  type EntryDifference,
  entryRequests,
  withDraft,
} from './routing/migrate/compare-entries.ts';
