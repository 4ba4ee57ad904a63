// Annotations of pods, their templates and namespaces that other programs act on. The list is at once what is told of them and what
// of them enters a share link.

import { type Field, type Fields, value } from '../fields/field.ts';
import { MASK, masked } from '../fields/unread-values.ts';

/** What an annotation that is not read could do to a request. */
export type AnnotationEffect = 'refuses' | 'moves' | 'speaks' | 'hides' | 'changes' | 'meshes' | 'connects';

/** A line of the table: the first whose prefix fits a key says what the annotation does. */
export interface AnnotationLine {
  /** What the key begins with. */
  readonly prefix: string;
  /** Undefined: it cannot change the fate of a request, or is read. */
  readonly effect?: AnnotationEffect;
}

/** Annotations and labels of pods and namespaces by which they ask for something. */
export const POD_ANNOTATION_LINES: readonly AnnotationLine[] = [
  { prefix: 'v1.multus-cni.io/default-network', effect: 'connects' },
  { prefix: 'config.linkerd.io/default-inbound-policy', effect: 'refuses' },
  { prefix: 'sidecar.istio.io/inject', effect: 'meshes' },
  { prefix: 'sidecar.istio.io/interceptionMode', effect: 'changes' },
  { prefix: 'istio-injection', effect: 'meshes' },
  { prefix: 'istio.io/rev', effect: 'meshes' },
  { prefix: 'istio.io/dataplane-mode', effect: 'meshes' },
  { prefix: 'linkerd.io/inject', effect: 'meshes' },
  { prefix: 'kuma.io/sidecar-injection', effect: 'meshes' },
  { prefix: 'consul.hashicorp.com/connect-inject', effect: 'meshes' },
  { prefix: 'openservicemesh.io/sidecar-injection', effect: 'meshes' },
  { prefix: 'egress.projectcalico.org/', effect: 'moves' },
];

/** What Istio's proxies are told of the connections that come to them. */
const INTERCEPTS = /^(traffic\.sidecar\.istio\.io\/|inject\.istio\.io\/templates$)/;

/** By which networks a pod is connected; its proxy's injector leaves the others. */
const NETWORKS = 'k8s.v1.cni.cncf.io/networks';
const INJECTED = [
  'sidecar.istio.io/status',
  'linkerd.io/proxy-version',
  'consul.hashicorp.com/connect-inject-status',
  'kuma.io/sidecar-injected',
];
/** Kube-OVN, of whichever network. */
const SECURITY_GROUPS = 'security_groups';

/** What an annotation or label of a pod or namespace could do. */
export function podAnnotation(key: string): AnnotationEffect | undefined {
  return POD_ANNOTATION_LINES.find(({ prefix }) => key.startsWith(prefix))?.effect;
}

/** What of such an annotation enters a link; undefined: nothing, as nobody acts on it. */
export function podAnnotationField(key: string): Field | undefined {
  if (INJECTED.includes(key)) return masked;
  return key === NETWORKS || INTERCEPTS.test(key) || key.includes(SECURITY_GROUPS) || podAnnotation(key) !== undefined
    ? value
    : undefined;
}

const shownValue = (key: string, given: string): string => (given !== '' && INJECTED.includes(key) ? MASK : given);

/** The annotations that programs act on, as far as they enter a link. */
export function podAnnotations(annotations: Fields | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(annotations ?? {}).flatMap(([key, given]): readonly (readonly [string, string])[] =>
      typeof given === 'string' && podAnnotationField(key) !== undefined ? [[key, shownValue(key, given)]] : [],
    ),
  );
}
