import { expect, test } from 'vitest';
import { createApplicationBoard } from '../../../src/features/canvas/application/application-board.ts';
import { INTERNET_ID, ROUTER_ID } from '../../../src/features/canvas/board/element.ts';
import { spotPoint } from '../../../src/features/canvas/placing/wires.ts';
import { createRouter, buildCluster } from '../../whole-engine.ts';
import { kindNodes, LINUXKIT, shopOn } from '../../engine/routing/machine/local-cluster.ts';
import { boardOf, SHOP } from './fixture.ts';

const onMachine = (kernel?: string) => createRouter(buildCluster({ objects: shopOn(kindNodes(kernel)) }));

test.each(['objects', 'wires'] as const)('the machine stands in place of the internet: lens %s', (lens) => {
  const board = boardOf(onMachine(), { lens });
  expect(board.element(INTERNET_ID)?.content).toMatchObject({ kind: 'machine', machine: { environment: 'kind' } });
  expect(board.element(ROUTER_ID)?.content).toMatchObject({ kind: 'router', machine: { reach: 'LINK' } });
  // Wires lead to it as they do to the internet.
  const elsewhere = boardOf(createRouter(buildCluster({ objects: SHOP })), { lens });
  expect(elsewhere.element(INTERNET_ID)?.content).toEqual({ kind: 'internet' });
  expect(spotPoint(board, INTERNET_ID)).toBeDefined();
});

test('in the lens Applications too', () => {
  const { cluster } = onMachine();
  const hidden = new Set<string>();
  const board = createApplicationBoard({ cluster, lens: 'application', layout: {}, hidden });
  expect(board.element(INTERNET_ID)?.content).toMatchObject({ kind: 'machine' });
});

test('in a virtual machine the router is that', () => {
  const content = boardOf(onMachine(LINUXKIT)).element(ROUTER_ID)?.content;
  expect(content).toMatchObject({ kind: 'router', machine: { reach: 'VM' } });
});
