/** Who reaches whom. */
export { computeReach } from './routing/reach/compute-reach.ts';
export { formatConnections } from './routing/reach/format-reach.ts';
export type { Connections, Reachability, ReachPeer, ReachTransport } from './routing/reach/reach.ts';
export { reachDoubts, type ReachDoubts, reachRemarks } from './routing/unread/reach-remarks.ts';
