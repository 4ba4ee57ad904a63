import type { ObjectRef } from '../../../engine/kubernetes/model/object.ts';
import type { NamespacedName } from '../../../engine/kubernetes/model/assumption.ts';

/** "shop/web" */
export const nameOf = ({ namespace, name }: NamespacedName): string => `${namespace}/${name}`;

/** "pod shop/web-0" */
export const podName = (pod: NamespacedName): string => `pod ${nameOf(pod)}`;

/** "Service shop/web" */
export const serviceName = (service: NamespacedName): string => `Service ${nameOf(service)}`;

/** Inside a sentence, where it is no name of the API: "pod shop/web-0", "node node-1". */
export function thingName({ kind, namespace, name }: ObjectRef): string {
  return `${kind.toLowerCase()} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
