import { kindsOf } from '../kind-table/kinds.ts';
import { isCertManaged, secretState, type SecretState } from '../cluster/given-secret.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { objectKey, type ObjectRef } from '../model/object.ts';
import type { ConditionDetail } from '../model/gateway-details.ts';
import { type Condition, fails, holds } from './conditions.ts';
import type { GatewaySpec, ListenerSpec, Reference } from './read/gateway-specs.ts';
import { isGranted, notGranted } from './read/grants.ts';
import { compareAge, type GatewayObjects, type Read } from './read/read-cluster.ts';
import { GATEWAY_GROUP } from './read/read-gateway.ts';
import { allowsNamespace } from './namespaces.ts';

/** A listener of a Gateway: its own, or one that a ListenerSet adds. */
export interface Listener {
  readonly spec: ListenerSpec;
  /** The object it is written in. */
  readonly owner: ObjectRef & { readonly namespace: string };
  /** Accepted, ResolvedRefs, Conflicted, Programmed. */
  readonly conditions: readonly Condition[];
  /** Kinds of routes that may attach. */
  readonly kinds: readonly string[];
  /** False: the proxy does not take connections for it. */
  readonly usable: boolean;
  /** Its certificate is taken to exist, as the input holds no Secrets or a controller makes it. */
  readonly certificateAssumed: boolean;
}

/** What a listener takes. */
interface ListenerProtocol {
  readonly protocol: string;
  readonly tls?: { readonly mode: string } | undefined;
}

/** Kinds of routes by protocol. // Gateway API v1.4 "Route resources": which listener supports which route. */
export function supportedKinds({ protocol, tls }: ListenerProtocol): readonly string[] {
  switch (protocol) {
    case 'HTTP':
    case 'HTTPS':
      return kindsOf('web-route');
    case 'TLS':
      return tls?.mode === 'Passthrough' ? ['TLSRoute'] : ['TLSRoute', 'TCPRoute'];
    case 'TCP':
      return ['TCPRoute'];
    case 'UDP':
      return ['UDPRoute'];
    default:
      return [];
  }
}

type Placed = Pick<Listener, 'spec' | 'owner'>;

/** All listeners of a Gateway with their conditions: its own, then those of the ListenerSets it allows, oldest first. */
export function listenersOf(
  cluster: Cluster,
  gateway: Read<GatewaySpec>,
  { listenerSets }: GatewayObjects,
): readonly Listener[] {
  const place = (object: Read<unknown>, specs: readonly ListenerSpec[]): readonly Placed[] =>
    specs.map((spec) => ({ spec, owner: { kind: object.kind, namespace: object.namespace, name: object.name } }));
  const own = place(gateway, gateway.spec.listeners);
  const added = listenerSets
    .filter(({ spec, namespace }) => {
      const { parent } = spec;
      const named = parent?.name === gateway.name && (parent.namespace ?? namespace) === gateway.namespace;
      return named && allowsNamespace(cluster, gateway.spec.allowedListeners, gateway.namespace, namespace);
    })
    .sort(compareAge)
    .flatMap((set) => place(set, set.spec.listeners));
  const all = [...own, ...added];
  return all.map((placed) => evaluate(cluster, gateway, placed, conflictOf(placed, all)));
}

const isWeb = ({ protocol }: ListenerSpec): boolean => protocol === 'HTTP';

/**
 * The reason two listeners cannot be told apart, if any. Of a ListenerSet and the Gateway (or an older set) only the later
 * is refused; of the same object both are. // Gateway API v1.4 gateway_types.go "Distinct Listeners", GEP-1713
 */
function conflictOf(placed: Placed, all: readonly Placed[]): 'ProtocolConflict' | 'HostnameConflict' | undefined {
  const key = objectKey(placed.owner);
  const at = all.indexOf(placed);
  for (const [index, other] of all.entries()) {
    const earlier = index < at;
    if (other === placed || (objectKey(other.owner) !== key && !earlier)) continue;
    const reason = conflictBetween(placed.spec, other.spec);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function conflictBetween(a: ListenerSpec, b: ListenerSpec): 'ProtocolConflict' | 'HostnameConflict' | undefined {
  if (a.port !== b.port || (a.protocol === 'UDP') !== (b.protocol === 'UDP')) return undefined;
  const sameHost = (a.hostname ?? '') === (b.hostname ?? '');
  if (a.protocol === b.protocol) {
    return sameHost || a.protocol === 'TCP' || a.protocol === 'UDP' ? 'HostnameConflict' : undefined;
  }
  if (a.protocol === 'TCP' || b.protocol === 'TCP' || isWeb(a) !== isWeb(b)) return 'ProtocolConflict';
  return sameHost ? 'ProtocolConflict' : undefined;
}

function evaluate(
  cluster: Cluster,
  gateway: Read<GatewaySpec>,
  { spec, owner }: Placed,
  conflict: 'ProtocolConflict' | 'HostnameConflict' | undefined,
): Listener {
  const supported = supportedKinds(spec);
  const kinds =
    spec.kinds === undefined
      ? supported
      : supported.filter((kind) => spec.kinds?.some((each) => each.kind === kind && each.group === GATEWAY_GROUP));
  const certificate = checkCertificates(cluster, gateway, { spec, owner });
  const invalidKinds = (spec.kinds?.length ?? 0) > kinds.length;
  const unsupported = supported.length === 0;
  const accepted = unsupported
    ? fails('Accepted', 'UnsupportedProtocol', { is: 'UNKNOWN_PROTOCOL', protocol: spec.protocol })
    : conflict === undefined
      ? holds('Accepted')
      : fails('Accepted', conflict, conflictDetail(spec, conflict));
  const resolved =
    certificate.problem ??
    (invalidKinds
      ? fails('ResolvedRefs', 'InvalidRouteKinds', {
          is: 'OTHER_KINDS_ONLY',
          protocol: spec.protocol,
          kinds: supported,
        })
      : holds('ResolvedRefs'));
  const conflicted: Condition =
    conflict === undefined
      ? { type: 'Conflicted', status: 'False', reason: 'NoConflicts' }
      : { type: 'Conflicted', status: 'True', reason: conflict, detail: conflictDetail(spec, conflict) };
  const usable = accepted.status === 'True' && certificate.usable;
  const programmed = usable
    ? holds('Programmed')
    : fails('Programmed', 'Invalid', accepted.detail ?? resolved.detail ?? { is: 'NOT_SERVED' });
  return {
    spec,
    owner,
    conditions: [accepted, resolved, conflicted, programmed],
    kinds,
    usable,
    certificateAssumed: certificate.assumed,
  };
}

function conflictDetail({ port, protocol, hostname }: ListenerSpec, conflict: string): ConditionDetail {
  if (conflict === 'ProtocolConflict') return { is: 'PORT_HAS_OTHER_PROTOCOL', port };
  return { is: 'PORT_TAKEN', protocol, port, hostname };
}

interface Certificates {
  readonly usable: boolean;
  readonly assumed: boolean;
  readonly problem?: Condition;
}

/**
 * Certificates of a listener that ends TLS. Simplification: a Secret is taken to exist when the input holds none with a certificate
 * in its namespace, or when an annotation of cert-manager says who makes it; what is in a Secret is not looked at.
 */
function checkCertificates(cluster: Cluster, gateway: Read<GatewaySpec>, { spec, owner }: Placed): Certificates {
  if (spec.tls === undefined || spec.tls.mode === 'Passthrough') return { usable: true, assumed: false };
  const refs = spec.tls.certificateRefs;
  if (refs.length === 0) {
    const problem = fails('ResolvedRefs', 'InvalidCertificateRef', { is: 'NO_CERTIFICATE' });
    return { usable: false, assumed: false, problem };
  }
  const made = isCertManaged(gateway.object.annotations);
  const found = refs.map((ref) => lookupCertificate(cluster, owner, ref));
  const states = found.map((each) => (each === 'missing' && made ? 'unknown' : each));
  const missing = refs[states.indexOf('missing')];
  const problem =
    states.find((each) => typeof each !== 'string') ??
    (missing === undefined
      ? undefined
      : fails('ResolvedRefs', 'InvalidCertificateRef', {
          is: 'NO_SECRET',
          secret: { namespace: missing.namespace ?? owner.namespace, name: missing.name },
        }));
  const known = states.includes('found');
  const usable = known || states.includes('unknown');
  return { usable, assumed: usable && !known, ...(problem === undefined ? {} : { problem }) };
}

function lookupCertificate(cluster: Cluster, owner: Listener['owner'], ref: Reference): SecretState | Condition {
  const namespace = ref.namespace ?? owner.namespace;
  if (ref.group !== '' || ref.kind !== 'Secret') {
    return fails('ResolvedRefs', 'InvalidCertificateRef', { is: 'CERTIFICATE_KIND', kind: ref.kind });
  }
  const from = { group: GATEWAY_GROUP, kind: owner.kind, namespace: owner.namespace };
  const to = { group: '', kind: 'Secret', namespace, name: ref.name };
  if (!isGranted(cluster, { from, to })) return fails('ResolvedRefs', 'RefNotPermitted', notGranted(from, to));
  return secretState(cluster, namespace, ref.name);
}
