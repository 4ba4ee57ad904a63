import type { SharedScenario } from './document/document.ts';
import { type Restored, restoreScenario } from './restore/restore.ts';
import type { Unreadable } from './restore/unreadable.ts';

/** The ending of a scenario's file name. */
export const SCENARIO_FILE_ENDING = '.packetwalk.json';

export type ParsedScenarioFile = ({ readonly ok: true } & Restored) | { readonly ok: false; readonly why: Unreadable };

/** The text of a scenario file: the whole document and what is on the screen, in JSON a person can read. */
export function formatScenarioFile(scenario: SharedScenario): string {
  return `${JSON.stringify(scenario, null, 2)}\n`;
}

/** Reads a scenario file, or one of before, which held a bare document; parts that cannot be used are left out and told. Never throws. */
export function parseScenarioFile(text: string): ParsedScenarioFile {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, why: { code: 'NOT_JSON', detail: { why } } };
  }
  if (typeof value !== 'object' || value === null || !('objects' in value || 'document' in value)) {
    return { ok: false, why: { code: 'NO_SCENARIO_IN_FILE', detail: {} } };
  }
  return { ok: true, ...restoreScenario(value) };
}
