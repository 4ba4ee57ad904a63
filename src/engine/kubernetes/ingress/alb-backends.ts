import type { ClusterIngress } from '../cluster/cluster.ts';
import { USE_ANNOTATION } from '../fields/entries/alb-annotations.ts';
import type { AlbAction, AlbMistake, AlbRead } from '../model/alb.ts';
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
  return action.read.value.targets.flatMap((target) => (target.is === 'SERVICE' ? [target.backend] : []));
}

/** All backends of an Ingress as they stand there, the one for whatever no rule takes last. */
export const backendsOf = ({
  rules,
  defaultBackend,
}: Pick<ClusterIngress, 'rules' | 'defaultBackend'>): readonly IngressBackend[] => [
  ...rules.flatMap(({ paths }) => paths.map(({ backend }) => backend)),
  ...(defaultBackend === undefined ? [] : [defaultBackend]),
];

/** An annotation that a backend needs and that cannot be read, by its name behind the prefix. */
export interface BrokenRule {
  readonly name: string;
  readonly mistake: AlbMistake;
}

/** What of a backend's conditions and action cannot be read. */
export function brokenRules(ingress: Pick<ClusterIngress, 'cloud'>, backend: IngressBackend): readonly BrokenRule[] {
  const conditions = ingress.cloud?.alb?.conditions.get(backend.service);
  const action = actionOfBackend(ingress, backend)?.read;
  return [
    ...(conditions?.ok === false ? [{ name: `conditions.${backend.service}`, mistake: conditions.mistake }] : []),
    ...(action?.ok === false ? [{ name: `actions.${backend.service}`, mistake: action.mistake }] : []),
  ];
}
