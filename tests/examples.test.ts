import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { walkUnderJumbo } from '../examples/a-cni-of-your-own.ts';
import { traceARequest } from '../examples/trace-a-request.ts';
import { whoReachesWhom } from '../examples/who-reaches-whom.ts';
import { root } from '../scripts/install.mjs';

test('a request is traced: the clusterIP of the Service becomes the address of the pod', () => {
  const [verdict, ...hops] = traceARequest({ from: { pod: 'shop/web-0' }, to: 'tcp://db.shop:5432' });
  expect(verdict).toBe('REACHABLE');
  expect(hops.at(-1)).toMatch(/^pod\/shop\/db-0: to 10\.244\.\d+\.\d+:5432$/);
});

test('a request that a policy denies names the policy', () => {
  const lines = traceARequest({ from: { pod: 'shop/guest-0' }, to: 'tcp://db.shop:5432' });
  expect(lines[0]).toBe('UNREACHABLE');
  expect(lines.at(-1)).toMatch(/^POLICY_DENIES_INGRESS: .*only-web/);
});

test('a request that cannot be read says why', () => {
  expect(traceARequest({ from: { pod: 'shop/nobody' }, to: 'tcp://db.shop:5432' })).toHaveLength(1);
});

test('the web server alone reaches the database', () => {
  expect(whoReachesWhom().filter((line) => line.includes('→ shop/db-0'))).toEqual([
    'shop/web-0[Pod] → shop/db-0[Pod]: {"TCP":[[5432,5432]]}',
  ]);
});

test('packets pass the bridge of a CNI that the engine was handed', () => {
  const lines = walkUnderJumbo().join('\n');
  expect(lines).toContain('bridged by jumbo0');
  // Nothing stands in for it.
  expect(lines).toContain('rests on ');
  expect(lines).not.toContain('CNI_REPLACED');
});

test('examples import nothing but the face of the engine and each other', () => {
  const folder = join(root, 'examples');
  const imports = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, path]) => path),
    );
  expect(new Set(imports)).toEqual(new Set(['../src/engine/index.ts', './objects.ts']));
});
