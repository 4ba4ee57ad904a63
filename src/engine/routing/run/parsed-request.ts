import type { ClusterNode, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { ClusterEntry } from '../../kubernetes/cluster/cluster-entry.ts';
import type { GatewayListener } from '../../kubernetes/cluster/cluster-gateway.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
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

/** What a proxy of a mesh has on its own connection to the next one. */
export interface Peer {
  /** Who it shows itself to be, by mutual TLS: "cluster.local/ns/shop/sa/web"; absent: it speaks none. */
  readonly principal?: string;
  /** The DestinationRule by which it speaks what it does. */
  readonly rule?: { readonly says: string; readonly object: ObjectRef; readonly path: readonly (string | number)[] };
  /** It knew no Service by what was called. */
  readonly passedThrough?: true;
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
  /** Of the proxy of a mesh that has sent it on; absent: nobody has. */
  readonly peer?: Peer | undefined;
}
