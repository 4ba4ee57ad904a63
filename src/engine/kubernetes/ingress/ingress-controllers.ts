import type { LabelIndex } from '../matching/label-index.ts';
import type { ObjectRef } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { type NginxFlags, readFlags } from './nginx-controller.ts';
import { IS_DEFAULT_CLASS } from '../fields/entries/default-class.ts';
import { INGRESS_CLASS } from '../kinds/ingress-class.ts';
import { createCursor, recordOf, textOf } from '../model/reader.ts';
import type { ServiceSpec } from '../model/specs.ts';

interface KnownController {
  readonly names: readonly string[];
  readonly controller: RegExp;
  readonly className: RegExp;
  /** Of several that are called so, the one of this image. */
  readonly image?: RegExp;
  /** Images that are nobody else's: by them it is known whatever its pods are called. */
  readonly own?: RegExp;
}

/** Ingress controllers by the names their installations label pods with, and the IngressClass controllers they serve. */
const KNOWN: readonly KnownController[] = [
  // The one of F5. // docs.nginx.com/nginx-ingress-controller
  {
    names: ['nginx-ingress', 'nginx-ingress-controller'],
    controller: /^nginx\.org\//,
    className: /nginx/,
    image: /(^|\/)(nginx\/nginx-(plus-)?ingress|nginx-ic\/)/,
    own: /(^|\/)(nginx\/nginx-(plus-)?ingress|nginx-ic\/)/,
  },
  {
    names: [
      'ingress-nginx',
      'nginx-ingress',
      'nginx-ingress-controller',
      'rke2-ingress-nginx',
      'nginx-ingress-microk8s',
    ],
    controller: /^(?!nginx\.org\/).*nginx/,
    className: /nginx/,
    own: /(^|\/)(ingress-nginx\/controller|(ingress-nginx|nginx-ingress)-controller)(-chroot)?([:@]|$)/,
  },
  {
    names: ['traefik'],
    controller: /^traefik\.io\//,
    className: /traefik/,
    own: /(^|\/)(mirrored-library-)?traefik([:@]|$)/,
  },
  { names: ['envoy', 'contour'], controller: /^projectcontour\.io\//, className: /contour/ },
  {
    names: ['haproxy-ingress', 'kubernetes-ingress', 'haproxy'],
    controller: /haproxy/,
    className: /haproxy/,
    own: /(^|\/)(haproxytech\/kubernetes-ingress|haproxy-ingress)([:@]|$)/,
  },
  { names: ['kong', 'ingress-kong', 'gateway', 'app'], controller: /konghq\.com/, className: /kong/ },
  { names: ['istio-ingressgateway'], controller: /^istio\.io\//, className: /istio/ },
];
const INGRESS_NGINX = 1;
const NAME_LABELS = ['app.kubernetes.io/name', 'app', 'k8s-app', 'name', 'istio'];

/** A Service that leads to a controller, and which of the known ones that is. */
export interface ControllerService {
  readonly namespace: string;
  readonly name: string;
  readonly kind: number;
  /** It leaves Ingresses without a class alone. */
  readonly needsClass: boolean;
  /** What ingress-nginx is started with; absent: it is another one. */
  readonly flags?: NginxFlags;
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
function controllerIn(pod: ControllerPod): Pick<ControllerService, 'kind' | 'needsClass' | 'flags'> | undefined {
  const { containers } = recordOf(pod.object['spec']);
  const [first = {}] = Array.isArray(containers) ? containers.map(recordOf) : [];
  const kind = kindOfPod(pod, textOf(first['image']) ?? '');
  if (kind === undefined) return undefined;
  if (kind !== INGRESS_NGINX) return { kind, needsClass: false };
  const flags = readFlags(pod.namespace, first);
  return { kind, needsClass: needsClass(flags, textOf(first['image']) ?? ''), flags };
}

/** The community's HAProxy Ingress, not the one of HAProxy Technologies. */
export function isHaproxyIngress({ object }: Pick<ControllerPod, 'object'>): boolean {
  const { containers } = recordOf(object['spec']);
  return (
    Array.isArray(containers) &&
    containers.map(recordOf).some(({ image }) => /(^|\/)haproxy-ingress([:@]|$)/.test(textOf(image) ?? ''))
  );
}

function kindOfPod({ labels }: ControllerPod, image: string): number | undefined {
  for (const label of NAME_LABELS) {
    const value = labels[label];
    if (value === undefined) continue;
    const kind = KNOWN.findIndex(
      (known) =>
        known.names.includes(value) &&
        !(value === 'app' || value === 'gateway') &&
        (known.image === undefined || known.image.test(image)),
    );
    if (kind >= 0) return kind;
  }
  const byImage = KNOWN.findIndex(({ own }) => own?.test(image) === true);
  return byImage < 0 ? undefined : byImage;
}

/**
 * ingress-nginx from 1.0 on leaves Ingresses without a class alone, unless it is told to watch them; before, only where it was given
 * a class of its own. // kubernetes.github.io/ingress-nginx/user-guide/k8s-122-migration
 */
function needsClass({ flag }: NginxFlags, image: string): boolean {
  if (/ingress-nginx\/controller:v?[1-9]/.test(image))
    return !['true', 'TRUE', '1'].includes(flag('watch-ingress-without-class') ?? '');
  return flag('watch-ingress-without-class') === undefined && (flag('ingress-class') ?? USUAL_CLASS) !== USUAL_CLASS;
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
  return classes.find(({ annotations }) => annotations[IS_DEFAULT_CLASS] === 'true')?.ref.name;
}

const USUAL_CLASS = 'nginx';
const USUAL_CONTROLLER = 'k8s.io/ingress-nginx';

/** By what an Ingress says who is to serve it. */
export interface AskedClass {
  /** Absent: it says nothing. */
  readonly className?: string | undefined;
  /** By its annotation: then the name of the class is compared, not who its IngressClass says serves it. */
  readonly annotated: boolean;
  readonly namespace: string;
}

/**
 * The Service in front of the controller for that class; undefined when no given one serves it.
 * Simplification: an Ingress without a class is served although no IngressClass is the default, as some controllers do.
 */
export function controllerFor(
  asked: AskedClass,
  services: readonly ControllerService[],
  classes: readonly StoredObject[],
): ControllerService | undefined {
  const watching = services.filter(({ flags }) => {
    const only = flags?.flag('watch-namespace');
    return (
      only === undefined || only === '' || only.replace('$(POD_NAMESPACE)', flags?.namespace ?? '') === asked.namespace
    );
  });
  const { className } = asked;
  if (className === undefined) return watching.find((service) => !service.needsClass);
  const controller = controllerOfClass(className, classes);
  return (
    watching.find(({ flags }) => flags?.known === true && takesClass(flags, asked, controller)) ??
    watching.find(({ kind, flags }) => {
      const known = KNOWN[kind];
      if (known === undefined || flags?.known === true) return false;
      return controller === undefined ? known.className.test(className) : known.controller.test(controller);
    })
  );
}

function controllerOfClass(className: string, classes: readonly StoredObject[]): string | undefined {
  const ofName = classes.find(({ ref }) => ref.name === className);
  return ofName && INGRESS_CLASS.read(createCursor(ofName.raw, [])).spec.controller;
}

/**
 * Whether an ingress-nginx whose flags are known takes Ingresses of a class. `controller`: of its IngressClass; undefined: none is
 * given, and one of the class that the controller's flags name is taken to be there. // ingress-nginx v1.13 store.go GetIngressClass
 */
function takesClass(
  { flag, version }: NginxFlags,
  { className, annotated }: AskedClass,
  controller: string | undefined,
): boolean {
  const own = flag('ingress-class') ?? USUAL_CLASS;
  if (annotated || controller === undefined) return className === own;
  if (className === own && (version?.startsWith('0.') === true || flag('ingress-class-by-name') === 'true'))
    return true;
  return controller === (flag('controller-class') ?? USUAL_CONTROLLER);
}

/**
 * True when nobody in the cluster serves a class, or an Ingress without one: the class is not among the IngressClasses that are given, or controllers are given
 * and it is that of none of them. Without either, a controller is taken to be there.
 */
export function isForeignClass(
  asked: AskedClass,
  services: readonly ControllerService[],
  classes: readonly StoredObject[],
): boolean {
  const { className } = asked;
  if (controllerFor(asked, services, classes) !== undefined) return false;
  if (className === undefined) return services.length > 0;
  return services.length > 0 || (classes.length > 0 && !classes.some(({ ref }) => ref.name === className));
}

/** Whether a class is served by ingress-nginx, where none is given; undefined: the Ingress says nothing. */
export function isNginxClass(className: string | undefined, classes: readonly StoredObject[]): boolean | undefined {
  if (className === undefined) return undefined;
  const { controller, className: named } = KNOWN[INGRESS_NGINX] ?? { controller: /^$/, className: /^$/ };
  const given = controllerOfClass(className, classes);
  return given === undefined ? named.test(className) : controller.test(given);
}
