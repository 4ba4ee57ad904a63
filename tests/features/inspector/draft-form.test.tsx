import type { ReactNode } from 'react';
import { prerender } from 'react-dom/static';
import { expect, test } from 'vitest';
import { hasRole, objectKey, type RawObject } from '../../../src/engine/objects.ts';
import { DraftForm } from '../../../src/features/inspector/forms/DraftForm.tsx';
import { ElementForm } from '../../../src/features/inspector/forms/ElementForm.tsx';
import { FindingList } from '../../../src/features/inspector/object/FindingList.tsx';
import { editTarget, inspect } from '../../../src/features/inspector/object/inspected.ts';
import { formatManifests } from '../../../src/manifests/format.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import { setAtPath } from '../../../src/manifests/set-at-path.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { makeThing } from '../../../src/simulation/build/add.ts';
import { createBoardFrom } from '../../../src/simulation/build/new-board.ts';
import { THINGS } from '../../../src/simulation/build/things.ts';
import { putObjects } from '../../../src/simulation/edits.ts';
import { homeOf, refOf } from '../../../src/simulation/object-refs.ts';
import { SimulationProvider } from '../../../src/simulation/workspace/context.ts';
import type { Simulation } from '../../../src/simulation/workspace/simulation.ts';
import { WordsProvider } from '../../../src/ui/words.ts';
import { createSimulation } from '../../whole-simulation.ts';

const ROUTE = `apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: front, namespace: shop }
spec: { host: shop.example.com, to: { kind: Service, name: web } }
`;

/** A board with one of all that can be made, and of each kind with a form of its own. */
const BOARD: ScenarioDocument = THINGS.reduce(
  (board, thing) => (thing === 'client' ? board : putObjects(board, makeThing(board, thing))),
  putObjects(createBoardFrom('three-nodes'), parseManifests([{ name: '', text: ROUTE }]).objects),
);
const keyOf = (object: RawObject): string => objectKey(refOf(object, homeOf(BOARD)));

/** Something else for everything that a form may show of it. */
function changed(object: RawObject): RawObject {
  const { kind } = object;
  let next = setAtPath(object, ['metadata', 'labels', 'drafted'], 'yes');
  if (hasRole(kind, 'scaled')) next = setAtPath(next, ['spec', 'replicas'], 5);
  if (hasRole(kind, 'workload')) next = setAtPath(next, ['spec', 'template', 'metadata', 'labels', 'drafted'], 'yes');
  if (kind === 'Service') {
    next = setAtPath(next, ['spec', 'selector'], { app: 'drafted' });
    next = setAtPath(next, ['spec', 'ports', 0, 'targetPort'], 4711);
  }
  if (kind === 'Ingress') next = setAtPath(next, ['spec', 'rules', 0, 'host'], 'drafted.example.com');
  if (kind === 'Route') next = setAtPath(next, ['spec', 'path'], '/drafted');
  if (kind === 'NetworkPolicy') next = setAtPath(next, ['spec', 'podSelector'], { matchLabels: { app: 'drafted' } });
  if (kind === 'Gateway') next = setAtPath(next, ['spec', 'listeners', 0, 'port'], 4711);
  if (kind === 'HTTPRoute') next = setAtPath(next, ['spec', 'hostnames'], ['drafted.example.com']);
  return next;
}

const simulationOf = async (initial: ScenarioDocument): Promise<Simulation> => {
  const simulation = createSimulation({ initial });
  await simulation.words.fetch(['later', 'narrator', 'editor']);
  return simulation;
};

/** What one reads and finds in the fields, without the names that elements have for each other. */
async function htmlOf(simulation: Simulation, form: ReactNode): Promise<string> {
  const { prelude } = await prerender(
    <WordsProvider value={simulation.words}>
      <SimulationProvider value={simulation}>{form}</SimulationProvider>
    </WordsProvider>,
  );
  return (await new Response(prelude).text()).replaceAll(/ (?:id|for|aria-labelledby|aria-describedby)="[^"]*"/g, '');
}

function shownOf(simulation: Simulation, key: string) {
  const { cluster } = simulation.document.getState().router;
  const inspected = inspect(cluster, key);
  const target = editTarget(cluster, inspected);
  const form = (
    <>
      <FindingList inspected={inspected} />
      <ElementForm inspected={inspected} />
    </>
  );
  return { target, form };
}

/** What may happen to an object that is on the board is not offered of what is written. */
const withoutChanges = (html: string): string =>
  html.replace(/<section[^>]*><h3[^>]*>Let it happen<\/h3>.*?<\/section>/s, '');

const KINDS = [...new Map(BOARD.objects.toReversed().map((object) => [object.kind, object])).values()];

test('there is a draft of each kind that can be made', () => {
  expect(KINDS.length).toBeGreaterThanOrEqual(12);
});

test.each(KINDS.map((object) => [object.kind, object] as const))(
  'the form of what is written of a %s shows what the form will once it is applied, and so do the findings above it',
  async (_, object) => {
    const key = keyOf(object);
    const after = changed(object);
    const [board, applied] = await Promise.all([simulationOf(BOARD), simulationOf(putObjects(BOARD, [after]))]);
    const { target, form } = shownOf(board, key);
    if (target === undefined) throw new Error('nothing to edit');
    const draft = await htmlOf(
      board,
      <DraftForm target={target} text={formatManifests([after])}>
        {form}
      </DraftForm>,
    );
    const expected = withoutChanges(await htmlOf(applied, shownOf(applied, key).form));
    expect(expected).toContain('drafted');
    const shown = draft.replace(/^<div role="status".*?Discard<\/button><\/div><\/div>/s, '');
    expect(shown.split(/(?=<)/)).toEqual(expected.split(/(?=<)/));
  },
);
