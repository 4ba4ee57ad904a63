import type { RawObject } from '../../../engine/objects.ts';
import { isRefusedFinding } from '../../../manifests/checks/refusals.ts';
import { putObjects } from '../../../simulation/edits.ts';
import type { DocumentState } from '../../../simulation/stores/document-store.ts';
import { findingsAfter } from '../../../simulation/texts/findings-after.ts';
import { type BoardFinding, findingKey, findingsOfObjects } from '../../../simulation/views/findings.ts';
import type { EditTarget } from '../object/inspected.ts';

type Path = readonly (string | number)[];

/** What the API server would refuse of `after` in the target's place at, in or around the field at the path, that it takes as the target is. */
export function refusedAt(
  state: DocumentState,
  { ref }: EditTarget,
  after: RawObject,
  path: Path,
): BoardFinding | undefined {
  const before = new Set(findingsOfObjects(state.router.cluster, [ref]).map(findingKey));
  return findingsAfter(state, putObjects(state.document, [after]), [ref]).find(
    (finding) => isRefusedFinding(finding) && touches(finding.path ?? [], path) && !before.has(findingKey(finding)),
  );
}

function touches(one: Path, other: Path): boolean {
  return one.slice(0, other.length).every((step, at) => step === other[at]);
}
