import type { Diagnostic } from '../../manifests/diagnostic.ts';

const SEVERITIES: readonly Diagnostic['severity'][] = ['error', 'warning', 'info'];
const names = new Intl.Collator('en', { numeric: true });

/** The worst first; of one severity by file, line and column, and last what stands at no place. */
export function orderDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      Number(a.file === undefined) - Number(b.file === undefined) ||
      names.compare(a.file ?? '', b.file ?? '') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}
