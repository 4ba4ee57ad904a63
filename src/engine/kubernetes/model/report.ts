import type { Assumption } from './assumption.ts';
import { factKey } from '../tools/fact-key.ts';
import type { Finding } from './finding.ts';
import type { ObjectRef } from './object.ts';
import type { FieldIssue } from './reader.ts';

/** Collects what the controllers have to say while they work. */
export interface Report {
  readonly findings: Finding[];
  /** By their keys (fact-key.ts). */
  readonly assumptions: Map<string, Assumption>;
}

export function createReport(): Report {
  return { findings: [], assumptions: new Map() };
}

export function addFinding(report: Report, finding: Finding): void {
  report.findings.push(finding);
}

export function addIssues(report: Report, object: ObjectRef, issues: readonly FieldIssue[]): void {
  for (const issue of issues) report.findings.push({ ...issue, object });
}

export function assume(report: Report, assumption: Assumption): void {
  report.assumptions.set(factKey(assumption), assumption);
}
