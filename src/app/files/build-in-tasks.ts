import { buildPodsInSteps } from '../../engine/clusters.ts';
import type { Cluster } from '../../engine/objects.ts';
import type { BuildOptions } from '../../features/files/ImportDialog.tsx';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { inTasks } from './in-tasks.ts';

/** Milliseconds between two words on how far it is: each is a picture to draw. */
const TELL_EVERY = 100;

/**
 * The cluster of a document with its pods, as a board shows them, built step by step while the page goes on. undefined: it was
 * stopped, and nothing of it stays.
 */
export async function buildInTasks(
  simulation: Pick<Simulation, 'prepare' | 'document'>,
  document: ScenarioDocument,
  { signal, onProgress }: BuildOptions = {},
): Promise<Cluster | undefined> {
  await simulation.prepare(document);
  let told = performance.now();
  const tell = (share: number | undefined): void => {
    if (performance.now() - told < TELL_EVERY) return;
    told = performance.now();
    onProgress?.({ share });
  };
  const build = <Result>(steps: Generator<number | undefined, Result>): Promise<Result | undefined> =>
    inTasks(until(steps, signal), tell);
  const cluster = await build(simulation.document.getState().engine.buildClusterInSteps(document));
  if (cluster !== undefined) await build(buildPodsInSteps(cluster));
  return signal?.aborted === true ? undefined : cluster;
}

/** The steps as long as nobody stops them; undefined: somebody did. */
function* until<Step, Result>(
  steps: Generator<Step, Result>,
  signal: AbortSignal | undefined,
): Generator<Step, Result | undefined> {
  while (signal?.aborted !== true) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield step.value;
  }
  return undefined;
}
