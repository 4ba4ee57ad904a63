import { expect, test } from 'vitest';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { createBoardFrom } from '../../../src/simulation/build/new-board.ts';
import { makeThing } from '../../../src/simulation/build/add.ts';
import { removeFromBoard } from '../../../src/simulation/build/board-actions.ts';
import { renamed } from '../build/renamed.ts';
import { putObjects, setPosition } from '../../../src/simulation/edits.ts';
import { requestKey } from '../../../src/simulation/requests/request-key.ts';
import { standingsOf } from '../../../src/simulation/requests/standings.ts';
import type { Background } from '../../../src/simulation/playback/way-count.ts';
import { createSimulation } from '../../whole-simulation.ts';

const WEB = { kind: 'Deployment', namespace: 'shop', name: 'web' };
const SHELL = { pod: 'shop/shell' };
const REQUESTS = [
  { title: 'by name', from: SHELL, to: 'http://web/' },
  { from: SHELL, to: 'http://nobody/' },
];
const SHOP: ScenarioDocument = {
  ...(['node', 'namespace', 'deployment', 'service', 'pod'] as const).reduce(
    (board, thing) => putObjects(board, makeThing(board, thing, thing === 'service' ? { to: WEB } : {})),
    createBoardFrom('empty'),
  ),
  requests: REQUESTS,
};
const DENY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny', namespace: 'shop' },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
};
const EDIT = { code: 'EDIT_BOARD', detail: {} } as const;

function open(board: ScenarioDocument = SHOP, background?: Background) {
  const simulation = createSimulation({ initial: board, ...(background && { background }) });
  const standings = standingsOf(simulation);
  return {
    simulation,
    edit: (change: (board: ScenarioDocument) => ScenarioDocument) => simulation.document.getState().edit(EDIT, change),
    going: () => board.requests.map((request) => standings.getState().now.get(requestKey(request))?.going),
    changed: () =>
      standings
        .getState()
        .changed?.requests.map(({ request: { to }, before, after }) => [to, before.going, after.going]),
    standings,
  };
}

test('every request of the board is walked, and says how it goes', () => {
  const { going, standings } = open();
  expect(going()).toEqual(['arrives', 'fails']);
  expect([...standings.getState().now.values()].map((each) => 'outcome' in each && each.outcome.cause?.code)).toEqual([
    undefined,
    'NAME_NOT_FOUND',
  ]);
});

test('an edit tells which requests end otherwise, before and after, until the next edit or until it is dismissed', () => {
  const { simulation, edit, going, changed, standings } = open();
  edit((board) => putObjects(board, [DENY]));
  expect(going()).toEqual(['fails', 'fails']);
  expect(changed()).toEqual([['http://web/', 'arrives', 'fails']]);
  expect(standings.getState().changed?.step).toBe(simulation.document.getState().past.at(-1));
  edit((board) => setPosition(board, 'Node/node-1', { x: 8, y: 8 }));
  expect(changed()).toBeUndefined();
  simulation.document.getState().undo();
  simulation.document.getState().undo();
  expect(going()).toEqual(['arrives', 'fails']);
  expect(changed()).toBeUndefined();
  simulation.document.getState().redo();
  expect(changed()).toEqual([['http://web/', 'arrives', 'fails']]);
  standings.getState().dismiss();
  expect(changed()).toBeUndefined();
});

test('a request that is walked and not kept counts too; another name of the pod that asks changes nothing', () => {
  const { simulation, edit, changed } = open();
  simulation.playback.getState().send({ from: SHELL, to: 'http://web.shop/' }, { play: false });
  edit((board) => putObjects(board, [DENY]));
  expect(changed()?.map(([to]) => to)).toEqual(['http://web/', 'http://web.shop/']);
  simulation.document.getState().undo();
  simulation.playback.getState().clear();
  edit((board) => renamed(board, { kind: 'Pod', namespace: 'shop', name: 'shell' }, 'desk'));
  expect(simulation.document.getState().document.requests[0]?.from).toEqual({ pod: 'shop/desk' });
  expect(changed()).toBeUndefined();
});

test('what is walked is renamed with what is kept, also when that is taken back, and changes nothing', () => {
  const { simulation, edit, changed } = open();
  const walked = () => simulation.playback.getState().request?.from;
  simulation.playback.getState().send({ from: SHELL, to: 'http://web/' }, { play: false });
  edit((board) => renamed(board, { kind: 'Pod', namespace: 'shop', name: 'shell' }, 'desk'));
  expect(walked()).toEqual({ pod: 'shop/desk' });
  expect(changed()).toBeUndefined();
  simulation.document.getState().undo();
  expect(walked()).toEqual(SHELL);
  expect(simulation.playback.getState().error).toBeUndefined();
});

test('a request to a Service whose namespace is deleted fails, as its name is not taken for that of a host outside', async () => {
  const from = { pod: 'default/desk' };
  const desk = makeThing(SHOP, 'pod', { to: { kind: 'Namespace', name: 'default' } });
  const named = { ...desk[0], metadata: { ...desk[0].metadata, name: 'desk', namespace: 'default' } };
  const { simulation, changed } = open({
    ...putObjects(SHOP, [named]),
    requests: [
      { from, to: 'http://web.shop/' },
      { from, to: 'http://host.example.com/' },
    ],
  });
  await simulation.words.fetch(['later', 'narrator']);
  simulation.playback.getState().send({ from, to: 'http://web.shop/' }, { play: false });
  removeFromBoard(simulation, ['Namespace/shop']);
  const board = () => simulation.document.getState().document.requests.map(({ to }) => to);
  expect(board()).toEqual(['http://web.shop.svc.cluster.local/', 'http://host.example.com/']);
  expect(changed()).toEqual([['http://web.shop.svc.cluster.local/', 'arrives', 'fails']]);
  expect(simulation.playback.getState().outcome?.cause?.code).toBe('NAME_NOT_FOUND');
  simulation.document.getState().undo();
  expect(board()).toEqual(['http://web.shop/', 'http://host.example.com/']);
});

test('what is opened over a board is not compared with it', () => {
  const { simulation, changed } = open();
  simulation.open({ ...SHOP, objects: [...SHOP.objects, DENY] }, { edit: EDIT, clean: true, play: false });
  expect(changed()).toBeUndefined();
});

test('fifty requests are walked a way at a time, and two edits in a row tell of the second alone', () => {
  let step: (() => boolean) | undefined;

  const background: Background = (next) => {
    step = next;
    return () => (step = undefined);
  };
  const work = (most = Infinity): void => {
    for (let count = 0; count < most && step !== undefined; count += 1) {
      if (!step()) step = undefined;
    }
  };
  const requests = Array.from({ length: 50 }, (_, at) => ({ from: SHELL, to: `http://web/${at}` }));
  const { edit, going, changed } = open({ ...SHOP, requests }, background);
  expect(going().filter((each) => each !== undefined)).toEqual([]);
  work(20);
  expect(going()).toContain('arrives');
  expect(going()).toContain(undefined);
  edit((board) => putObjects(board, [DENY]));
  edit((board) => putObjects(board, [{ ...DENY, spec: { podSelector: {}, policyTypes: ['Egress'] } }]));
  work();
  expect(going()).toEqual(requests.map(() => 'fails'));
  // Under the first policy no request arrived either, but for another reason.
  expect(changed()).toHaveLength(50);
  expect(new Set(changed()?.map(([, before]) => before))).toEqual(new Set(['fails']));
});

test('what another tab has edited is told as what was edited here, of several edits the last', () => {
  const first = open();
  const second = open();
  /** As a board is taken over: everything of it is read anew. */
  const takeOver = (): void => {
    const { document, past } = structuredClone({
      document: first.simulation.document.getState().document,
      past: first.simulation.document.getState().past.map(({ document: was, edit }) => ({ document: was, edit })),
    });
    const { opening, load } = second.simulation.document.getState();
    load({ document, past: past.map((step) => ({ ...step, opening })) });
  };
  first.edit((board) => putObjects(board, [DENY]));
  takeOver();
  expect(second.changed()).toEqual([['http://web/', 'arrives', 'fails']]);
  expect(second.standings.getState().changed?.step).toBe(second.simulation.document.getState().past.at(-1));
  first.simulation.document.getState().undo();
  takeOver();
  expect(second.changed()).toBeUndefined();
  first.edit((board) => putObjects(board, [DENY]));
  first.edit((board) => setPosition(board, 'Node/node-1', { x: 8, y: 8 }));
  takeOver();
  expect(second.changed()).toBeUndefined();
});
