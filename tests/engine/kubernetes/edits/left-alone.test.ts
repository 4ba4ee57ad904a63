import { expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { ENGINE } from '../../../whole-engine.ts';

// What an edit has nothing to do with is the identical value after it: that is what makes it cheap.

const node = (name: string, at: number, labels = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels },
  spec: { podCIDR: `10.244.${at}.0/24` },
  status: { addresses: [{ type: 'InternalIP', address: `192.168.0.${at + 1}` }] },
});
const pod = (name: string, ip: string, namespace = 'shop'): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: { app: name } },
  spec: { nodeName: 'n1', containers: [{ name: 'app', image: 'app' }] },
  status: { phase: 'Running', podIP: ip },
});
const BOARD: readonly RawObject[] = [
  node('n1', 1),
  node('n2', 2),
  pod('first', '10.244.1.2'),
  pod('second', '10.244.1.3'),
];

function edit(after: readonly RawObject[], before = BOARD) {
  const was = ENGINE.buildCluster({ objects: before });
  const network = ENGINE.buildNetwork(was);
  const host = network.namespace('node/n1');
  host?.interfaces();
  // Asked, so that it is there to be kept.
  const old = { namespaces: was.namespaces, seats: was.seats.on('n1'), links: host?.interfaces, fib: host?.fib };
  const is = ENGINE.buildCluster({ objects: after, previous: was });
  const now = ENGINE.buildNetwork(is, { previous: network }).namespace('node/n1');
  return { was, is, old, now, anew: ENGINE.buildCluster({ objects: after }) };
}

test('the label of a Node: settings, the other nodes, interfaces and routes of all', () => {
  const { was, is, old, now } = edit([node('n1', 1, { rack: '7' }), ...BOARD.slice(1)]);
  expect(is.node('n1')?.labels['rack']).toBe('7');
  expect(is.node('n2')).toBe(was.node('n2'));
  expect([now?.interfaces, now?.fib]).toEqual([old.links, old.fib]);
  expect(now?.interfaces).toBe(old.links);
});

test('the address of a Node: interfaces and routes are made anew', () => {
  const moved = { ...node('n2', 2), status: { addresses: [{ type: 'InternalIP', address: '192.168.0.9' }] } };
  const { now, old } = edit([BOARD[0] as RawObject, moved, ...BOARD.slice(2)]);
  expect(now?.fib).not.toBe(old.fib);
});

test('a pod more: the seats of the others and the namespaces', () => {
  const { is, old } = edit([...BOARD, pod('third', '10.244.1.4')]);
  expect(is.seats.on('n1').map(({ name }) => name)).toEqual(['first', 'second', 'third']);
  expect(
    is.seats
      .on('n1')
      .slice(0, 2)
      .every((seat, at) => seat === old.seats[at]),
  ).toBe(true);
  expect(is.namespaces).toBe(old.namespaces);
});

test('a pod of a namespace that nothing else is in, or the first in one: the namespaces are named anew, in order', () => {
  for (const after of [
    [...BOARD, pod('third', '10.244.1.4', 'other')],
    [pod('third', '10.244.1.4', 'other'), ...BOARD],
  ]) {
    const { is, old, anew } = edit(after);
    expect(is.namespaces).not.toBe(old.namespaces);
    expect([...is.namespaces.keys()]).toEqual([...anew.namespaces.keys()]);
  }
  const two = [pod('third', '10.244.1.4', 'other'), ...BOARD, pod('fourth', '10.244.1.5', 'other')];
  const { is, anew } = edit(two.slice(1), two);
  expect([...is.namespaces.keys()]).toEqual([...anew.namespaces.keys()]);
});
