import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { Ip } from '../../net/ip.ts';

/** What there is to say where a cloud's network fails a request, by code. */
export interface CloudCauseDetails {
  /** Of the cluster's network, called from the internet. `annotation`, or `params` (IngressClassParams): by which its load balancer is an internal one. */
  readonly ADDRESS_NOT_PUBLIC: {
    readonly ip: Ip;
    readonly owner: ObjectRef;
    readonly annotation?: string;
    readonly params?: string;
  };
  /** A load balancer sends to a pod by its address, which exists only between the nodes. */
  readonly POD_NETWORK_NOT_ROUTED: { readonly ip: Ip; readonly pod: NamespacedName; readonly cni: string };
  /** What left the cluster's network with a private address that no gateway translates. `node`: whose public address is not lent. */
  readonly SOURCE_NOT_PUBLIC: { readonly ip: Ip; readonly to: Ip; readonly node?: string };
}
