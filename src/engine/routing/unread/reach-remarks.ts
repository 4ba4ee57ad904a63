import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { isTemplated } from '../../kubernetes/operators/templated.ts';
import type { Finding, FindingDetails } from '../../kubernetes/model/finding.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { ReachPeer } from '../reach/reach.ts';
import type { UnreadObject } from './parties/concern.ts';
import { unreadObjects } from './find-concerns.ts';
import { type MeshName, membership } from '../../kubernetes/mesh/members.ts';
import { refusingObjects } from './mesh-doubts.ts';
import { policyParts } from './policy-parts.ts';
import { podsByDirection, type PolicyPods, selectedPods } from './policies.ts';

const MESHES: readonly MeshName[] = ['istio', 'linkerd', 'consul', 'kuma'];

/** What of unread objects could change who reaches whom: a finding each; none for what selects nobody. */
export function reachRemarks(cluster: Cluster): readonly Finding[] {
  return unreadObjects(cluster)
    .flatMap((object): readonly Finding[] => {
      const detail = changes(object, cluster);
      return detail === undefined ? [] : [{ severity: 'warning', code: 'NOT_CONSIDERED', detail, object: object.ref }];
    })
    .concat(partRemarks(cluster), meshRemarks(cluster));
}

/** What walks read of a mesh, and reach does not. */
function meshRemarks(cluster: Cluster): readonly Finding[] {
  return refusingObjects(cluster).flatMap((object): readonly Finding[] => {
    const pods = meshPods(object, cluster).map(({ namespace, name }) => ({ namespace, name }));
    const detail = { is: 'MESH', pods } as const;
    return pods.length === 0 ? [] : [{ severity: 'warning', code: 'NOT_CONSIDERED', detail, object: object.ref }];
  });
}

/** Parts of policies that are read otherwise. */
function partRemarks(cluster: Cluster): readonly Finding[] {
  return policyParts(cluster).flatMap(({ ref, selects, fields }): readonly Finding[] => {
    const pods = cluster.pods.filter(selects).map(({ namespace, name }) => ({ namespace, name }));
    const detail = { is: 'IN_PART', pods, fields } as const;
    return pods.length === 0 ? [] : [{ severity: 'warning', code: 'NOT_CONSIDERED', detail, object: ref }];
  });
}

function changes(object: UnreadObject, cluster: Cluster): FindingDetails['NOT_CONSIDERED'] | undefined {
  const { effect } = object.unread;
  if (effect === 'workload') return isTemplated(object) ? undefined : { is: 'MAY_HAVE_PODS' };
  const isMesh = effect === 'mesh-mtls' || effect === 'mesh-authorization';
  if (!isMesh && effect !== 'policy' && effect !== 'chaos' && effect !== 'traffic') return undefined;
  const pods = isMesh ? meshPods(object, cluster) : selectedPods(object, cluster);
  if (pods.length === 0) return undefined;
  return { is: isMesh ? 'MESH' : 'SELECTS', pods: pods.map(({ namespace, name }) => ({ namespace, name })) };
}

function meshPods(object: Pick<UnreadObject, 'ref'>, cluster: Cluster): readonly ClusterPod[] {
  return cluster.pods.filter(
    (pod) => isNear(object, pod) && MESHES.some((mesh) => membership(cluster, mesh, { pod }) === 'yes'),
  );
}

/** The unread objects that could change what a pair may do; empty: none. */
export type ReachDoubts = (source: ReachPeer, destination: ReachPeer) => readonly ObjectRef[];

/** Of every pair: policies that select one of its ends in the direction of the connection, and what proxies at its end demand. */
export function reachDoubts(cluster: Cluster): ReachDoubts {
  const doubts = unreadObjects(cluster).flatMap((object): readonly (PolicyPods & { readonly ref: ObjectRef })[] => {
    const { effect } = object.unread;
    if (effect === 'policy' || effect === 'chaos' || effect === 'traffic')
      return [{ ref: object.ref, ...podsByDirection(object, cluster) }];
    if (effect !== 'mesh-mtls' && effect !== 'mesh-authorization') return [];
    return [{ ref: object.ref, ingress: new Set(meshPods(object, cluster)), egress: NOBODY, outside: NOBODY }];
  });
  const demands = refusingObjects(cluster).map((object) => ({
    ref: object.ref,
    ingress: new Set(meshPods(object, cluster)),
    egress: NOBODY,
    outside: NOBODY,
  }));
  const parts = policyParts(cluster).map(({ ref, direction, selects }) => {
    const pods = new Set(cluster.pods.filter(selects));
    return { ref, ingress: NOBODY, egress: NOBODY, outside: NOBODY, [direction]: pods };
  });
  const some = (peer: ReachPeer, pods: ReadonlySet<ClusterPod>): boolean =>
    peer.kind === 'workload' && peer.pods.some((pod) => pods.has(pod));
  return (source, destination) =>
    [...doubts, ...demands, ...parts]
      .filter(({ ingress, egress, outside }) => {
        if (some(destination, ingress) || some(source, egress)) return true;
        return destination.kind === 'external' && some(source, outside);
      })
      .map(({ ref }) => ref);
}

const NOBODY: ReadonlySet<ClusterPod> = new Set();

/** An object of a mesh holds in its namespace, or from the mesh's own everywhere. */
function isNear({ ref }: Pick<UnreadObject, 'ref'>, { namespace }: ClusterPod): boolean {
  return ref.namespace === undefined || ref.namespace === namespace || ref.namespace === 'istio-system';
}
