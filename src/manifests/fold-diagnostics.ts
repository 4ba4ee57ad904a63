import type { MoreAlike, TextPlace } from './diagnostic.ts';
import type { ObjectRef } from '../engine/objects.ts';

/** How many of one kind are told one by one. */
const TOLD = 20;

/** A diagnostic, or what was said of one. */
interface Foldable extends TextPlace {
  readonly severity: MoreAlike['severity'];
  readonly code: string;
  readonly object?: ObjectRef;
}

/**
 * Of diagnostics of one kind (code, severity, kind of object) the first twenty, then one that says how many more there are: the
 * thousandth tells nothing that the first did not. In their order.
 */
export function foldDiagnostics<D extends Foldable>(diagnostics: readonly D[]): readonly (D | MoreAlike)[] {
  const counts = new Map<string, number>();
  const last = new Map<string, D>();
  const folded = diagnostics.filter((diagnostic) => {
    const key = [diagnostic.severity, diagnostic.code, diagnostic.object?.kind ?? ''].join(' ');
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > TOLD) last.set(key, diagnostic);
    return count <= TOLD;
  });
  const rest = [...last].map(([key, { severity, code, object, file }]): MoreAlike => {
    const count = (counts.get(key) ?? 0) - TOLD;
    const detail = { code, ...(object !== undefined && { kind: object.kind }), count };
    return { severity, code: 'MORE_ALIKE', detail, ...(file !== undefined && { file }) };
  });
  return [...folded, ...rest];
}
