import type { Cause } from '../../../../src/engine/routing/outcome/outcome.ts';
import { CAUSE_MEANINGS } from '../../../../src/narration/en/failures/cause-meanings.ts';
import { saidCause, saidFix } from '../../../support/said.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { walkScenario } from './walk-scenario.ts';

/** The list of docs/causes.md: each code, what it means, and for each scenario what is said, of which field, and the fix. */
export function formatCauses(): string {
  return Object.entries(CAUSE_MEANINGS)
    .map(([code, meaning]) => {
      const told = SCENARIOS.filter((scenario) => scenario.code === code).map(formatScenario);
      return `### ${code}\n\n${meaning}\n\n${[...new Set(told)].join('\n')}\n`;
    })
    .join('\n');
}

function formatScenario(scenario: Scenario): string {
  const cause = walkScenario(scenario).outcomes.find((outcome) => outcome.cause?.code === scenario.code)?.cause;
  if (cause === null || cause === undefined) throw new Error(`${scenario.code}: ${scenario.to} does not end with it`);
  return [`- ${saidCause(cause)}`, ...formatPlace(cause), ...formatFix(cause)].join('\n  ');
}

function formatPlace({ object, path }: Cause): readonly string[] {
  if (object === undefined) return [];
  const field = path === undefined ? '' : `, field \`${path.join('.')}\``;
  return [`Object: ${object.kind}${field}.`];
}

function formatFix({ fix }: Cause): readonly string[] {
  if (fix === undefined) return [];
  return [`${fix.path === undefined ? 'Advice' : 'Fix'}: ${saidFix(fix)}`];
}
