import { expect, test } from 'vitest';
import { createIp } from '../../../../src/engine/net/ip.ts';
import { denialOf } from '../../../../src/engine/routing/mesh/authorization.ts';
import { object } from '../unread/board.ts';

/** Whether a policy that allows a path alone lets a request for another one in. */
function isAllowed(pattern: string, path: string): boolean {
  const raw = object('security.istio.io/v1 AuthorizationPolicy town/paths', {
    rules: [{ to: [{ operation: { paths: [pattern] } }] }],
  });
  const policy = { raw, ref: { kind: raw.kind, namespace: 'town', name: 'paths' } } as never;
  const ip = createIp('10.20.1.2');
  const http = { host: 'bread', method: 'GET', path, headers: {} };
  return denialOf([policy], { ip, destination: ip, port: 80, http }) === undefined;
}

test.each([
  ['/a/{*}/c', '/a/b/c', true],
  ['/a/{*}/c', '/a/b/b/c', false],
  ['/a/{*}', '/a/', false],
  ['/a/{*}', '/a/b?c=/d', true],
  ['/a/{**}', '/a/b/c', true],
  ['/a/{**}', '/a/', true],
  ['/a/{**}', '/b/c', false],
  ['/a/{**}/c', '/a/b/b/c', true],
  ['/a/{**}/c', '/a/c/b', false],
  ['/a/{**}/b/{*}', '/a/b/b/c', true],
  ['/{**}', '/', true],
])('%s and %s: %s', (pattern, path, allowed) => {
  expect(isAllowed(pattern, path)).toBe(allowed);
});

test('what a stranger writes keeps nobody waiting', () => {
  const started = performance.now();
  expect(isAllowed(`${'/{**}'.repeat(40)}/end`, '/a'.repeat(400))).toBe(false);
  expect(isAllowed('/{**}/a/{*}'.repeat(30), `${'/a'.repeat(400)}/b/`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});
