import { objectKey } from '../model/object.ts';
import { recordOf } from '../model/reader.ts';
import type { CniSigns } from './cni-facts.ts';

/** The data of a ConfigMap beside a CNI's DaemonSet; empty: there is none. */
export function configurationOf({ daemonSet, objects }: CniSigns, name: string): Readonly<Record<string, unknown>> {
  const key = objectKey({ kind: 'ConfigMap', namespace: daemonSet.ref.namespace ?? 'kube-system', name });
  return recordOf(objects.findLast(({ ref }) => objectKey(ref) === key)?.raw['data']);
}
