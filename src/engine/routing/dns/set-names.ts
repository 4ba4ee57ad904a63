import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import { recordOf, textOf } from '../../kubernetes/model/reader.ts';

/** SET-NUMBER, as a pod of a StatefulSet is called. */
export const POD_OF_SET = /^(.+)-(0|[1-9]\d{0,3})$/;

/**
 * The StatefulSet that calls a pod so below its serviceName: POD.SUBDOMAIN, in lower case. Whether there is a Service of that name, and
 * such a pod, is not asked. `namespace` absent: of any.
 */
export function setThatNames(
  cluster: Pick<Cluster, 'ofKind'>,
  [pod = '', subdomain, namespace]: readonly string[],
): StoredObject | undefined {
  const name = POD_OF_SET.exec(pod)?.[1];
  if (name === undefined) return undefined;
  return cluster
    .ofKind('StatefulSet')
    .find(
      ({ raw, ref }) =>
        ref.name === name &&
        (namespace === undefined || ref.namespace === namespace) &&
        textOf(recordOf(raw['spec'])['serviceName']) === subdomain,
    );
}
