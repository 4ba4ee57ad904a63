import { CONFIG_MAPS } from '../other-kinds/config-maps.ts';
import { objectKey } from '../model/object.ts';
import { recordOf, textOf } from '../model/reader.ts';
import type { CniSigns } from './cni-facts.ts';

type CniConfigured = 'calico' | 'canal' | 'cilium' | 'flannel';

/** The data of a ConfigMap beside a CNI's DaemonSet; empty: there is none. */
export function configurationOf(
  { daemonSet, objects }: CniSigns,
  of: CniConfigured,
): Readonly<Record<string, unknown>> {
  const [name] = CONFIG_MAPS[of];
  const key = objectKey({ kind: 'ConfigMap', namespace: daemonSet.ref.namespace ?? 'kube-system', name });
  return recordOf(objects.findLast(({ ref }) => objectKey(ref) === key)?.raw['data']);
}

/** A size in bytes that a setting states; undefined: none, or 0, by which CNIs are told to find it out. */
export function sizeOf(value: unknown): number | undefined {
  const size = typeof value === 'number' ? value : Number(textOf(value) ?? 0);
  return Number.isInteger(size) && size >= LEAST_MTU && size <= MOST_MTU ? size : undefined;
}

/** What IPv4 has to be able to carry, and the most there is. // RFC 791 3.2 */
const LEAST_MTU = 68;
const MOST_MTU = 65_535;
