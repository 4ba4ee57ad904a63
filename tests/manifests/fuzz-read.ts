import type { Cluster } from '../../src/engine/kubernetes/cluster/cluster.ts';
import { computeReach } from '../../src/engine/routing/reach/compute-reach.ts';
import { formatManifests } from '../../src/manifests/format.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { suggestRequests } from '../../src/simulation/views/request-suggestions.ts';
import { saidDiagnostic, saidFinding } from '../support/said.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

/** A board whose reach is looked at: pods. */
const SMALL = 12;
/** Requests that are walked of a board. */
const REQUESTS = 1;

/**
 * What opening a file comes to: read, built, its mistakes placed in the text, the requests that are offered walked, who reaches
 * whom. Throws where the file is told to be wrong without a place or a word.
 */
export function readFile(text: string): Cluster {
  const { objects, diagnostics, locate } = parseManifests([{ name: 'a.yaml', text }]);
  for (const diagnostic of diagnostics) {
    const { line = 1, column = 1, code } = diagnostic;
    const sentence = saidDiagnostic(diagnostic);
    if (line < 1 || column < 1 || sentence === '') throw new Error(`no place or word: ${code} ${sentence}`);
  }
  const cluster = buildCluster({ objects });
  for (const finding of cluster.findings) {
    if (saidFinding(finding) === '') throw new Error(`no word: ${finding.code}`);
    locate(finding);
  }
  const router = createRouter(cluster);
  for (const request of suggestRequests(cluster, REQUESTS)) router.trace(request);
  if (cluster.pods.length <= SMALL) computeReach(cluster).lines();
  // What is on a board has to be copied and exported.
  structuredClone(objects);
  formatManifests(objects);
  return cluster;
}
