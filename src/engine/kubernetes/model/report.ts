import type { Assumption, Finding, ObjectRef } from './object.ts';
import type { FieldIssue } from './reader.ts';

/** Collects what the controllers have to say while they work. */
export interface Report {
  readonly findings: Finding[];
  /** By code: the first message stands. */
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

export function assume(report: Report, code: string, message: string): void {
  if (!report.assumptions.has(code)) report.assumptions.set(code, { code, message });
}
