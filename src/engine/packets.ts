/** Addresses, packets, hosts and the trace of a walk. */
export { namespaceOwner, nodeNamespace, podNamespace } from './dataplane/rules/namespace-names.ts';
export type { Network } from './linux/namespace/namespace.ts';
export type { Origin, Subject } from './linux/model/origin.ts';
export type { HeaderChange, HeaderField, PacketHeader } from './linux/model/packet.ts';
export type { NamespaceId } from './linux/model/place.ts';
export {
  type BpfStep,
  type BridgeStep,
  type ConntrackEntry,
  type ConntrackStep,
  type Disposition,
  type Hop,
  type InterfaceStep,
  type IpvsStep,
  type MtuStep,
  type NeighborStep,
  type NoRouteMatchedStep,
  type ProxyStep,
  type SidecarStep,
  type RedirectStep,
  type RouteMatchedStep,
  type RouteStep,
  type RuleStep,
  type SocketStep,
  type Step,
  stepOrigin,
  stepTarget,
  type Trace,
  type TranslateStep,
  type TtlStep,
  type TunnelStep,
} from './linux/model/trace.ts';
export { type Cidr, cidrParts, cidrsOverlap, parseCidr } from './net/cidr.ts';
export { type Flow, flowKey, formatFlow, type Protocol, reverseFlow } from './net/flow.ts';
export {
  createIp,
  IP_BITS,
  formatEndpoint,
  type Ip,
  ipBits,
  ipFamily,
  type IpFamily,
  ipFromBits,
  isLoopbackIp,
  parseIp,
  type Port,
} from './net/ip.ts';
