import type { ClusterNode, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { ClusterEntry } from '../../kubernetes/cluster/cluster-entry.ts';
import type { GatewayListener } from '../../kubernetes/cluster/cluster-gateway.ts';
import type { NamespaceId } from '../../linux/model/place.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { Target } from '../request/parse-target.ts';

/** Where a request starts, found in the cluster. `ip`: the client's own address where the request fixes it. */
export type Source =
  | { readonly kind: 'pod'; readonly namespace: NamespaceId; readonly pod: ClusterPod; readonly container?: string }
  | { readonly kind: 'node'; readonly namespace: NamespaceId; readonly node: ClusterNode }
  | { readonly kind: 'wire'; readonly namespace: NamespaceId; readonly node: ClusterNode; readonly ip: Ip }
  | { readonly kind: 'internet'; readonly namespace: NamespaceId; readonly ip?: Ip };

/** What the request's host resolves to, as an outside client's DNS would have it. */
export interface EntryPoint {
  readonly entry: ClusterEntry;
  /** Of a Gateway; absent: none in particular. */
  readonly listener?: GatewayListener;
}

/** A request that can be walked. */
export interface ParsedRequest {
  readonly source: Source;
  readonly target: Target;
  readonly via?: EntryPoint;
  readonly method: string;
  /** As written. */
  readonly headers: Readonly<Record<string, string>>;
  readonly sourcePort: Port;
  /** Of a UDP datagram or an ICMP echo; absent: small. */
  readonly bytes?: number;
}
