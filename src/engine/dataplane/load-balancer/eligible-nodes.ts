import type { ClusterNode, ServiceEndpoint } from '../../kubernetes/cluster/cluster.ts';

/** KEP-1143. */
export const EXCLUDED_LABEL = 'node.kubernetes.io/exclude-from-external-load-balancers';

export const hasEndpoint = (endpoints: readonly ServiceEndpoint[], { name }: ClusterNode): boolean =>
  endpoints.some(({ nodeName }) => nodeName === name);
