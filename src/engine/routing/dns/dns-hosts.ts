import { textOf } from '../../kubernetes/model/reader.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { type Ip, type IpFamily, createIp, parseIp } from '../../net/ip.ts';

export const LOCALHOST: Readonly<Record<IpFamily, Ip>> = { 4: createIp('127.0.0.1'), 6: createIp('::1') };

/**
 * What a pod's /etc/hosts says for a name, which is read before DNS is asked; empty: nothing. The kubelet writes the pod's own
 * name and its hostAliases; a pod with hostNetwork has its node's file, with its hostAliases below.
 * Source: kubelet v1.34 pkg/kubelet/kubelet_pods.go managedHostsFileContent, GeneratePodHostNameAndDomain.
 */
export function hostsAddresses({ settings }: Cluster, pod: ClusterPod, name: string): readonly Ip[] {
  const { hostname, subdomain, hostAliases } = spec(pod);
  const host = (typeof hostname === 'string' && hostname !== '' ? hostname : pod.name).toLowerCase();
  const full = `${host}.${textOf(subdomain) ?? ''}.${pod.namespace}.svc.${settings.clusterDomain}`;
  const isOwn = name === host || (typeof subdomain === 'string' && name === full);
  if (isOwn && !pod.hostNetwork) return pod.ips;
  const aliases: readonly unknown[] = Array.isArray(hostAliases) ? hostAliases : [];
  return aliases.flatMap((alias) => {
    const { ip, hostnames } = (alias ?? {}) as { readonly ip?: unknown; readonly hostnames?: unknown };
    const names: readonly unknown[] = Array.isArray(hostnames) ? hostnames : [];
    const named = names.some((each) => typeof each === 'string' && each.toLowerCase() === name);
    return named && typeof ip === 'string' ? (parseIp(ip) ?? []) : [];
  });
}

function spec(pod: ClusterPod): Readonly<Record<string, unknown>> {
  const found: unknown = pod.object['spec'];
  return typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>) : {};
}
