import type { RoomWords } from '../../../narration/page/language.ts';
import {
  type Cluster,
  type ClusterIngress,
  type ClusterNode,
  type ClusterPod,
  type ClusterService,
  type ObjectRef,
  type RawObject,
  formatObjectRef,
  objectKey,
  parseObjectKey,
  templatePath,
} from '../../../engine/objects.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import { type BoardFinding, findingsOfObjects } from '../../../simulation/views/findings.ts';

/** What the inspector shows. */
export type Inspected =
  | { readonly kind: 'Pod'; readonly ref: ObjectRef; readonly pod: ClusterPod }
  | { readonly kind: 'Node'; readonly ref: ObjectRef; readonly node: ClusterNode }
  | { readonly kind: 'Service'; readonly ref: ObjectRef; readonly service: ClusterService }
  | { readonly kind: 'Ingress'; readonly ref: ObjectRef; readonly ingress: ClusterIngress }
  /** An object without a form of its own: a workload, a policy … */
  | { readonly kind: 'Object'; readonly ref: ObjectRef; readonly object: RawObject }
  | { readonly kind: 'Internet' | 'Machine' | 'LoadBalancer' | 'Router' | 'Bridge' | 'VirtualMachine' }
  | { readonly kind: 'Gone'; readonly id: ElementId };

/** The element with that id in the cluster as it is now. */
export function inspect(cluster: Cluster, id: ElementId): Inspected {
  const { machine } = cluster.settings;
  if (id === 'internet') return { kind: machine === undefined ? 'Internet' : 'Machine' };
  if (id === 'load-balancer') return { kind: 'LoadBalancer' };
  if (id === 'router')
    return { kind: machine === undefined ? 'Router' : machine.reach === 'VM' ? 'VirtualMachine' : 'Bridge' };
  const ref = parseObjectKey(id);
  if (ref === undefined) return { kind: 'Gone', id };
  const { kind, namespace = '', name } = ref;
  const pod = kind === 'Pod' ? cluster.pod(namespace, name) : undefined;
  if (pod !== undefined) return { kind: 'Pod', ref, pod };
  const node = kind === 'Node' ? cluster.node(name) : undefined;
  if (node !== undefined) return { kind: 'Node', ref, node };
  const service = kind === 'Service' ? cluster.service(namespace, name) : undefined;
  if (service !== undefined) return { kind: 'Service', ref, service };
  const ingress = kind === 'Ingress' ? cluster.ingress(namespace, name) : undefined;
  if (ingress !== undefined) return { kind: 'Ingress', ref, ingress };
  const object = cluster.objects.get(id);
  return object === undefined ? { kind: 'Gone', id } : { kind: 'Object', ref, object };
}

/** "Pod shop/web-0", "Internet": the heading. */
export function titleOf(inspected: Inspected, { outside }: RoomWords['inspector']): string {
  switch (inspected.kind) {
    case 'Internet':
      return outside.internet;
    case 'LoadBalancer':
      return outside.loadBalancer;
    case 'Router':
      return outside.router;
    case 'Machine':
      return outside.machine;
    case 'Bridge':
      return outside.bridge;
    case 'VirtualMachine':
      return outside.virtualMachine;
    case 'Gone':
      return sayGone(inspected.id);
    default:
      return formatObjectRef(inspected.ref);
  }
}

/** An object somebody wrote, and where in it the fields in question are. */
export interface EditTarget {
  readonly ref: ObjectRef;
  readonly object: RawObject;
  /** Leads to the part that has `metadata` and `spec` of what is inspected: a workload's template. */
  readonly prefix: readonly string[];
}

/**
 * What to edit to change the inspected object: itself when somebody wrote it, for a pod else the workload that makes it.
 * undefined: a controller made it up, there is nothing to edit.
 */
export function editTarget(cluster: Cluster, inspected: Inspected): EditTarget | undefined {
  if (!('ref' in inspected)) return undefined;
  const own = cluster.objects.get(objectKey(inspected.ref));
  if (own !== undefined) return { ref: inspected.ref, object: own, prefix: [] };
  if (inspected.kind !== 'Pod') return undefined;
  const ref = inspected.pod.workload;
  const workload = cluster.objects.get(objectKey(ref));
  if (workload === undefined) return undefined;
  return { ref, object: workload, prefix: templatePath(ref.kind) };
}

function sayGone(id: ElementId): string {
  const ref = parseObjectKey(id);
  return ref === undefined ? id : formatObjectRef(ref);
}

/** The object as the cluster has it, for reading. */
export function completedObject(inspected: Inspected): RawObject | undefined {
  switch (inspected.kind) {
    case 'Pod':
      return inspected.pod.object;
    case 'Node':
      return inspected.node.object;
    case 'Service':
      return inspected.service.object;
    case 'Ingress':
      return inspected.ingress.object;
    case 'Object':
      return inspected.object;
    default:
      return undefined;
  }
}

/** Findings about the object, and for a pod about what makes it; errors first. */
export function findingsAbout(cluster: Cluster, inspected: Inspected): readonly BoardFinding[] {
  if (!('ref' in inspected)) return [];
  const refs = [inspected.ref, ...(inspected.kind === 'Pod' ? [inspected.pod.workload] : [])];
  const rank = { error: 0, warning: 1, info: 2 } as const;
  return findingsOfObjects(cluster, refs).toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}
