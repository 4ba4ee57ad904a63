/** The Service by which caches reach the cluster DNS, unless its address is written into the Corefile. */
export const CACHE_UPSTREAM = 'kube-dns-upstream';
/** What node-cache puts that Service's address in place of. */
export const CLUSTER_DNS_VARIABLE = '__PILLAR__CLUSTER__DNS__';
