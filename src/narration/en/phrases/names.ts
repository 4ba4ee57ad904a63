import {
  formatObjectRef,
  type Labels,
  type NamespacedName,
  type ObjectRef,
  type ProtocolPort,
} from '../../../engine/objects.ts';
import type { NamespaceId } from '../../../engine/packets.ts';

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

/** What a line leads from or to: "Service shop/web", or what is outside, which is no object. */
export const endName = (end: ObjectRef): string => (end.kind === 'Internet' ? 'the internet' : formatObjectRef(end));

/** "class nginx"; of an Ingress that names none, or an empty one, "an Ingress without a class". */
export const ofClass = (className = ''): string =>
  className === '' ? 'an Ingress without a class' : `class ${className}`;

/** Where a walk ended: "node node-1", "pod shop/web-0", "the internet". */
export function placeOf(end: NamespaceId): string {
  return end.includes('/') ? end.replace('/', ' ') : `the ${end.replaceAll('-', ' ')}`;
}

/** The text with its first letter in upper case. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "app=web,tier=front" */
export const labelsText = (labels: Labels, separator = ','): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(separator);

/** "TCP 80, UDP 53" */
export const portsText = (ports: readonly ProtocolPort[]): string =>
  ports.map(({ protocol, port }) => `${protocol} ${port}`).join(', ');
