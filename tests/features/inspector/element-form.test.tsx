import { prerender } from 'react-dom/static';
import { expect, test } from 'vitest';
import { inspect } from '../../../src/features/inspector/object/inspected.ts';
import { ElementForm } from '../../../src/features/inspector/forms/ElementForm.tsx';
import { makeThing } from '../../../src/simulation/build/add.ts';
import { createBoardFrom } from '../../../src/simulation/build/new-board.ts';
import { putObjects } from '../../../src/simulation/edits.ts';
import { SimulationProvider } from '../../../src/simulation/workspace/context.ts';
import { WordsProvider } from '../../../src/ui/words.ts';
import { createSimulation } from '../../whole-simulation.ts';

/** What is read of an element in the inspector, with all that is fetched for it. */
async function formOf(element: string, readOnly = false): Promise<string> {
  const nodes = createBoardFrom('three-nodes');
  const initial = putObjects(nodes, makeThing(nodes, 'namespace'));
  const simulation = createSimulation({ initial, readOnly });
  await simulation.words.fetch(['later', 'narrator', 'editor']);
  const { prelude } = await prerender(
    <WordsProvider value={simulation.words}>
      <SimulationProvider value={simulation}>
        <ElementForm inspected={inspect(simulation.document.getState().router.cluster, element)} />
      </SimulationProvider>
    </WordsProvider>,
  );
  return (await new Response(prelude).text()).replaceAll(/<[^>]*>/g, '');
}

test('a kind has a form, or it is said that it has none', async () => {
  const noForm = 'This kind has no form';
  expect(await formOf('Namespace/shop')).toContain('kubernetes.io/metadata.name=shop');
  expect(await formOf('Namespace/shop')).not.toContain(noForm);
  expect(await formOf('Namespace/shop', true)).toContain(noForm);
});

test('a node says how many of its pods are of the system, which the board does not show', async () => {
  const all = await Promise.all([1, 2, 3].map((node) => formOf(`Node/node-${node}`)));
  const counted = all.map((form) => /Pods \((\d+)(?:, (\d+) of them of the system)?\)/.exec(form)?.slice(1));
  expect(counted.map((each) => each?.[0])).toEqual(counted.map((each) => each?.[1] ?? '0'));
  expect(counted.some((each) => Number(each?.[1]) > 0)).toBe(true);
});
