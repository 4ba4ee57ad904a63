import { expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/objects.ts';
import { dropElement } from '../../src/features/canvas/editing/edit-board.ts';
import { placeGroup } from '../../src/features/canvas/selection/move-group.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { refusedMove } from '../../src/simulation/changes/refused-move.ts';
import { boardOf, deployment, node } from '../features/canvas/fixture.ts';
import { createSimulation } from '../whole-simulation.ts';

const WEB = deployment('web', 1, [{ name: 'web', image: 'web:1' }]);

function tainted(index: number): RawObject {
  const made = node(index);
  const taints = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }];
  return { ...made, spec: { ...(made['spec'] as object), taints } };
}

function withSpec(object: RawObject, more: object): RawObject {
  const spec = object['spec'] as { readonly template: { readonly spec: object } };
  return { ...object, spec: { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, ...more } } } };
}

async function shown(...objects: readonly RawObject[]) {
  const simulation = createSimulation({ initial: { ...EMPTY_DOCUMENT, objects } });
  await simulation.words.fetch(['later', 'narrator']);
  const { cluster } = simulation.document.getState().router;
  const [pod] = cluster.podsOn('node-1').filter(({ namespace }) => namespace === 'shop');
  if (pod === undefined) throw new Error('no pod on node-1');
  return { simulation, pod };
}

const labeled: RawObject = { ...node(1), metadata: { name: 'node-1', labels: { disk: 'ssd' } } };
const DAEMON: RawObject = { ...WEB, kind: 'DaemonSet' };
const REQUIRED = {
  nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }],
};
const AFFINITY = { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: REQUIRED } } };

test.each([
  ['a taint', [node(1), tainted(2), WEB], /does not tolerate the node’s taint dedicated=db/],
  [
    'a nodeSelector',
    [labeled, node(2), withSpec(WEB, { nodeSelector: { disk: 'ssd' } })],
    /labels of its nodeSelector/,
  ],
  ['a node affinity', [labeled, node(2), withSpec(WEB, AFFINITY)], /node affinity requires/],
  ['its DaemonSet', [node(1), node(2), DAEMON], /a DaemonSet has one pod on each/],
  ['a taint that its DaemonSet does not tolerate', [node(1), tainted(2), DAEMON], /taint dedicated=db/],
])(
  'a pod that %s keeps from a Node says so where it is dropped there, and nothing is changed',
  async (_, objects, why) => {
    const { simulation, pod } = await shown(...objects);
    const before = simulation.document.getState().document;
    const board = boardOf(simulation.document.getState().router);
    const id = `Pod/shop/${pod.name}`;
    const [from, to] = [board.element('Node/node-1'), board.element('Node/node-2')];
    if (from === undefined || to === undefined) throw new Error('no nodes');
    const over = { x: to.left - from.left + to.width / 3, y: to.top - from.top + to.height / 3 };
    dropElement(simulation, board, id, over);
    placeGroup(simulation, board, new Map([[id, over]]));
    const told = simulation.view.getState().toasts.map(({ text }) => text);
    expect(told).toEqual([expect.stringMatching(why), expect.stringMatching(why)]);
    expect(simulation.document.getState().document).toBe(before);
  },
);

test('a pod that tolerates the taint is let go there', async () => {
  const tolerations = [{ key: 'dedicated', operator: 'Exists' }];
  const { simulation, pod } = await shown(node(1), tainted(2), withSpec(WEB, { tolerations }));
  expect(refusedMove(simulation, pod, 'node-2')).toBeUndefined();
});
