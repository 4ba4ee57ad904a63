import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';

/** "web.shop.svc.cluster.local" */
export const fullName = ({ settings }: Cluster, { namespace, name }: ClusterService): string =>
  `${name}.${namespace}.svc.${settings.clusterDomain}`;

/**
 * Whether a host that an object of a namespace states is that name, or covers it. A name without a dot is one of the object's namespace, one with a
 * dot is taken as it is. // istio pilot/pkg/model/conversion.go ResolveShortnameToFQDN
 */
export function hostCovers(cluster: Cluster, host: string, namespace: string, name: string): boolean {
  if (host.startsWith('*')) return name.endsWith(host.slice(1));
  const full = host.includes('.') ? host : `${host}.${namespace}.svc.${cluster.settings.clusterDomain}`;
  return full === name;
}

/**
 * Whether the proxies of a namespace take a request for this host for one to the Service. // istio pilot/pkg/networking/core/httproute.go
 * generateVirtualHostDomains
 */
export function isCalled(cluster: Cluster, service: ClusterService, host: string, from: string): boolean {
  const { namespace, name, clusterIPs, headless } = service;
  const inNamespace = `${name}.${namespace}`;
  const names = [
    fullName(cluster, service),
    `${inNamespace}.svc`,
    inNamespace,
    ...(namespace === from ? [name] : []),
  ].map((each) => each.toLowerCase());
  if (names.includes(host) || clusterIPs.some((ip) => ip === host)) return true;
  return headless && names.some((each) => host.endsWith(`.${each}`));
}
