import type { Condition } from '../../engine/gateways.ts';
import type { Assumption, Finding } from '../../engine/objects.ts';
import type { Fix, NotConsidered, Cause } from '../../engine/outcomes.ts';
import type { ObjectRef } from '../../engine/objects.ts';
import type { Diagnostic, PlacedFinding, TextPlace } from '../../manifests/diagnostic.ts';
import { ENGLISH } from '../../narration/en/all-words.ts';

// What the engine found, as the command line prints it: a sentence in the place of the facts.

export function saidAssumption(assumption: Assumption): { readonly code: string; readonly message: string } {
  return { code: assumption.code, message: ENGLISH.assumption(assumption) };
}

/** An object that was not considered with its sentence, as output for programs has it. */
export function saidNotConsidered(found: NotConsidered) {
  const { object, of } = found;
  return { object, message: ENGLISH.notConsidered(found), ...(of === undefined ? {} : { of }) };
}

/** Something wrong, or worth knowing, with its sentence. */
export interface SaidDiagnostic extends TextPlace {
  readonly severity: Finding['severity'];
  readonly code: string;
  readonly message: string;
  readonly object?: ObjectRef;
  readonly fix?: ReturnType<typeof saidFix>;
}

export function saidFinding(finding: Finding): SaidDiagnostic & Pick<Finding, 'path'> {
  const { severity, code, object, path } = finding;
  return { severity, code, message: ENGLISH.finding(finding), object, ...(path !== undefined && { path }) };
}

export function saidPlaced(finding: PlacedFinding, fix?: Fix): SaidDiagnostic {
  const { severity, code, object, file, line, column } = finding;
  const place = {
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  };
  const said = { severity, code, message: ENGLISH.finding(finding), object, ...place };
  return fix === undefined ? said : { ...said, fix: saidFix(fix) };
}

export function saidDiagnostic(diagnostic: Diagnostic): SaidDiagnostic {
  const { severity, code: _code, detail: _detail, path: _path, ...place } = diagnostic;
  const told = diagnostic.code === 'MORE_ALIKE' ? diagnostic.detail.code : diagnostic.code;
  return { severity, code: told, message: ENGLISH.diagnostic(diagnostic), ...place };
}

/** A cause with its sentence, and that of its fix, as output for programs has it. */
export function saidCause(cause: Cause) {
  const { code, detail: _, fix, ...at } = cause;
  return { code, message: ENGLISH.cause(cause), ...at, ...(fix === undefined ? {} : { fix: saidFix(fix) }) };
}

function saidFix(fix: Fix) {
  const { code: _, detail: __, leaves: ___, ...change } = fix;
  return { text: ENGLISH.fix(fix), ...change };
}

/** As a controller writes it into status. */
export function saidCondition(condition: Condition) {
  const { type, status, reason } = condition;
  return { type, status, reason, message: ENGLISH.condition(condition) };
}
