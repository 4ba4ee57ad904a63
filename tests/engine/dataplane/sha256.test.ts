import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../../src/engine/dataplane/rules/sha256.ts';
import {
  chainHash,
  endpointChainName,
  serviceChainNames,
} from '../../../src/engine/dataplane/proxy/ports/chain-names.ts';
import { createIp } from '../../../src/engine/net/ip.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 of node's own SHA-256, by way of a string of bits. */
function expectedHash(text: string): string {
  const bits = [...createHash('sha256').update(text).digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  return (bits.match(/.{5}/g) ?? [])
    .slice(0, 16)
    .map((five) => ALPHABET[Number.parseInt(five, 2)])
    .join('');
}

test('sha256 agrees with node:crypto', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect([...sha256(bytes)]).toEqual([...createHash('sha256').update(bytes).digest()]);
    }),
  );
});

test('chain hashes agree with node:crypto', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(chainHash(text)).toBe(expectedHash(text));
    }),
  );
});

test('chain names of a Service port and an endpoint', () => {
  const hash = expectedHash('shop/web:httptcp');
  expect(serviceChainNames('shop/web:http', 'tcp')).toEqual({
    cluster: `KUBE-SVC-${hash}`,
    local: `KUBE-SVL-${hash}`,
    external: `KUBE-EXT-${hash}`,
    firewall: `KUBE-FW-${hash}`,
  });
  expect(endpointChainName('shop/web:http', 'tcp', createIp('fd00::5'), 80)).toBe(
    `KUBE-SEP-${expectedHash('shop/web:httptcp[fd00::5]:80')}`,
  );
});
