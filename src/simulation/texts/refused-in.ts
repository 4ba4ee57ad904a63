import { isRefusedFinding, toldOnce } from '../../manifests/checks/refusals.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import { parseObjects } from '../../manifests/edit.ts';
import { holdsBack } from '../challenge/held-back.ts';
import { findingsOf } from '../views/findings.ts';
import type { Simulation } from '../workspace/simulation.ts';

/**
 * What `kubectl apply` would not get in of a board's manifests, at its line: what is wrong with each object by itself, and with those
 * that the board has beside others. Order: of the text. undefined: a challenge asks for it.
 */
export function refusedIn(
  text: string,
  simulation: Pick<Simulation, 'document' | 'view'>,
): readonly Diagnostic[] | undefined {
  if (holdsBack(simulation)) return undefined;
  const { engine, router } = simulation.document.getState();
  const { diagnostics, locate } = parseObjects(text, engine.programs.cluster);
  const own = diagnostics.filter(({ severity }) => severity === 'error');
  const onBoard = findingsOf(router.cluster)
    .filter(isRefusedFinding)
    .map((finding): Diagnostic => {
      const { file: _file, ...placed } = locate(finding);
      return placed;
    })
    .filter(({ line }) => line !== undefined);
  const seen = new Set<string>();
  return toldOnce([...own, ...onBoard])
    .filter(({ code, line, column, path }) => {
      const key = JSON.stringify([code, line, column, path]);
      return !seen.has(key) && seen.add(key);
    })
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
