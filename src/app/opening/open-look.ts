import { restoreLook } from '../../scenario/lesson-address.ts';
import type { ScenarioDocument, SharedScenario } from '../../scenario/document/document.ts';
import type { Look } from '../../scenario/look-names.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { showStoryStep } from '../../simulation/workspace/story.ts';
import { prefersStillness } from '../page/stillness.ts';
import type { Workspace } from './open.ts';
import { tellProblems } from './open-restored.ts';

interface ReadLook {
  readonly scenario: ScenarioDocument | SharedScenario;
  /** What is left to do once that is open. */
  readonly onOpen: () => Promise<void> | void;
}

/** A lesson as an address says that it is looked at. */
export async function readLook(workspace: Workspace, document: ScenarioDocument, look: Look): Promise<ReadLook> {
  const { simulation } = workspace;
  const part = Number(look['part']) - 1;
  if (Object.keys(look).length === 1 && document.story[part] !== undefined)
    return { scenario: document, onOpen: () => showPart(simulation, part) };
  const { scenario, problems } = restoreLook(document, look);
  if (problems.length > 0) await simulation.words.fetch(['later']);
  return { scenario: { ...scenario, document }, onOpen: () => tellProblems(workspace, problems) };
}

/** As if somebody had gone on to that part of the story. */
async function showPart(simulation: Simulation, part: number): Promise<void> {
  await simulation.opened();
  showStoryStep(simulation, part, { play: !prefersStillness() });
}
