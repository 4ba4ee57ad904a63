import type { Diagnostic, TextProblem } from './diagnostic.ts';

/** How many of one kind are told one by one. */
const TOLD = 20;

/**
 * Of diagnostics of one kind (code, severity, kind of object) the first twenty, then one that says how many more there are: the
 * thousandth tells nothing that the first did not. In their order.
 */
export function foldDiagnostics<D extends Diagnostic>(diagnostics: readonly D[]): readonly (D | TextProblem)[] {
  const counts = new Map<string, number>();
  const last = new Map<string, D>();
  const folded = diagnostics.filter((diagnostic) => {
    const key = [diagnostic.severity, diagnostic.code, diagnostic.object?.kind ?? ''].join(' ');
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > TOLD) last.set(key, diagnostic);
    return count <= TOLD;
  });
  const rest = [...last].map(([key, { severity, code, object, file }]): TextProblem => {
    const more = (counts.get(key) ?? 0) - TOLD;
    const about = object === undefined ? '' : ` about ${object.kind}s`;
    const message = `${more} more of the kind ${code}${about} are not listed.`;
    return { severity, code, message, ...(file !== undefined && { file }) };
  });
  return [...folded, ...rest];
}
