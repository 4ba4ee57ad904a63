import { buildClusterInSteps, buildPodsInSteps } from '../engine/kubernetes/build-cluster.ts';
import type { Cluster } from '../engine/kubernetes/cluster.ts';
import type { BuildOptions } from '../features/files/ImportDialog.tsx';
import type { ScenarioDocument } from '../scenario/document.ts';
import { loadPrograms, wantsPrograms } from '../simulation/programs.ts';

/** Milliseconds at a time: the rest of a frame is left to the page. */
const SLICE = 8;
/** Milliseconds between two words on how far it is: each is a picture to draw. */
const TELL_EVERY = 100;

/**
 * The cluster of a document with its pods, as a board shows them, built step by step while the page goes on. undefined: it was
 * stopped, and nothing of it stays.
 */
export async function buildInTasks(
  document: ScenarioDocument,
  { signal, onProgress }: BuildOptions = {},
): Promise<Cluster | undefined> {
  // Where they cannot be fetched, the walk says what stands in for them.
  if (wantsPrograms(document)) await loadPrograms().catch(() => undefined);
  let told = performance.now();
  const inTasks = async <Result>(steps: Generator<number | undefined, Result>): Promise<Result | undefined> => {
    let end = performance.now() + SLICE;
    while (signal?.aborted !== true) {
      const step = steps.next();
      if (step.done === true) return step.value;
      const now = performance.now();
      if (now < end) continue;
      if (now - told >= TELL_EVERY) {
        told = now;
        onProgress?.({ share: step.value });
      }
      // One after the other is what this is for.
      // oxlint-disable-next-line no-await-in-loop
      await nextTask();
      end = performance.now() + SLICE;
    }
    return undefined;
  };
  const cluster = await inTasks(buildClusterInSteps(document));
  if (cluster !== undefined) await inTasks(buildPodsInSteps(cluster));
  return signal?.aborted === true ? undefined : cluster;
}

/** Resolves in a task of its own. Not by a timer: browsers hold timers back that follow one another. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
