import { formatLab } from '../engine/dataplane/lab/format-lab.ts';
import { type Call, InputError } from './call.ts';
import { readCluster, reportDiagnostics } from './read-input.ts';

/** `packetwalk lab FILE...`: a shell script that builds this cluster's network in Linux network namespaces. */
export function lab(call: Call): string {
  const { cluster, diagnostics } = readCluster(call);
  reportDiagnostics(diagnostics, call.json);
  if (cluster.nodes.length === 0) throw new InputError('there is no node, so there is nothing to build');
  const mode = cluster.settings.proxyMode;
  if (mode !== 'iptables' && mode !== 'nftables') {
    throw new InputError(`a lab has the rules of iptables or nftables; of proxy mode ${mode} there is none`);
  }
  const script = formatLab(cluster);
  return call.json ? `${JSON.stringify({ script }, null, 2)}\n` : script;
}
