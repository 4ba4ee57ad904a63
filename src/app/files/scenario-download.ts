import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { fetchPart, withPart } from '../../ui/fetch-part.ts';
import { download, fileName } from '../page/download.ts';

const loadFormat = () => import('../../scenario/scenario-file.ts');

/** What is on the board, as a scenario file. */
export async function scenarioFile(simulation: Simulation) {
  return createFile(simulation, await fetchPart('scenarioWriter', loadFormat));
}

/** Hands over the scenario file. */
export function saveScenario(simulation: Simulation): void {
  withPart('scenarioWriter', loadFormat, (format) => download(createFile(simulation, format)));
}

type Format = Awaited<ReturnType<typeof loadFormat>>;

function createFile(simulation: Simulation, { formatScenarioFile, SCENARIO_FILE_ENDING }: Format) {
  const scenario = simulation.snapshot();
  const name = `${fileName(scenario.document.title)}${SCENARIO_FILE_ENDING}`;
  return { name, text: formatScenarioFile(scenario) };
}
