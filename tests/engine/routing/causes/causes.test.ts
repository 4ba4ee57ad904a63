import { describe, expect, test } from 'vitest';
import { applyFix } from '../../../../src/engine/routing/causes/apply-fix.ts';
import type { Cause } from '../../../../src/engine/routing/outcome/outcome.ts';
import { CAUSE_MEANINGS } from '../../../../src/narration/en/failures/cause-meanings.ts';
import { saidCause } from '../../../support/said.ts';
import { formatCauses } from './format-causes.ts';
import { SCENARIOS } from './scenarios.ts';
import { walkScenario } from './walk-scenario.ts';

const key = ({ kind, namespace, name }: NonNullable<Cause['object']>) =>
  [kind, namespace, name].filter((part) => part !== undefined).join('/');

describe('causes', () => {
  test.each(SCENARIOS.map((each, at) => [`${at} ${each.code} ${each.to}`, each] as const))('%s', (_name, scenario) => {
    const { verdict, outcomes } = walkScenario(scenario);
    expect(verdict).toBe('UNREACHABLE');
    const cause = outcomes[0]?.cause;
    expect(cause?.code).toBe(scenario.code);
    for (const part of scenario.says) expect(saidCause(cause)).toContain(part);
    expect(cause?.object === undefined ? undefined : key(cause.object)).toBe(scenario.object);
    if (scenario.field !== undefined) expect(cause?.path?.join('.')).toBe(scenario.field);
    const fix = cause?.fix;
    expect(fix === undefined ? 'none' : fix.path === undefined ? 'told' : 'applies').toBe(scenario.fix);
    if (fix?.path !== undefined)
      expect(walkScenario(scenario, applyFix(scenario.objects, fix)).verdict).toBe('REACHABLE');
  });

  test('every code there is has a scenario', () => {
    const walked = new Set<string>(SCENARIOS.map(({ code }) => code));
    expect(Object.keys(CAUSE_MEANINGS).filter((code) => !walked.has(code))).toEqual([]);
  });

  test('the list of docs/causes.md has a section for each, in their order, with what is said', () => {
    const list = formatCauses();
    expect([...list.matchAll(/^### (\w+)$/gm)].map(([, code]) => code)).toEqual(Object.keys(CAUSE_MEANINGS));
    for (const { says } of SCENARIOS) for (const part of says) expect(list).toContain(part);
  });
});
