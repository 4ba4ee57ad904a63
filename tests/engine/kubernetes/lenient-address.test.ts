import { expect, test } from 'vitest';
import { parseLenientCidr, parseLenientIp } from '../../../src/engine/kubernetes/tools/lenient-address.ts';

test.each([
  ['10.244.1.0/24', '10.244.1.0/24'],
  ['10.244.001.0/024', '10.244.1.0/24'],
  [' 10.0.0.9/08 ', '10.0.0.0/8'],
  ['0.0.0.0/00', '0.0.0.0/0'],
  ['fd00::/064', 'fd00::/64'],
  ['10.0.0.0/033', undefined],
  ['10.0.0.0/', undefined],
  ['10.0.0.0/0x8', undefined],
  ['10.0.0.0', undefined],
])('%s is the network %s', (text, network) => {
  expect(parseLenientCidr(text)).toBe(network);
});

test('addresses', () => {
  expect(parseLenientIp('010.000.0.1')).toBe('10.0.0.1');
  expect(parseLenientIp('10.0.0')).toBeUndefined();
});
