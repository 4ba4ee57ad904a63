import type { ClusterIngress } from '../cluster/cluster.ts';

/**
 * The order in which ingress-nginx takes Ingresses: the older first; of the same age the one whose "namespace/name" sorts last. One that
 * does not say when it was created is yet to be: all such are of one age, and newer than any that is.
 * // ingress-nginx v1.13 internal/ingress/controller/store/store.go sortIngressSlice
 */
export function olderFirst(a: ClusterIngress, b: ClusterIngress): number {
  const [older, newer] = [ageOf(a), ageOf(b)];
  if (older !== newer) return older < newer ? -1 : 1;
  return nameOf(a) < nameOf(b) ? 1 : -1;
}

/** The order in which haproxy-ingress takes them: of the same age the one whose name sorts first. // haproxy-ingress v0.15 pkg/converters/ingress/ingress.go sortIngress */
export function firstCreated(a: ClusterIngress, b: ClusterIngress): number {
  const [older, newer] = [ageOf(a), ageOf(b)];
  return older === newer ? -olderFirst(a, b) : olderFirst(a, b);
}

/** API servers write times in one form, in UTC: as texts they sort as they are. */
const ageOf = ({ created }: ClusterIngress): string => created ?? '9';

const nameOf = ({ namespace, name }: ClusterIngress): string => `${namespace}/${name}`;
