import { formatLab } from '../engine/dataplane/lab/format-lab.ts';
import { type Call, InputError } from './call.ts';
import { readCluster, reportDiagnostics } from './read-input.ts';

/** `packetwalk lab FILE...`: a shell script that builds this cluster's network in Linux network namespaces. */
export function lab(call: Call): string {
  const { cluster, diagnostics } = readCluster(call);
  reportDiagnostics(diagnostics, call.json);
  const script = formatLab(cluster);
  if (!script.ok) throw new InputError(script.message);
  return call.json ? `${JSON.stringify({ script: script.text }, null, 2)}\n` : script.text;
}
