import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { createIp, ipBits, ipFromBits, parseIp } from '../../../src/engine/net/ip.ts';

/** Groups, many of them 0, so that runs of zeros of all lengths and places come up. */
const anyGroups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
  minLength: 8,
  maxLength: 8,
});

describe('IPv6 addresses', () => {
  test.each([
    ['::ffff:1.2.3.4', '::ffff:102:304'],
    ['::1.2.3.4', '::102:304'],
    ['64:FF9B::1.2.3.4', '64:ff9b::102:304'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ])('%s is written %s', (text, canonical) => {
    expect(parseIp(text)).toBe(canonical);
  });

  test.each([
    '1:2:3:4:5:6:7::8',
    '1:2:3:4:5:6:7:8::',
    '::ffff:01.2.3.4',
    '::1.2.3',
    '1.2.3.4::',
    '::1.2.3.4:5',
    '1:2:3:4:5:6:7:1.2.3.4',
    ':1::',
    '1:2',
    ':',
  ])('%j is none', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  test('are written as another library writes them, and read back', () => {
    fc.assert(
      fc.property(anyGroups, (groups) => {
        const bits = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
        const written = ipFromBits(6, bits);
        expect(written).toBe(new ipaddr.IPv6([...groups]).toRFC5952String());
        expect(ipBits(written)).toBe(bits);
        expect(parseIp(groups.map((group) => group.toString(16).padStart(4, '0')).join(':'))).toBe(written);
      }),
      { numRuns: 2000 },
    );
  });

  test('are those that Node takes for addresses', () => {
    const word = fc.constantFrom('', '0', '1', 'ff', 'FFFF', '12345', 'g', '1.2.3.4', '1.2.3.256', '1.2.3');
    const text = fc
      .array(fc.tuple(word, fc.constantFrom(':', ':', ':', '::')), { maxLength: 9 })
      .map((words) => words.flat().join(''));
    const cut = fc.tuple(text, fc.boolean()).map(([whole, last]) => (last ? whole.replace(/:$/, '') : whole));
    fc.assert(
      fc.property(cut, (spelling) => {
        fc.pre(spelling.includes(':'));
        const ip = parseIp(spelling);
        expect(ip !== undefined).toBe(isIPv6(spelling));
        if (ip !== undefined) expect(createIp(ip)).toBe(ip);
      }),
      { numRuns: 5000 },
    );
  });
});
