import { type Cidr, parseCidr } from '../../net/cidr.ts';
import { createIp, type Ip } from '../../net/ip.ts';
import { ALB_PREFIX as ALB } from '../fields/entries/alb-annotations.ts';
import type { Infer } from '../fields/schema.ts';
import { INGRESS_CLASS } from '../kinds/ingress-class.ts';
import { FRONTEND_CONFIG } from '../kinds/load-balancers/gke.ts';
import { INGRESS_CLASS_PARAMS } from '../kinds/load-balancers/aws.ts';
import { matchesSelector } from '../matching/label-selector.ts';
import type { CloudName } from '../model/basics.ts';
import type { CloudEntry } from '../model/balancing.ts';
import type { ObjectRef } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import { createCursor } from '../model/reader.ts';
import type { IngressSpec, Labels } from '../model/specs.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import { readAlbRules } from './alb-rules.ts';

/** An Ingress by what decides whether a cloud's load balancer serves it. */
export interface CloudAsk {
  readonly object: StoredObject;
  readonly spec: IngressSpec;
  readonly className: string | undefined;
  readonly classes: readonly StoredObject[];
  /** IngressClassParams. */
  readonly params: readonly StoredObject[];
  /** Of its namespace. */
  readonly namespaceLabels: Labels;
  /** Controllers are given, one of which may serve it. */
  readonly isContested: boolean;
  /** Of the cluster, where it is known. */
  readonly cloud: CloudName | undefined;
  readonly frontendConfigs: readonly StoredObject[];
}

/**
 * The cloud's load balancer that serves an Ingress; undefined: a controller in the cluster does, or nobody.
 * // kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/{ingress_class,annotations}.md; EKS Auto Mode: eks.amazonaws.com/alb
 * // cloud.google.com/kubernetes-engine/docs/concepts/ingress: gce, gce-internal
 */
export function cloudEntryOf(ask: CloudAsk): CloudEntry | undefined {
  const { className, classes, spec, object, isContested } = ask;
  // Without a class it is that of the one that reads its annotations.
  if (className === undefined && !isContested && Object.keys(object.annotations).some((key) => key.startsWith(ALB)))
    return albOf(ask, undefined);
  // On GKE it is the one of Google that takes what has no class.
  if (className === undefined && !isContested && ask.cloud === 'gke') return gceOf(ask);
  const ofName = spec.isClassAnnotated ? undefined : classes.find(({ ref }) => ref.name === className);
  const ofClass = ofName && INGRESS_CLASS.read(createCursor(ofName.raw, [])).spec;
  const controller = ofClass?.controller ?? className;
  switch (controller) {
    case 'alb':
    case 'ingress.k8s.aws/alb':
    case 'eks.amazonaws.com/alb':
      return albOf(ask, paramsOf(ask, ofClass?.parameters));
    case 'gce':
    case 'gce-internal':
    case 'k8s.io/ingress-gce':
      return gceOf(ask);
    default:
      return undefined;
  }
}

type ParamsSpec = Infer<typeof INGRESS_CLASS_PARAMS>['spec'];
type ClassSpec = Infer<typeof INGRESS_CLASS>['spec'];

/** The parameters of a class. `spec` absent: they are not among the objects. */
interface ClassParams {
  readonly name: string;
  readonly spec?: ParamsSpec;
}

function paramsOf({ params }: CloudAsk, named: ClassSpec['parameters']): ClassParams | undefined {
  const { kind, name } = named ?? {};
  if (name === undefined || kind !== INGRESS_CLASS_PARAMS.kind) return undefined;
  const found = params.find(({ ref }) => ref.name === name);
  return { name, ...(found && { spec: INGRESS_CLASS_PARAMS.read(createCursor(found.raw, [])).spec }) };
}

/** What the parameters of its class state goes before annotations. // docs/guide/ingress/ingress_class.md */
function albOf({ object, spec, namespaceLabels }: CloudAsk, params: ClassParams | undefined): CloudEntry {
  const { annotations } = object;
  const option = (name: string): string | undefined => annotations[ALB + name]?.trim();
  const own: Partial<ParamsSpec> = params?.spec ?? {};
  const { scheme: fixed, namespaceSelector } = own;
  const certified = own.certificateArn === true || own.certificateARNs === true;
  const secure = certified || option('certificate-arn') !== undefined || spec.tls.length > 0;
  const redirect = Number(option('ssl-redirect'));
  const group = own.group?.name ?? option('group.name');
  // Parameters that are not given may say it in place of the annotation.
  const lacking = params !== undefined && params.spec === undefined;
  const scheme = fixed ?? option('scheme') ?? (lacking ? 'internet-facing' : 'internal');
  const isSelected = namespaceSelector === undefined || matchesSelector(namespaceSelector, namespaceLabels);
  const sources = sourcesOf(own.inboundCIDRs, params?.name, option);
  const isOpen = own.loadBalancerAttributes === true || (own.ipAddressType ?? 'ipv4') !== 'ipv4';
  return {
    by: 'ALB',
    group: group === undefined ? `alb ${keyOf(object.ref)}` : `alb ${group}`,
    order: Number(option('group.order')) || 0,
    listeners: listenersOf(option('listen-ports')) ?? [secure ? { port: 443, tls: true } : { port: 80, tls: false }],
    targets: option('target-type') === 'ip' ? 'PODS' : 'NODE_PORTS',
    alb: readAlbRules(annotations),
    ...(redirect > 0 && { redirect: { port: redirect, status: 301, by: 'ssl-redirect' } }),
    ...(scheme === 'internet-facing'
      ? {}
      : {
          internal:
            fixed === undefined || params === undefined ? { annotation: `${ALB}scheme` } : { params: params.name },
        }),
    ...(sources && { sources }),
    ...(params !== undefined && !isSelected && { refused: { is: 'NAMESPACE_NOT_SELECTED', params: params.name } }),
    ...(params !== undefined && isOpen && { open: params.name }),
  };
}

/**
 * Who the security group that the controller makes lets in; absent: everybody. With groups of one's own the annotation has no effect.
 * // docs/guide/ingress/annotations.md, inbound-cidrs and security-groups
 */
function sourcesOf(
  stated: readonly Cidr[] | undefined,
  params: string | undefined,
  option: (name: string) => string | undefined,
): CloudEntry['sources'] {
  if (option('security-groups') !== undefined) return undefined;
  if (stated !== undefined && stated.length > 0 && params !== undefined) return { cidrs: stated, by: { params } };
  const cidrs = (option('inbound-cidrs') ?? '').split(',').flatMap((each) => parseCidr(each.trim()) ?? []);
  return cidrs.length === 0 ? undefined : { cidrs, by: { annotation: `${ALB}inbound-cidrs` } };
}

/** `[{"HTTP": 80}, {"HTTPS": 443}]`; undefined: not given, or no such list. */
function listenersOf(text: string | undefined): CloudEntry['listeners'] | undefined {
  const found = [...(text ?? '').matchAll(/"(HTTPS?)"\s*:\s*(\d{1,5})/g)];
  if (found.length === 0) return undefined;
  return found.map(([, protocol, port]) => ({ port: Number(port), tls: protocol === 'HTTPS' }));
}

const REDIRECTS: Readonly<Record<string, number>> = {
  FOUND: 302,
  SEE_OTHER: 303,
  TEMPORARY_REDIRECT: 307,
  PERMANENT_REDIRECT: 308,
};

/** Whether it is to send plain http on. // cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration, "HTTP to HTTPS redirects" */
function frontendRedirect({ object, frontendConfigs }: CloudAsk): CloudEntry['redirect'] {
  const name = object.annotations['networking.gke.io/v1beta1.FrontendConfig'];
  const found = frontendConfigs.find(({ ref }) => ref.name === name && ref.namespace === object.ref.namespace);
  if (found === undefined) return undefined;
  const { enabled, responseCodeName = '' } = FRONTEND_CONFIG.read(createCursor(found.raw, [])).spec.redirectToHttps;
  return enabled
    ? { port: 443, status: REDIRECTS[responseCodeName] ?? 301, by: `FrontendConfig ${found.ref.name}` }
    : undefined;
}

/** Google's controller looks at the annotation and takes no Ingress that has an ingressClassName. // ingress-gce v1.30 pkg/utils IsGCEIngress */
function gceOf(ask: CloudAsk): CloudEntry {
  const { object, spec, className } = ask;
  const { annotations } = object;
  const isByField =
    spec.className !== undefined && !spec.isClassAnnotated && annotations['kubernetes.io/ingress.class'] === undefined;
  const plain = annotations['kubernetes.io/ingress.allow-http'] !== 'false';
  const secure =
    spec.tls.length > 0 ||
    ['ingress.gcp.kubernetes.io/pre-shared-cert', 'networking.gke.io/managed-certificates'].some(
      (name) => annotations[name] !== undefined,
    );
  return {
    by: 'GCE',
    group: `gce ${keyOf(object.ref)}`,
    order: 0,
    listeners: [...(plain ? [{ port: 80, tls: false }] : []), ...(secure ? [{ port: 443, tls: true }] : [])],
    targets: 'PODS',
    ...(secure && withoutUndefined({ redirect: frontendRedirect(ask) })),
    ...(isByField && { refused: { is: 'CLASS_BY_FIELD', className: spec.className ?? '' } }),
    ...(className === 'gce-internal' && { internal: { annotation: 'kubernetes.io/ingress.class' } }),
  };
}

const keyOf = ({ namespace = 'default', name }: ObjectRef): string => `${namespace}/${name}`;

/** Gives each group that states no address one out of a range that nobody else has (RFC 2544). */
export function createEntryAddresses(): (group: string) => readonly Ip[] {
  const taken = new Map<string, Ip>();
  return (group) => {
    const number = taken.size + 1;
    const ip = taken.get(group) ?? createIp(`198.18.${Math.floor(number / 250) % 250}.${number % 250}`);
    taken.set(group, ip);
    return [ip];
  };
}
