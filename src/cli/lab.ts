import { formatLab } from '../engine/print.ts';
import { BUILT } from '../narration/en/cli/answers.ts';
import { type Call, InputError } from './terminal/call.ts';
import { ENGINE } from './input/engine.ts';
import { readCluster, reportDiagnostics } from './input/read-input.ts';

/** `packetwalk lab FILE...`: a shell script that builds this cluster's network in Linux network namespaces. */
export function lab(call: Call): string {
  const read = readCluster(call);
  reportDiagnostics(read);
  const { cluster, unreadable } = read;
  // A lab without what could not be read would be another network.
  if (unreadable > 0) throw new InputError(BUILT.unreadable);
  const script = formatLab(cluster, ENGINE.buildNetwork(cluster));
  if (!script.ok) throw new InputError(script.message);
  return call.json ? `${JSON.stringify({ script: script.text }, null, 2)}\n` : script.text;
}
