import { expect, test } from 'vitest';
import { followWorkload } from '../../../src/features/inspector/object/follow-workload.ts';
import { setAtPath } from '../../../src/manifests/set-at-path.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { putObjects, removeObjects } from '../../../src/simulation/edits.ts';
import { namedEdit } from '../../named-edit.ts';
import { createSimulation } from '../../whole-simulation.ts';
import { OBJECTS } from '../fixture-board.ts';

const WEB = { kind: 'Deployment', namespace: 'shop', name: 'web' };

function followed() {
  const simulation = createSimulation({ initial: { ...EMPTY_DOCUMENT, objects: OBJECTS } });
  const { document, view } = simulation;
  const made = document
    .getState()
    .router.cluster.pods.filter(({ workload }) => workload.kind === WEB.kind && workload.name === WEB.name);
  const keys = made.map(({ namespace, name }) => `Pod/${namespace}/${name}`);
  followWorkload(simulation);
  return {
    view,
    keys,
    edit: (change: (board: ScenarioDocument) => ScenarioDocument) =>
      document.getState().edit(namedEdit('Edit'), change),
  };
}

const scaled = (replicas: number) => (board: ScenarioDocument) =>
  putObjects(
    board,
    board.objects
      .filter(({ kind, metadata }) => kind === WEB.kind && metadata.name === WEB.name)
      .map((object) => setAtPath(object, ['spec', 'replicas'], replicas)),
  );

test('who looks at a pod that goes as its workload is scaled down looks at the workload then', () => {
  const { view, keys, edit } = followed();
  expect(keys).toHaveLength(2);
  view.getState().select(keys[0]);
  edit(scaled(0));
  expect(view.getState().selected).toBe('Deployment/shop/web');
});

test('a pod that stays keeps the inspector, and so does one whose workload goes with it', () => {
  const { view, keys, edit } = followed();
  view.getState().select(keys[0]);
  edit(scaled(3));
  expect(view.getState().selected).toBe(keys[0]);
  edit((board) => removeObjects(board, [WEB]));
  expect(view.getState().selected).toBe(keys[0]);
});

test('on a timeline, where pods come and go by the moment, nothing follows them', () => {
  const { view, keys, edit } = followed();
  view.getState().select(keys[0]);
  view.setState({ timeline: true });
  edit(scaled(0));
  expect(view.getState().selected).toBe(keys[0]);
});
