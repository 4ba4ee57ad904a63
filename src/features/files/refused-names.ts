import { formatObjectRef } from '../../engine/objects.ts';
import { isRefusedFinding } from '../../manifests/checks/refusals.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';

/** The objects that an API server would refuse; of what is folded, nobody knows which they are. */
export function refusedNames(diagnostics: readonly Diagnostic[]): readonly string[] {
  return [
    ...new Set(
      diagnostics.flatMap(({ code, severity, object }) =>
        object !== undefined && isRefusedFinding({ code, severity }) ? [formatObjectRef(object)] : [],
      ),
    ),
  ];
}
