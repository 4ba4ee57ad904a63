import { createIp, type Ip } from '../../net/ip.ts';
import { ALB_PREFIX as ALB } from '../fields/entries/alb-annotations.ts';
import { INGRESS_CLASS } from '../kinds/ingress-class.ts';
import type { CloudEntry } from '../model/balancing.ts';
import type { ObjectRef } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import { createCursor, isRecord } from '../model/reader.ts';
import type { IngressSpec } from '../model/specs.ts';
import { readAlbRules } from './alb-rules.ts';

/** An Ingress by what decides whether a cloud's load balancer serves it. */
export interface CloudAsk {
  readonly object: StoredObject;
  readonly spec: IngressSpec;
  readonly className: string | undefined;
  readonly classes: readonly StoredObject[];
  /** Controllers are given, one of which may serve it. */
  readonly isContested: boolean;
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
    return albOf(ask, false);
  const ofName = spec.isClassAnnotated ? undefined : classes.find(({ ref }) => ref.name === className);
  const given = ofName && INGRESS_CLASS.read(createCursor(ofName.raw, [])).spec.controller;
  const controller = given ?? className;
  switch (controller) {
    case 'alb':
    case 'ingress.k8s.aws/alb':
    case 'eks.amazonaws.com/alb':
      return albOf(ask, isRecord(ofName?.raw['spec']) && ofName.raw['spec']['parameters'] !== undefined);
    case 'gce':
    case 'gce-internal':
    case 'k8s.io/ingress-gce':
      return gceOf(ask);
    default:
      return undefined;
  }
}

function albOf({ object, spec }: CloudAsk, hasParameters: boolean): CloudEntry {
  const { annotations } = object;
  const option = (name: string): string | undefined => annotations[ALB + name]?.trim();
  const secure = option('certificate-arn') !== undefined || spec.tls.length > 0;
  const redirect = Number(option('ssl-redirect'));
  const group = option('group.name');
  // Parameters of the class may say it in place of the annotation.
  const scheme = option('scheme') ?? (hasParameters ? 'internet-facing' : 'internal');
  return {
    by: 'ALB',
    group: group === undefined ? `alb ${keyOf(object.ref)}` : `alb ${group}`,
    order: Number(option('group.order')) || 0,
    listeners: listenersOf(option('listen-ports')) ?? [secure ? { port: 443, tls: true } : { port: 80, tls: false }],
    targets: option('target-type') === 'ip' ? 'PODS' : 'NODE_PORTS',
    alb: readAlbRules(annotations),
    ...(redirect > 0 && { redirect }),
    ...(scheme === 'internet-facing' ? {} : { internal: { annotation: `${ALB}scheme` } }),
  };
}

/** `[{"HTTP": 80}, {"HTTPS": 443}]`; undefined: not given, or no such list. */
function listenersOf(text: string | undefined): CloudEntry['listeners'] | undefined {
  const found = [...(text ?? '').matchAll(/"(HTTPS?)"\s*:\s*(\d{1,5})/g)];
  if (found.length === 0) return undefined;
  return found.map(([, protocol, port]) => ({ port: Number(port), tls: protocol === 'HTTPS' }));
}

function gceOf({ object, spec, className }: CloudAsk): CloudEntry {
  const { annotations } = object;
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
