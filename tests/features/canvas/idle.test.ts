import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/objects.ts';
import { createApplicationBoard } from '../../../src/features/canvas/application/application-board.ts';
import { filteredElements } from '../../../src/features/canvas/application/filter.ts';
import { hiddenElements } from '../../../src/features/canvas/board/system.ts';
import { standingFor } from '../../../src/features/canvas/folding/standing.ts';
import { createBoardWithIdle } from '../../../src/features/canvas/placing/idle-board.ts';
import { touches } from '../../../src/features/canvas/placing/index-board.ts';
import { createFindingMarks } from '../../../src/features/canvas/boxes/marks/FindingMark.tsx';
import { routerOf } from './fixture.ts';

const template = (app: string, spec: object = {}) => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: app, image: app }], ...spec },
});
const made = (
  kind: string,
  name: string,
  spec: object,
  more: { status?: object; namespace?: string } = {},
): RawObject => ({
  apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
  kind,
  metadata: { name, namespace: more.namespace ?? 'shop' },
  spec: {
    ...(kind !== 'Job' && { selector: { matchLabels: { app: name } } }),
    template: template(name, kind === 'Job' ? { restartPolicy: 'Never' } : {}),
    ...spec,
  },
  ...(more.status && { status: more.status }),
});
const condition = (type: string) => ({ conditions: [{ type, status: 'True' }] });

const OBJECTS: readonly RawObject[] = [
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } },
  made('Deployment', 'web', { replicas: 2 }),
  made('Deployment', 'none', { replicas: 0 }),
  made('StatefulSet', 'db', { replicas: 0 }, { namespace: 'data' }),
  made('DaemonSet', 'agent', { template: template('agent', { nodeSelector: { disk: 'ssd' } }) }),
  made('Job', 'done', {}, { status: { succeeded: 1, ...condition('Complete') } }),
  made('Job', 'failed', {}, { status: { failed: 7, ...condition('Failed') } }),
  made('Job', 'later', { suspend: true }),
  made('Deployment', 'astray', { selector: { matchLabels: { app: 'other' } } }),
  made('Deployment', 'waiting', { replicas: 2 }, { status: { observedGeneration: 1, replicas: 0 } }),
  made('Deployment', 'machinery', { replicas: 0 }, { namespace: 'kube-system' }),
];

const WHY = {
  'Workload/shop/Deployment/none': 'SCALED_TO_NONE',
  'Workload/data/StatefulSet/db': 'SCALED_TO_NONE',
  'Workload/shop/DaemonSet/agent': 'NO_NODE',
  'Workload/shop/Job/done': 'DONE',
  'Workload/shop/Job/failed': 'FAILED',
  'Workload/shop/Job/later': 'SUSPENDED',
  'Workload/shop/Deployment/astray': 'ASTRAY',
  'Workload/shop/Deployment/waiting': 'MISSING',
};

const { cluster } = routerOf(OBJECTS);
const idle = cluster.workloads.filter(({ pods }) => pods.length === 0);
const hidden = hiddenElements(cluster, new Set(), false);
const BOARDS = {
  objects: createBoardWithIdle({ cluster, lens: 'objects', layout: {}, hidden, idle }),
  wires: createBoardWithIdle({ cluster, lens: 'wires', layout: {}, hidden, idle }),
  application: createApplicationBoard({ cluster, lens: 'application', layout: {}, hidden, idle }),
};

test.each(Object.entries(BOARDS))('%s: each workload without pods has a card that says why', (lens, board) => {
  const found = board.elements.flatMap(({ id, content }) =>
    content.kind === 'workload' && content.pods === 0 ? [[id, content.idle] as const] : [],
  );
  expect(Object.fromEntries(found)).toEqual(WHY);
  for (const id of Object.keys(WHY)) {
    const card = board.element(id);
    const [, namespace = '', kind = '', name = ''] = id.split('/');
    expect(standingFor(board, `${kind}/${namespace}/${name}`)).toEqual([card]);
    if (card === undefined) throw new Error(id);
    // In its namespace: in the frame of it, or with its name.
    if (lens === 'application') expect(card.parent).toBe(`Namespace/${namespace}`);
    else expect(card.namespace).toBe(namespace);
    expect(board.at(card.left + 5, card.top + 5)).toBe(card);
    expect(board.within(card)).toContain(card);
    const { bounds } = board;
    expect(card.top + card.height).toBeLessThanOrEqual(bounds.top + bounds.height);
    for (const other of board.elements)
      if (other !== card && other.parent === card.parent)
        expect(touches(card, other), `${card.id} over ${other.id}`).toBe(false);
  }
});

test('where all is of one namespace the cards do not say it', () => {
  const { cluster: one } = routerOf(OBJECTS.filter(({ metadata }) => metadata.namespace !== 'data'));
  const board = createBoardWithIdle({
    cluster: one,
    lens: 'objects',
    layout: {},
    hidden: hiddenElements(one, new Set(), false),
    idle: one.workloads.filter(({ pods }) => pods.length === 0),
  });
  expect(board.element('Workload/shop/Deployment/none')?.namespace).toBeUndefined();
});

test('cards of the system come with what else there is of it; a card stands where somebody put it', () => {
  const layout = { 'Workload/shop/Deployment/none': { x: -400, y: 7 } };
  const board = createBoardWithIdle({ cluster, lens: 'objects', layout, hidden: new Set(), idle });
  expect(board.element('Workload/kube-system/Deployment/machinery')).toBeDefined();
  expect(board.element('Workload/shop/Deployment/none')).toMatchObject({ left: -400, top: 7 });
  expect(board.bounds.left).toBeLessThanOrEqual(-400);
});

test('a filter takes cards off the board as it does pods', () => {
  const gone = (filter: Parameters<typeof filteredElements>[1]) => filteredElements(cluster, filter, new Set());
  expect(gone({ namespace: 'data' })).toContain('Workload/shop/Deployment/none');
  expect(gone({ namespace: 'data' })).not.toContain('Workload/data/StatefulSet/db');
  expect(gone({ kind: 'StatefulSet' })).not.toContain('Workload/data/StatefulSet/db');
  expect(gone({ node: 'node-1' })).toContain('Workload/data/StatefulSet/db');
});

test('what is wrong with a workload without pods is marked on its card', () => {
  const marks = createFindingMarks(cluster);
  expect(marks('Workload/shop/Deployment/astray', [])?.props).toMatchObject({ errors: 1 });
  expect(marks('Workload/shop/Deployment/none', [])).toBeUndefined();
});
