import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createIp } from '../../../src/engine/net/ip.ts';
import { boardText, boardTextSize, closeUp } from '../../../src/features/canvas/board/board-text.ts';
import { containersTop, POD_HEADER, POD_WIDTHS, serviceHeight } from '../../../src/features/canvas/board/sizes.ts';
import { SCENARIOS } from '../../../src/lessons/catalog/catalog.ts';
import { createSimulation } from '../../whole-simulation.ts';

test('text of boxes has at least 11 pixels on the screen from any distance', () => {
  for (let zoom = 0.05; zoom <= 2; zoom += 0.01) expect(boardTextSize(zoom) * zoom).toBeGreaterThanOrEqual(11);
});

test('it has one size from near, and gives up first the words that repeat, then lines, then all but names', () => {
  expect([2, 1, 0.85].map(boardTextSize)).toEqual([13, 13, 13]);
  const left = [0.85, 0.72, 0.5, 0.4, 0.3].map((zoom) => Object.keys(boardText(boardTextSize(zoom))).slice(1));
  expect(left).toEqual([[], ['data-tight'], ['data-tight', 'data-close'], ['data-far'], ['data-shapes', 'data-far']]);
});

test('no box has text of a size of its own, which would not grow with the distance', () => {
  const boxes = new URL('../../../src/features/canvas/boxes/', import.meta.url);
  const files = readdirSync(boxes, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
  expect(files.length).toBeGreaterThan(10);
  const own = files.filter((name) => /text-\[[\d.]+(px|rem)\]/.test(readFileSync(new URL(name, boxes), 'utf8')));
  expect(own).toEqual([]);
});

/** Board pixels: what stands beside an address, a line of it, and the width of a character as a share of its size. */
const [BESIDE, LINE, CHARACTER] = [36, 18, 0.6];
const LONGEST = createIp('2001:db8:1234:5678:9abc:def0:1234:5678');
/** From near, and as a phone follows the packet. */
const SIZES = [0.85, 0.72].map((zoom) => boardTextSize(zoom));

test('the addresses of the pods of all lessons have room in the size of text that they are shown in', async () => {
  const [narrowest] = POD_WIDTHS;
  const lessons = await Promise.all(SCENARIOS.map(({ load }) => load()));
  const clusters = lessons.map((initial) => createSimulation({ initial }).document.getState().router.cluster);
  const pods = clusters.flatMap((cluster) => cluster.pods);
  const whole = pods.map((pod) => ({ ...pod, ips: [LONGEST, ...pod.ips] }));
  for (const pod of [...pods, ...whole]) {
    const room = (containersTop(pod) - POD_HEADER) / LINE + 1;
    for (const size of SIZES) {
      const characters = Math.floor((narrowest - BESIDE) / (CHARACTER * size));
      const lines = pod.ips.reduce((sum, { length }) => sum + Math.ceil(length / characters), 0);
      expect(lines, `${pod.name} ${pod.ips.join(' ')} in ${size} px`).toBeLessThanOrEqual(room);
    }
  }
});

test('a Service of two families has a line for each of its addresses', async () => {
  const lesson = SCENARIOS.find(({ id }) => id === 'dual-stack');
  const initial = await lesson?.load();
  const services =
    initial === undefined ? [] : createSimulation({ initial }).document.getState().router.cluster.services;
  const heights = services.map((service) => [service.clusterIPs.length, serviceHeight(service, 2, false)] as const);
  const [one, two] = [1, 2].map((count) => heights.find(([addresses]) => addresses === count)?.[1]);
  expect((two ?? 0) - (one ?? 0)).toBe(20);
});

test('an address stands closer where that shows it whole, and never further apart than it is written', () => {
  expect(closeUp('10.244.1.253', 146).letterSpacing).toBe('clamp(-0.07em, calc(144px / 12 - 0.62em), 0em)');
});
