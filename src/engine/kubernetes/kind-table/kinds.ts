import { KIND_TABLE } from './kind-table.ts';
import type { ObjectRef, RawObject } from '../model/object.ts';
import type { KindFacts, KindRole } from './kind.ts';

type TableKind = (typeof KIND_TABLE)[number];
type Playing<K extends TableKind, R extends KindRole> = K extends { readonly roles: readonly (infer Own)[] }
  ? R extends Own
    ? K['kind']
    : never
  : never;

/** The kinds that have a role. */
export type KindOf<R extends KindRole> = Playing<TableKind, R>;

/** A kind that is read. */
export type KindName = TableKind['kind'];

/** Every kind that is read. */
export const KINDS: readonly KindFacts[] = KIND_TABLE;

/** The kinds that have a role, in the order in which their objects are acted upon. */
export function kindsOf<R extends KindRole>(role: R): readonly KindOf<R>[] {
  return KINDS.flatMap(({ kind, roles }) =>
    roles?.includes(role) === true ? [kind] : [],
  ) as readonly string[] as readonly KindOf<R>[];
}

/** What stands in the field `kind` of objects: a kind that shares its name with one of another group has that group behind it here. */
export const writtenKind = (kind: string): string => kind.split('.', 1)[0] ?? '';

const BY_NAME = new Map(
  KINDS.flatMap((known) =>
    [known.group, ...(known.formerly ?? [])].map((group): readonly [string, KindFacts] => [
      `${group}/${writtenKind(known.kind)}`,
      known,
    ]),
  ),
);
const BY_KIND = new Map(KINDS.map((known) => [known.kind, known]));

export function hasRole(kind: string, role: KindRole): boolean {
  return BY_KIND.get(kind)?.roles?.includes(role) === true;
}

/** Where objects of a kind that makes pods have their template. */
export function templatePath(kind: string): readonly string[] {
  return BY_KIND.get(kind)?.template ?? ['spec', 'template'];
}

/** Cluster-scoped kinds that are not read: they get no namespace. (Their groups: other-kinds/classify.ts.) */
const CLUSTER_SCOPED = new Set(
  [
    'ClusterRole ClusterRoleBinding CustomResourceDefinition PersistentVolume StorageClass PriorityClass',
    'APIService CSIDriver CSINode RuntimeClass VolumeAttachment VolumeSnapshotClass ComponentStatus',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration ValidatingAdmissionPolicy FlowSchema',
    'ValidatingAdmissionPolicyBinding PriorityLevelConfiguration CertificateSigningRequest ClusterIssuer',
    'IPAddress PodSecurityPolicy InitConfiguration',
    'JoinConfiguration Config',
    'CiliumClusterwideEnvoyConfig CiliumEgressGatewayPolicy CiliumNode CiliumIdentity',
    'CiliumBGPNodeConfig CiliumBGPNodeConfigOverride CiliumPodIPPool',
    'StagedGlobalNetworkPolicy HostEndpoint IPReservation BGPConfiguration BGPFilter',
    'FelixConfiguration KubeControllersConfiguration ClusterInformation Tier Profile IPAMConfiguration ExternalNetwork',
    'Installation ENIConfig CNINode EgressIP AdminPolicyBasedExternalRoute ClusterUserDefinedNetwork NetNamespace',
    'HostSubnet ClusterNetwork Subnet Vpc ProviderNetwork Vlan ClusterNetworkPolicy ClusterGroup ExternalIPPool Egress ClusterCIDR',
    'KongClusterPlugin ApisixClusterConfig GKENetworkParamSet MutatingAdmissionPolicy Mesh',
    'ClusterPolicy ClusterSecretStore ClusterExternalSecret ClusterTriggerAuthentication Bundle CSIStorageCapacity',
  ].flatMap((line) => line.split(' ')),
);

/** The group of an apiVersion: "apps" of "apps/v1", "" of "v1". */
export function apiGroup(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

function lookupKind(apiVersion: string, kind: string): KindFacts | undefined {
  return BY_NAME.get(`${apiGroup(apiVersion)}/${writtenKind(kind)}`);
}

/** What an object's kind is called wherever objects are named: as it is written, and of two that are read and written alike one with its group. */
export function kindOf({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  return lookupKind(apiVersion, kind)?.kind ?? kind;
}

/** True when the engine reads objects of this kind; others are counted and skipped. */
export function hasBearing(apiVersion: string, kind: string): boolean {
  return lookupKind(apiVersion, kind) !== undefined;
}

/** True when objects of the kind live in a namespace; of kinds we do not know, too. */
export function isNamespaced(apiVersion: string, kind: string): boolean {
  const known = lookupKind(apiVersion, kind);
  return known === undefined ? !CLUSTER_SCOPED.has(kind) : known.scope === 'namespaced';
}

/** Which object it is, as a cluster knows it: a namespace that it does not name is `home`. */
export function refIn(object: RawObject, home: string): ObjectRef {
  const { name, namespace } = object.metadata;
  const kind = kindOf(object);
  return isNamespaced(object.apiVersion, kind) ? { kind, namespace: namespace ?? home, name } : { kind, name };
}

/** The name that we give a file that configures a program, which has none of its own; undefined for every other object. */
export function fileNameOf(apiVersion: string, kind: string): string | undefined {
  return lookupKind(apiVersion, kind)?.fileName;
}
