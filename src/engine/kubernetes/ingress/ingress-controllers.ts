import type { LabelIndex } from '../matching/label-index.ts';
import type { ObjectRef } from '../model/object.ts';
import type { StoredObject } from '../model/object-store.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { INGRESS_CLASS } from '../kinds/ingress-class.ts';
import { createCursor, recordOf, textOf } from '../model/reader.ts';
import type { ServiceSpec } from '../model/specs.ts';

/** Ingress controllers by the names their installations label pods with, and the IngressClass controllers they serve. */
const KNOWN: readonly { readonly names: readonly string[]; readonly controller: RegExp; readonly className: RegExp }[] =
  [
    { names: ['ingress-nginx', 'nginx-ingress', 'nginx-ingress-controller'], controller: /nginx/, className: /nginx/ },
    { names: ['traefik'], controller: /^traefik\.io\//, className: /traefik/ },
    { names: ['envoy', 'contour'], controller: /^projectcontour\.io\//, className: /contour/ },
    { names: ['haproxy-ingress', 'kubernetes-ingress', 'haproxy'], controller: /haproxy/, className: /haproxy/ },
    { names: ['kong', 'ingress-kong', 'gateway', 'app'], controller: /konghq\.com/, className: /kong/ },
    { names: ['istio-ingressgateway'], controller: /^istio\.io\//, className: /istio/ },
  ];
const NAME_LABELS = ['app.kubernetes.io/name', 'app', 'k8s-app', 'name', 'istio'];

/** A Service that leads to a controller, and which of the known ones that is. */
export interface ControllerService {
  readonly namespace: string;
  readonly name: string;
  readonly kind: number;
  /** It leaves Ingresses without a class alone. */
  readonly needsClass: boolean;
}

/** What tells whether a Service leads to an Ingress controller. */
export interface FrontService {
  readonly ref: ObjectRef;
  readonly spec: Pick<ServiceSpec, 'type' | 'selector'>;
}

/** What tells whether a pod is an Ingress controller. */
export type ControllerPod = Pick<PlannedPod, 'namespace' | 'name' | 'labels' | 'object'>;

function isFront(spec: FrontService['spec']): spec is FrontService['spec'] & Required<Pick<ServiceSpec, 'selector'>> {
  return spec.selector !== undefined && (spec.type === 'LoadBalancer' || spec.type === 'NodePort');
}

/** The controller that a pod is; undefined: none. */
function controllerIn(pod: ControllerPod): Pick<ControllerService, 'kind' | 'needsClass'> | undefined {
  const kind = kindOfPod(pod);
  return kind === undefined ? undefined : { kind, needsClass: needsClass(pod) };
}

function kindOfPod({ labels }: ControllerPod): number | undefined {
  for (const label of NAME_LABELS) {
    const value = labels[label];
    if (value === undefined) continue;
    const kind = KNOWN.findIndex(({ names }) => names.includes(value) && !(value === 'app' || value === 'gateway'));
    if (kind >= 0) return kind;
  }
  return undefined;
}

/**
 * ingress-nginx from 1.0 on leaves Ingresses without a class alone, unless it is told to watch them.
 * // kubernetes.github.io/ingress-nginx/user-guide/k8s-122-migration
 */
function needsClass({ object }: ControllerPod): boolean {
  const { containers } = recordOf(object['spec']);
  return (Array.isArray(containers) ? containers : []).some((container: unknown) => {
    const { image, args, command } = recordOf(container);
    const words = [command, args].flatMap((list) => (Array.isArray(list) ? list : []));
    const watches = words.some((word) => /^--watch-ingress-without-class(=true)?$/.test(textOf(word) ?? ''));
    return /ingress-nginx\/controller:v?[1-9]/.test(textOf(image) ?? '') && !watches;
  });
}

/** Services of type LoadBalancer (first) or NodePort whose pods look like an Ingress controller. */
export function findControllerServices(
  services: readonly FrontService[],
  pods: Pick<LabelIndex<ControllerPod>, 'select'>,
): readonly ControllerService[] {
  const found = services.flatMap(({ ref, spec }): readonly (ControllerService & { readonly rank: number })[] => {
    if (!isFront(spec)) return [];
    const namespace = ref.namespace ?? 'default';
    for (const pod of pods.select(namespace, spec.selector)) {
      const controller = controllerIn(pod);
      if (controller === undefined) continue;
      const rank = spec.type === 'LoadBalancer' ? 0 : 1;
      return [{ namespace, name: ref.name, ...controller, rank }];
    }
    return [];
  });
  return found.sort((a, b) => a.rank - b.rank).map(({ rank: _rank, ...service }) => service);
}

/** The class an Ingress without one gets, if any is the default. */
export function defaultClass(classes: readonly StoredObject[]): string | undefined {
  const key = 'ingressclass.kubernetes.io/is-default-class';
  return classes.find(({ annotations }) => annotations[key] === 'true')?.ref.name;
}

/**
 * The Service in front of the controller for that class; undefined when no given one serves it.
 * Simplification: an Ingress without a class is served although no IngressClass is the default, as some controllers do.
 */
export function controllerFor(
  className: string | undefined,
  services: readonly ControllerService[],
  classes: readonly StoredObject[],
): ControllerService | undefined {
  if (className === undefined) return services.find((service) => !service.needsClass);
  const ofName = classes.find(({ ref }) => ref.name === className);
  const controller = ofName && INGRESS_CLASS.read(createCursor(ofName.raw, [])).spec.controller;
  return services.find(({ kind }) => {
    const known = KNOWN[kind];
    if (known === undefined) return false;
    return controller === undefined ? known.className.test(className) : known.controller.test(controller);
  });
}

/**
 * True when nobody in the cluster serves a class, or an Ingress without one: the class is not among the IngressClasses that are given, or controllers are given
 * and it is that of none of them. Without either, a controller is taken to be there.
 */
export function isForeignClass(
  className: string | undefined,
  services: readonly ControllerService[],
  classes: readonly StoredObject[],
): boolean {
  if (controllerFor(className, services, classes) !== undefined) return false;
  if (className === undefined) return services.length > 0;
  return services.length > 0 || (classes.length > 0 && !classes.some(({ ref }) => ref.name === className));
}
