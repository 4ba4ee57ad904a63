import { type Cluster, type Finding, objectKey, type ObjectRef, parseObjectKey } from '../../engine/objects.ts';
import { factKey } from '../../engine/text.ts';
import { findingsBy, MISTAKE_FINDERS } from '../../engine/clusters.ts';
import { type Refusal, refusalsOf, toldOnce } from '../../manifests/checks/refusals.ts';

/** What is likely to be a mistake, or what an API server would not take. */
export type BoardFinding = Finding | Refusal;

/** By which the same thing is known to be found of another state of the board. */
export const findingKey = (finding: BoardFinding): string =>
  `${objectKey(finding.object)} ${factKey(finding)} ${finding.path?.join('.')}`;

const known = new WeakMap<Cluster, readonly BoardFinding[]>();

/** What is wrong with the objects of a cluster. Import it only where it is shown: what looks for mistakes comes with it. */
export function findingsOf(cluster: Cluster): readonly BoardFinding[] {
  const findings = known.get(cluster) ?? toldOnce([...refused(cluster), ...findingsBy(cluster, MISTAKE_FINDERS)]);
  known.set(cluster, findings);
  return findings;
}

/** What of that is about these objects, without looking at all others where nobody has yet. */
export function findingsOfObjects(cluster: Cluster, refs: readonly ObjectRef[]): readonly BoardFinding[] {
  const keys = new Set(refs.map(objectKey));
  const isAsked = (ref: ObjectRef): boolean => keys.has(objectKey(ref));
  const findings =
    known.get(cluster) ?? toldOnce([...refused(cluster, keys), ...findingsBy(cluster, MISTAKE_FINDERS, isAsked)]);
  return findings.filter(({ object }) => isAsked(object));
}

/** `among`: the keys of the objects that are asked about. */
function refused({ objects }: Cluster, among: Iterable<string> = objects.keys()): readonly Refusal[] {
  return [...among].flatMap((key) => {
    const [raw, ref] = [objects.get(key), parseObjectKey(key)];
    return raw === undefined || ref === undefined ? [] : refusalsOf(raw, ref);
  });
}
