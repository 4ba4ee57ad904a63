import { formatLab } from '../engine/dataplane/lab/format-lab.ts';
import type { ProxyMode } from '../engine/kubernetes/cluster.ts';
import type { Router } from '../engine/routing/router.ts';

/** A script, or why there is none. */
export type LabScript = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

const LAB_MODES: ReadonlySet<ProxyMode> = new Set<ProxyMode>(['iptables', 'nftables']);

/** The router's network as a bash script that builds it out of Linux network namespaces. */
export function createLabScript({ cluster, network }: Pick<Router, 'cluster' | 'network'>): LabScript {
  const { proxyMode } = cluster.settings;
  if (!LAB_MODES.has(proxyMode)) {
    const message = `a lab has no ${proxyMode}. Compare modes and use iptables or nftables for this cluster.`;
    return { ok: false, message };
  }
  return { ok: true, text: formatLab(cluster, network) };
}
