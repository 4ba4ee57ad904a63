import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cidrAddress,
  cidrContains,
  cidrSubnet,
  createCidr,
  hostCidr,
  parseCidr,
} from '../../../src/engine/net/cidr.ts';
import { flowKey, formatFlow, reverseFlow, sameFlow, type Flow } from '../../../src/engine/net/flow.ts';
import {
  createIp,
  formatEndpoint,
  IP_BITS,
  ipBits,
  ipFamily,
  ipFromBits,
  parseIp,
} from '../../../src/engine/net/ip.ts';
import { createPrefixTable } from '../../../src/engine/net/prefix-table.ts';

const anyIp = fc
  .oneof(
    fc.tuple(fc.constant(4 as const), fc.bigInt({ min: 0n, max: (1n << 32n) - 1n })),
    fc.tuple(fc.constant(6 as const), fc.bigInt({ min: 0n, max: (1n << 128n) - 1n })),
  )
  .map(([family, bits]) => ipFromBits(family, bits));

const anyCidr = fc
  .tuple(anyIp, fc.nat(128))
  .map(([ip, length]) => createCidr(ip, length % (IP_BITS[ipFamily(ip)] + 1)));

describe('addresses', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['FD00:0:0::0001', 'fd00::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['0:0:0:0:0:0:0:0', '::'],
  ])('%s is written %s', (text, canonical) => {
    expect(parseIp(text)).toBe(canonical);
  });

  test.each(['10.0.0.01', '010.0.0.1', '1.2.3', '1.2.3.4.5', '256.0.0.1', '0x0a.0.0.1', '', ' 10.0.0.1', '10.0.0.1/8'])(
    '%j is no IPv4 address',
    (text) => {
      expect(parseIp(text)).toBeUndefined();
    },
  );

  test.each(['::1%lo', '[::1]', '1::2::3', ':::', 'fd00::12345', 'fd00::1/64'])('%j is no IPv6 address', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  test('bits and back', () => {
    fc.assert(
      fc.property(anyIp, (ip) => {
        expect(ipFromBits(ipFamily(ip), ipBits(ip))).toBe(ip);
        expect(parseIp(ip)).toBe(ip);
      }),
    );
    expect(ipBits(createIp('255.1.2.3'))).toBe(0xff010203n);
  });

  test('endpoints', () => {
    expect(formatEndpoint(createIp('fd00::1'), 80)).toBe('[fd00::1]:80');
    expect(formatEndpoint(createIp('fd00::1'), 0)).toBe('fd00::1');
  });
});

describe('networks', () => {
  test('host bits are cleared; what is none is refused', () => {
    expect(parseCidr('10.244.1.7/24')).toBe('10.244.1.0/24');
    expect(parseCidr('fd00:1::7/64')).toBe('fd00:1::/64');
    for (const text of ['10.0.0.0', '10.0.0.0/33', '10.0.0.0/08', '::/129', '10.0.0.0/', '10.0.0.0/-1']) {
      expect(parseCidr(text)).toBeUndefined();
    }
    expect(() => createCidr(createIp('10.0.0.0'), 33)).toThrow(RangeError);
  });

  test('containment is equality of prefixes', () => {
    fc.assert(
      fc.property(anyCidr, anyIp, (cidr, ip) => {
        const [network = '', length = ''] = cidr.split('/');
        const sameFamily = ipFamily(ip) === ipFamily(createIp(network));
        const inside = sameFamily && createCidr(ip, Number(length)) === cidr;
        expect(cidrContains(cidr, ip)).toBe(inside);
        expect(cidrContains(cidr, createIp(network))).toBe(true);
      }),
    );
  });

  test('addresses and subnets by index', () => {
    const cidr = createCidr(createIp('10.244.0.0'), 16);
    expect(cidrAddress(cidr, 258)).toBe('10.244.1.2');
    expect(cidrAddress(cidr, 65536)).toBeUndefined();
    expect(cidrSubnet(cidr, 24, 255)).toBe('10.244.255.0/24');
    expect(cidrSubnet(cidr, 24, 256)).toBeUndefined();
    expect(hostCidr(createIp('::1'))).toBe('::1/128');
  });
});

describe('flows', () => {
  const flow: Flow = {
    protocol: 'TCP',
    sourceIP: createIp('10.0.0.1'),
    sourcePort: 40000,
    destinationIP: createIp('10.0.0.2'),
    destinationPort: 80,
  };

  test('there and back', () => {
    expect(reverseFlow(reverseFlow(flow))).toEqual(flow);
    expect(sameFlow(flow, reverseFlow(flow))).toBe(false);
    expect(flowKey(flow)).not.toBe(flowKey({ ...flow, protocol: 'UDP' }));
    expect(formatFlow(flow)).toBe('TCP 10.0.0.1:40000 → 10.0.0.2:80');
  });
});

test('longest prefix ≡ looking at every network', () => {
  // Few distinct bits, so that networks overlap and addresses hit.
  const close = fc
    .tuple(fc.constantFrom(4 as const, 6 as const), fc.nat(255))
    .map(([family, low]) => ipFromBits(family, BigInt(low) << (family === 4 ? 24n : 120n)));
  const network = fc.tuple(close, fc.nat(9)).map(([ip, length]) => createCidr(ip, length));
  fc.assert(
    fc.property(fc.array(fc.tuple(network, fc.nat())), close, (entries, ip) => {
      const table = createPrefixTable(entries);
      let best: { readonly length: number; readonly value: number } | undefined;
      for (const [cidr, value] of entries) {
        const length = Number(cidr.split('/')[1]);
        if (cidrContains(cidr, ip) && (best === undefined || length >= best.length)) best = { length, value };
      }
      expect(table.lookup(ip)).toBe(best?.value);
    }),
  );
});
