import { restoreLook } from '../../scenario/lesson-address.ts';
import type { ScenarioDocument, SharedScenario } from '../../scenario/document/document.ts';
import type { Look } from '../../scenario/look-names.ts';
import type { Problem } from '../../scenario/restore/problem.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { showStoryStep } from '../../simulation/workspace/story.ts';
import { prefersStillness } from '../page/stillness.ts';

interface ReadLook {
  readonly opened: { readonly scenario: ScenarioDocument | SharedScenario; readonly problems?: readonly Problem[] };
  /** What is left to do once that is open. */
  readonly onOpen?: () => Promise<void>;
}

/** A lesson as an address says that it is looked at, and what of that could not be used. */
export async function readLook(simulation: Simulation, document: ScenarioDocument, look: Look): Promise<ReadLook> {
  const part = Number(look['part']) - 1;
  if (Object.keys(look).length === 1 && document.story[part] !== undefined)
    return { opened: { scenario: document }, onOpen: () => showPart(simulation, part) };
  const { scenario, problems } = restoreLook(document, look);
  if (problems.length > 0) await simulation.words.fetch(['later']);
  return { opened: { scenario: { ...scenario, document }, problems } };
}

/** As if somebody had gone on to that part of the story. */
async function showPart(simulation: Simulation, part: number): Promise<void> {
  await simulation.opened();
  showStoryStep(simulation, part);
  if (prefersStillness()) simulation.playback.getState().pause();
}
