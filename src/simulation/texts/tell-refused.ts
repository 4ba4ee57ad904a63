import type { Simulation } from '../workspace/simulation.ts';
import { refusedIn } from './refused-in.ts';

/** Says of manifests that were copied from the board how much of them an API server would refuse, as the export does; of none, nothing. */
export function tellRefused(simulation: Simulation, text: string): void {
  const count = refusedIn(text, simulation)?.length ?? 0;
  if (count === 0) return;
  const { view, words } = simulation;
  view.getState().toast({ tone: 'error', stays: false, text: words.of('files').export.refused(count) });
}
