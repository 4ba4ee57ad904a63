/** What Gateways and routes come to. */
export type { Condition } from './kubernetes/gateway/conditions.ts';
export type { BackendRef, RouteMatch, RouteRule } from './kubernetes/gateway/read/gateway-specs.ts';
export { computeGatewayStatus, type ListenerState, type ParentState } from './kubernetes/gateway/status.ts';
