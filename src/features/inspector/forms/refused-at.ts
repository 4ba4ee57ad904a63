import type { RawObject } from '../../../engine/objects.ts';
import { factKey } from '../../../engine/text.ts';
import { isRefusalCode } from '../../../manifests/checks/refusals.ts';
import { putObjects } from '../../../simulation/edits.ts';
import type { DocumentState } from '../../../simulation/stores/document-store.ts';
import { findingsAfter } from '../../../simulation/texts/findings-after.ts';
import { type BoardFinding, findingsOfObjects } from '../../../simulation/views/findings.ts';
import type { EditTarget } from '../object/inspected.ts';

type Path = readonly (string | number)[];

/** What the API server would refuse of `after` in the target's place at, in or around the field at the path, that it takes as the target is. */
export function refusedAt(
  state: DocumentState,
  { ref }: EditTarget,
  after: RawObject,
  path: Path,
): BoardFinding | undefined {
  const before = new Set(findingsOfObjects(state.router.cluster, [ref]).map(keyOf));
  return findingsAfter(state, putObjects(state.document, [after]), [ref]).find(
    (finding) => isRefused(finding) && touches(finding.path ?? [], path) && !before.has(keyOf(finding)),
  );
}

const keyOf = (finding: BoardFinding): string => `${factKey(finding)} ${finding.path?.join('.')}`;

function isRefused({ severity, code }: BoardFinding): boolean {
  // Another range of node ports is a setting of the API server.
  return isRefusalCode(code) || (code === 'SERVICE_REFUSED' && severity === 'error');
}

function touches(one: Path, other: Path): boolean {
  return one.slice(0, other.length).every((step, at) => step === other[at]);
}
