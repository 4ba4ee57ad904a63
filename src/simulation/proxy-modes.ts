import { isProxyModeInstalled } from '../engine/dataplane/kube-proxy/create-proxy.ts';
import type { Router } from '../engine/routing/router.ts';
import type { ScenarioDocument } from '../scenario/document.ts';

/** Fetches the programs of all proxy modes. Rejects when they cannot be fetched. */
export async function loadProxyModes(): Promise<void> {
  await import('../engine/dataplane/install-proxy-modes.ts');
}

/** True when a document states a mode that is not at hand: fetch it before the document is opened. */
export function wantsOtherProxyMode({ overrides, objects }: ScenarioDocument): boolean {
  if (overrides.proxyMode !== undefined) return !isProxyModeInstalled(overrides.proxyMode);
  const stated = objects.find(({ kind }) => kind === 'KubeProxyConfiguration')?.['mode'];
  return (stated === 'nftables' || stated === 'ipvs') && !isProxyModeInstalled(stated);
}

/** True when something else stands in for the proxy mode of a router's cluster. */
export function lacksProxyMode({ cluster }: Router): boolean {
  return !isProxyModeInstalled(cluster.settings.proxyMode);
}
