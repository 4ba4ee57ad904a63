import { expect, test } from 'vitest';
import { namespace, nodes, pod, service } from '../../../src/lessons/objects/objects.ts';
import type { Goal, GoalObject, GoalRequest } from '../../../src/scenario/document/goal.ts';
import { EMPTY_DOCUMENT } from '../../../src/scenario/document/document.ts';
import { checkGoal } from '../../../src/simulation/challenge/check-goal.ts';
import { countEdits } from '../../../src/simulation/challenge/count-edits.ts';
import { setPosition } from '../../../src/simulation/edits.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';
import { createDocumentStore } from '../../whole-simulation.ts';

const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'db', namespace: 'shop' },
  spec: {
    podSelector: { matchLabels: { app: 'db' } },
    ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }],
  },
};
const OBJECTS = [
  namespace(),
  ...nodes(2),
  pod('web', 'node-1', [{ name: 'web', image: 'web', ports: { http: 80 } }]),
  pod('audit', 'node-1', [{ name: 'audit', image: 'audit', ports: { http: 80 } }]),
  pod('db', 'node-2', [{ name: 'db', image: 'db', ports: { sql: 5432 } }]),
  pod('silent', 'node-2', [{ name: 'silent', image: 'silent' }]),
  service({ name: 'any', selects: 'web', targetPort: 80 }),
  policy,
];
const ROUTER = createRouter(buildCluster({ objects: OBJECTS, overrides: { cni: 'calico' } }));

function missOf(goal: Partial<Goal>, edits = 0) {
  const clauses = [...checkGoal({ text: '', requests: [], ...goal }, ROUTER, edits)];
  expect(clauses).toHaveLength(1);
  return clauses[0]?.miss;
}
const request = (to: string, rest: Partial<GoalRequest> = {}, from = 'shop/web') =>
  missOf({ requests: [{ from: { pod: from }, to, expect: 'succeeds', ...rest }] });
const kept = (object: string, rest: Partial<GoalObject> = {}) => missOf({ keep: [{ object, ...rest }] });
const ways = (first: object) => ({ is: 'WAYS', ways: 1, missed: 1, first });

test('of a request is said how it ends, and never why', () => {
  const db = 'tcp://10.244.2.2:5432';
  expect(request(db)).toBeUndefined();
  expect(request(db, { by: ['Pod/shop/db'] })).toBeUndefined();
  expect(request(db, { by: ['Pod/shop/web'] })).toEqual(ways({ is: 'ANSWERED', by: 'Pod/shop/db' }));
  expect(request(db, { expect: 'fails' })).toEqual(ways({ is: 'ANSWERED', by: 'Pod/shop/db' }));
  expect(request(db, {}, 'shop/audit')).toEqual(ways({ is: 'ENDS', disposition: 'DROPPED', noAnswer: false }));
  expect(request(db, { expect: 'fails' }, 'shop/audit')).toBeUndefined();
  expect(request('tcp://10.244.2.2:1')).toEqual(ways({ is: 'ENDS', disposition: 'REFUSED', noAnswer: false }));
  expect(request('http://nobody/')).toEqual(ways({ is: 'ENDS', disposition: 'NAME_NOT_FOUND', noAnswer: false }));
  expect(request('http://any/', { expect: 404 })).toEqual(
    ways({ is: 'ENDS', disposition: 'ACCEPTED', noAnswer: false }),
  );
});

test('a request whose client is gone neither succeeds nor fails', () => {
  expect(request('http://any/', {}, 'shop/gone')).toEqual({ is: 'CANNOT_BE_SENT' });
  expect(request('http://any/', { expect: 'fails' }, 'shop/gone')).toEqual({ is: 'CANNOT_BE_SENT' });
});

test('what would arrive if somebody listened does not count as arrived', () => {
  expect(request('tcp://10.244.2.3:7000')).toEqual(ways({ is: 'UNSAID' }));
});

test('all that have to answer do', () => {
  const by = ['Pod/shop/web', 'Pod/shop/audit'];
  expect(request('http://any/', { by, each: true }, 'shop/audit')).toEqual({
    is: 'SILENT',
    silent: ['Pod/shop/audit'],
  });
  expect(request('http://any/', { by }, 'shop/audit')).toBeUndefined();
});

test('of access is said who should not have it, or who has not', () => {
  const to = { namespace: 'shop', labels: { app: 'db' } };
  const pods = (app: string) => ({ namespace: 'shop', labels: { app } });
  expect(missOf({ access: [{ to, port: 5432, only: [pods('web')] }] })).toBeUndefined();
  expect(missOf({ access: [{ to, port: 5432, only: [] }] })).toEqual({ is: 'OPEN', peers: ['shop/web[Pod]'] });
  expect(missOf({ access: [{ to, port: 5432, only: [pods('web'), pods('audit')] }] })).toEqual({
    is: 'SHUT',
    peers: ['shop/audit[Pod]'],
  });
  expect(missOf({ access: [{ to: pods('gone'), port: 5432, only: [] }] })).toEqual({
    is: 'NOBODY',
    of: pods('gone'),
  });
  expect(missOf({ access: [{ to, port: 5432, only: [pods('gone')] }] })).toEqual({ is: 'NOBODY', of: pods('gone') });
  const open = missOf({ access: [{ to: pods('web'), port: 80, only: [pods('audit')] }] });
  expect(open).toMatchObject({ is: 'OPEN' });
  expect(JSON.stringify(open)).toContain('[External]');
});

test('an object is there, says what it has to, and enough of its pods are ready', () => {
  expect(kept('Pod/shop/db')).toBeUndefined();
  expect(kept('Pod/shop/gone')).toEqual({ is: 'GONE' });
  expect(kept('Pod/shop/db', { has: { metadata: { labels: { app: 'db' } } } })).toBeUndefined();
  expect(kept('Pod/shop/db', { has: { metadata: { labels: { app: 'web' } } } })).toEqual({ is: 'CHANGED' });
  expect(kept('Pod/shop/db', { has: { spec: { containers: [{ name: 'db' }] } } })).toBeUndefined();
  expect(kept('Pod/shop/db', { has: { spec: { containers: [{ name: 'db' }, {}] } } })).toEqual({ is: 'CHANGED' });
  expect(kept('Pod/shop/db', { has: { constructor: {} } })).toEqual({ is: 'CHANGED' });
  expect(kept('Pod/shop/db', { pods: 2 })).toEqual({ is: 'NOT_READY', ready: 1, wanted: 2 });
  expect(kept('NetworkPolicy/shop/db')).toBeUndefined();
});

test('edits count until they are undone; moving a box, looking and a title do not', () => {
  const store = createDocumentStore({ ...EMPTY_DOCUMENT, objects: OBJECTS });
  const count = () => countEdits(store.getState());
  const edit = store.getState().edit;
  expect(count()).toBe(0);
  edit({ code: 'ARRANGE', detail: {} }, (board) => setPosition(board, 'Pod/shop/db', { x: 8, y: 8 }));
  edit({ code: 'RENAME', detail: { title: '' } }, (board) => ({ ...board, title: 'x' }));
  expect(count()).toBe(0);
  edit({ code: 'EDIT_BOARD', detail: {} }, (board) => ({ ...board, objects: OBJECTS.slice(1) }));
  edit({ code: 'EDIT_BOARD', detail: {} }, (board) => ({ ...board, overrides: { cni: 'calico' } }));
  expect(count()).toBe(2);
  store.getState().undo();
  expect(count()).toBe(1);
  store
    .getState()
    .open({ ...EMPTY_DOCUMENT, objects: OBJECTS }, { edit: { code: 'NEW_BOARD', detail: {} }, clean: true });
  expect(count()).toBe(0);
  expect(missOf({ mostEdits: 2 }, 2)).toBeUndefined();
  expect(missOf({ mostEdits: 2 }, 3)).toEqual({ is: 'TOO_MANY' });
});
