import type { NamespaceId } from '../linux/namespace.ts';

/** Names of the namespaces a cluster's network is made of. */
export const nodeNamespace = (node: string): NamespaceId => `node/${node}`;
/** A pod's own namespace; for a hostNetwork pod use its node's. */
export const podNamespace = (namespace: string, pod: string): NamespaceId => `pod/${namespace}/${pod}`;
/** The world outside: clients come from here, and what leaves the cluster ends here. */
export const INTERNET: NamespaceId = 'internet';
/** Joins the nodes' subnet and the internet. */
export const ROUTER: NamespaceId = 'router';
/** Holds the addresses of Services of type LoadBalancer and passes packets on to nodes. */
export const LOAD_BALANCER: NamespaceId = 'load-balancer';
