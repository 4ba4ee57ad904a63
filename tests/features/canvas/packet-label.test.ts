import { expect, test } from 'vitest';
import { createIp } from '../../../src/engine/net/ip.ts';
import { createLabel, placeLabel } from '../../../src/features/canvas/packets/packet-label.ts';
import { routerOf, SHOP, timelinesOf } from './fixture.ts';
import { cueStep } from '../../../src/simulation/playback/timeline.ts';

const screen = { width: 800, height: 600 };
const size = { width: 150, height: 40 };

test('a label stands right of its packet when nothing is in the way, and inside the screen at its edges', () => {
  expect(placeLabel({ x: 400, y: 300 }, size, [], screen).x).toBeGreaterThan(0);
  for (const at of [
    { x: 790, y: 300 },
    { x: 10, y: 10 },
    { x: 400, y: 595 },
  ]) {
    const offset = placeLabel(at, size, [], screen);
    expect(at.x + offset.x).toBeGreaterThanOrEqual(4);
    expect(at.x + offset.x + size.width).toBeLessThanOrEqual(796);
    expect(at.y + offset.y).toBeGreaterThanOrEqual(4);
    expect(at.y + offset.y + size.height).toBeLessThanOrEqual(596);
  }
});

test('a label keeps away from words', () => {
  const words = { left: 405, top: 200, width: 300, height: 200 };
  expect(placeLabel({ x: 400, y: 300 }, size, [words], screen).x).toBeLessThan(-size.width);
});

test('a label marks exactly the fields a translation changed', () => {
  const router = routerOf(SHOP);
  const source = router.cluster.pods.find(({ name }) => name.startsWith('frontend'));
  const [timeline] = timelinesOf(router, { from: { pod: `shop/${source?.name ?? ''}` }, to: 'http://cart.shop/' });
  const cue = timeline?.cues.find((one) => cueStep(timeline, one)?.type === 'TRANSLATE');
  if (timeline === undefined || cue === undefined) throw new Error('nothing translated');
  const [from = [], to = []] = createLabel(cue.packet, cueStep(timeline, cue));
  expect(from.some(({ changed }) => changed)).toBe(false);
  expect(to.filter(({ changed }) => changed).map(({ text }) => text)).toEqual([cue.packet.destinationIP, ':8080']);
});

test('IPv6 addresses with a port stand in brackets', () => {
  const label = createLabel(
    {
      protocol: 'TCP',
      sourceIP: createIp('fd00::1'),
      sourcePort: 40000,
      destinationIP: createIp('fd00::2'),
      destinationPort: 80,
      ttl: 64,
      mark: 0,
    },
    undefined,
  );
  expect(label.map((line) => line.map(({ text }) => text).join(''))).toEqual(['  [fd00::1]:40000', '→ [fd00::2]:80']);
});
