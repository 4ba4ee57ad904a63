import type { ClusterIngress } from '../cluster/cluster.ts';
import { USE_ANNOTATION } from '../fields/entries/alb-annotations.ts';
import type { AlbAction, AlbRead } from '../model/alb.ts';
import type { IngressBackend } from '../model/basics.ts';

/** The action that stands in for a backend; undefined: the backend is a Service. */
export interface NamedAction {
  readonly name: string;
  /** Absent: no annotation of that name. */
  readonly read?: AlbRead<AlbAction>;
}

/** The action of an ALB that a backend names; undefined: it names a Service. */
export function actionOfBackend(
  { cloud }: Pick<ClusterIngress, 'cloud'>,
  { service: name, port }: IngressBackend,
): NamedAction | undefined {
  if (cloud?.alb === undefined || !('name' in port) || port.name !== USE_ANNOTATION) return undefined;
  const read = cloud.alb.actions.get(name);
  return { name, ...(read !== undefined && { read }) };
}

/** The Services that a backend leads to: itself, or those to which its action forwards. */
export function servicesOfBackend(
  ingress: Pick<ClusterIngress, 'cloud'>,
  backend: IngressBackend,
): readonly IngressBackend[] {
  const action = actionOfBackend(ingress, backend);
  if (action === undefined) return [backend];
  if (action.read?.ok !== true || action.read.value.type !== 'forward') return [];
  return action.read.value.targets.flatMap(({ service, port }) => (service === undefined ? [] : [{ service, port }]));
}
