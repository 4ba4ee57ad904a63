import { computeReach, formatConnections, reachRemarks } from '../engine/reach.ts';
import type { Call } from './terminal/call.ts';
import { saidPlaced } from './terminal/said.ts';
import { formatDiagnostic, readCluster, reportDiagnostics } from './input/read-input.ts';

/** `packetwalk reach FILE...`: who can connect to whom. */
export function reach(call: Call): string {
  const read = readCluster(call);
  reportDiagnostics(read);
  const { cluster, manifests } = read;
  // What could change the list is told beside it.
  process.stderr.write(
    reachRemarks(cluster)
      .map((one) => `${formatDiagnostic(saidPlaced(manifests.locate(one)))}\n`)
      .join(''),
  );
  const found = computeReach(cluster).lines();
  if (call.json) return `${JSON.stringify(found, null, 2)}\n`;
  return found.map(({ src, dst, connections }) => `${src} => ${dst} : ${formatConnections(connections)}\n`).join('');
}
