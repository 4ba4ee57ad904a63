import type { NamespaceId } from '../../linux/model/place.ts';

/** Names of the namespaces a cluster's network is made of. */
export const nodeNamespace = (node: string): NamespaceId => `node/${node}`;
/** A pod's own namespace; for a hostNetwork pod use its node's. */
export const podNamespace = (namespace: string, pod: string): NamespaceId => `pod/${namespace}/${pod}`;
/** Whose a namespace is. */
export type NamespaceOwner =
  | { readonly kind: 'Node'; readonly name: string }
  | { readonly kind: 'Pod'; readonly namespace: string; readonly name: string };

/** undefined: it belongs to nobody in the cluster. */
export function namespaceOwner(id: NamespaceId): NamespaceOwner | undefined {
  const [kind, first, second] = id.split('/');
  if (kind === 'node' && first !== undefined) return { kind: 'Node', name: first };
  if (kind !== 'pod' || first === undefined || second === undefined) return undefined;
  return { kind: 'Pod', namespace: first, name: second };
}

/** The world outside: clients come from here, and what leaves the cluster ends here. */
export const INTERNET: NamespaceId = 'internet';
/** Joins the nodes' subnet and the internet. */
export const ROUTER: NamespaceId = 'router';
/** Holds the addresses of Services of type LoadBalancer and passes packets on to nodes. */
export const LOAD_BALANCER: NamespaceId = 'load-balancer';
