import { namespaceOwner } from '../../dataplane/rules/namespace-names.ts';
import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { templatePath } from '../../kubernetes/kind-table/kinds.ts';
import type { Trace } from '../../linux/model/trace.ts';
import type { Cause } from '../outcome/outcome.ts';

/** Where a field of a pod's spec is written: in the Pod, or in the template it was made from. */
export function podSpecField(
  { workload, namespace }: ClusterPod,
  field: string,
): Required<Pick<Cause, 'object' | 'path'>> {
  const path = [...(workload.kind === 'Pod' ? [] : templatePath(workload.kind)), 'spec', field];
  return { object: { namespace, ...workload }, path };
}

/** The node or pod a walk ended at. */
export function objectAt({ end }: Trace): Pick<Cause, 'object'> {
  const object = namespaceOwner(end);
  return object === undefined ? {} : { object };
}
