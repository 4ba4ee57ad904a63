import type { NamespacedName, NamedPort } from '../../../engine/objects.ts';

/** "shop/web" */
export const nameOf = ({ namespace, name }: NamespacedName): string => `${namespace}/${name}`;

/** "app=web, tier=front" */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

/** What somebody has of a label: "app=web", "no label app". */
export function labelText(key: string, value: string | undefined): string {
  return value === undefined ? `no label ${key}` : `${key}=${value}`;
}

/** "3000", "http (8080)" */
export function portText({ name, port }: NamedPort): string {
  return name === undefined ? `${port}` : `${name} (${port})`;
}

const NAMED_PODS = 3;

/** "pod shop/web-0", "pods shop/web-0, shop/web-1, shop/web-2, 4 more" */
export function podsText(pods: readonly NamespacedName[]): string {
  const names = pods.slice(0, NAMED_PODS).map(nameOf);
  const more = pods.length > NAMED_PODS ? [`${pods.length - NAMED_PODS} more`] : [];
  return `${pods.length === 1 ? 'pod' : 'pods'} ${[...names, ...more].join(', ')}`;
}
