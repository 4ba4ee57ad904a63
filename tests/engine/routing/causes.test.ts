import { describe, expect, test } from 'vitest';
import { buildCluster } from '../../../src/engine/kubernetes/build-cluster.ts';
import type { RawObject } from '../../../src/engine/kubernetes/object.ts';
import { applyFix } from '../../../src/engine/routing/apply-fix.ts';
import type { CauseCode } from '../../../src/engine/routing/cause.ts';
import { explainTrace } from '../../../src/engine/routing/cause-trace.ts';
import type { Cause } from '../../../src/engine/routing/outcome.ts';
import { createRouter } from '../../../src/engine/routing/router.ts';
import { CLIENT, SCENARIOS } from './cause-scenarios.ts';
import { shopRouter, traced } from './shop.ts';

const key = ({ kind, namespace, name }: NonNullable<Cause['object']>) =>
  [kind, namespace, name].filter((part) => part !== undefined).join('/');

describe('causes', () => {
  test.each(SCENARIOS.map((each, at) => [`${at} ${each.code} ${each.to}`, each] as const))('%s', (_name, scenario) => {
    const { objects, interventions = [], from = CLIENT, to, via } = scenario;
    const request = { from, to, ...(via === undefined ? {} : { via }) };
    const run = (given: readonly RawObject[]) =>
      traced(createRouter(buildCluster({ objects: given, interventions })), request);
    const { verdict, outcomes } = run(objects);
    expect(verdict).toBe('UNREACHABLE');
    const cause = outcomes[0]?.cause;
    expect(cause?.code).toBe(scenario.code);
    for (const part of scenario.says) expect(cause?.message).toContain(part);
    expect(cause?.object === undefined ? undefined : key(cause.object)).toBe(scenario.object);
    if (scenario.field !== undefined) expect(cause?.path?.join('.')).toBe(scenario.field);
    const fix = cause?.fix;
    expect(fix === undefined ? 'none' : fix.path === undefined ? 'told' : 'applies').toBe(scenario.fix);
    if (fix?.path !== undefined) expect(run(applyFix(objects, fix)).verdict).toBe('REACHABLE');
  });

  test('every code there is has a scenario', async () => {
    const { readFileSync } = await import('node:fs');
    const text = readFileSync(new URL('../../../src/engine/routing/cause.ts', import.meta.url), 'utf8');
    const codes = [...text.matchAll(/\| '([A-Z_]+)'/g)].map(([, code]) => code);
    const walked = new Set<string | undefined>([...SCENARIOS.map(({ code }) => code), ...DEFENSIVE]);
    expect(codes.filter((code) => !walked.has(code))).toEqual([]);
  });
});

/** No program of this engine writes what leads there: shown on a walk made up of an end alone. */
const DEFENSIVE: readonly CauseCode[] = ['TTL_EXPIRED', 'RULE_REJECTED'];

test.each([
  ['LOOP', 'TTL_EXPIRED'],
  ['REJECTED', 'RULE_REJECTED'],
] as const)('a walk that ends with %s by nothing we know still has a cause', (disposition, code) => {
  const { cluster, network } = shopRouter();
  const flow = { protocol: 'TCP', sourceIP: '10.244.1.2', sourcePort: 1, destinationIP: '8.8.8.8', destinationPort: 2 };
  const header = { ...flow, ttl: 1, mark: 0 } as never;
  const trace = { flow: header, hops: [], disposition, final: header, end: 'node/node-1', masqueraded: false };
  expect(explainTrace({ cluster, network, trace })).toMatchObject({ code });
});
