import { useWords } from '../../../../ui/words.ts';
import type { ReactElement } from 'react';
import type { Cluster } from '../../../../engine/objects.ts';
import type { ElementId } from '../../../../scenario/document/document.ts';
import { frameId } from '../../../../simulation/frame-ids.ts';
import { findingsOf } from '../../../../simulation/views/findings.ts';
import { elementOfSubject, podId } from '../../board/element.ts';

interface Counts {
  errors: number;
  warnings: number;
}

/**
 * A mark for each element of whose object, or in which, something is wrong; what it is stands in the inspector. undefined:
 * nothing is.
 */
export function createFindingMarks(
  cluster: Cluster,
): (id: ElementId, inside: readonly ElementId[]) => ReactElement<Counts> | undefined {
  const counts = new Map<ElementId, Counts>();
  const objects = new Map<ElementId, Counts>();
  for (const { severity, object } of findingsOf(cluster)) {
    if (severity === 'info') continue;
    const id = elementOfSubject(object);
    const found = objects.get(id) ?? { errors: 0, warnings: 0 };
    if (severity === 'error') found.errors += 1;
    else found.warnings += 1;
    objects.set(id, found);
    counts.set(id, found);
  }
  // What is wrong with a workload is seen on its pods.
  for (const pod of objects.size === 0 ? [] : cluster.pods) {
    const { namespace, workload } = pod;
    const found = objects.get(elementOfSubject({ namespace, ...workload }));
    if (found === undefined) continue;
    counts.set(podId(pod), found);
    counts.set(frameId(namespace, workload), found);
  }
  for (const workload of objects.size === 0 ? [] : cluster.workloads) {
    const found = workload.pods.length > 0 ? undefined : objects.get(elementOfSubject(workload));
    if (found !== undefined) counts.set(frameId(workload.namespace, workload), found);
  }
  return (id, inside) => {
    // Pods of one workload have its counts, which are told once.
    const found = [...new Set([id, ...inside].flatMap((each) => counts.get(each) ?? []))];
    if (found.length === 0) return undefined;
    const sum = (of: keyof Counts): number => found.reduce((all, each) => all + each[of], 0);
    return <FindingMark errors={sum('errors')} warnings={sum('warnings')} />;
  };
}

/** A triangle: full for errors, an outline for warnings. */
function FindingMark({ errors, warnings }: Counts) {
  const said = useWords('canvas');
  const words = [...(errors > 0 ? [said.errors(errors)] : []), ...(warnings > 0 ? [said.warnings(warnings)] : [])].join(
    ', ',
  );
  const color = errors > 0 ? 'fill-rejected stroke-rejected' : 'fill-surface stroke-changed';
  return (
    <svg
      viewBox="0 0 16 16"
      role="img"
      aria-label={words}
      className="absolute -top-2 -right-2 size-5 in-data-far:size-7"
    >
      <title>{words}</title>
      <path d="M8 1.8 14.6 14H1.4Z" className={color} strokeWidth="1.4" strokeLinejoin="round" />
      <path
        d="M8 6v4M8 12v.1"
        className={`fill-none ${errors > 0 ? 'stroke-surface' : 'stroke-changed'}`}
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </svg>
  );
}
