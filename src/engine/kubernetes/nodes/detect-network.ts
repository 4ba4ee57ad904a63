import type { Cidr } from '../../net/cidr.ts';
import type { CloudName } from '../model/basics.ts';
import type { ClusterOverrides } from '../model/cluster.ts';
import { parseCidrList } from '../tools/lenient-address.ts';
import type { DetectedNetwork, NetworkDetector } from './network-detector.ts';
import { CLOUD_CNI, CNI_DAEMONS, cniName, isCanal, NETWORKS } from './networks.ts';
import { addSubnets, keptAddresses } from './node-subnets.ts';
import { objectKey } from '../model/object.ts';
import type { StoredObject } from '../model/object-store.ts';
import type { SettingsStore } from '../model/plan-store.ts';
import { type CniVariable, ENABLE_POLICY } from '../projection/container-texts.ts';
import { argumentsOf, containersOf, variableOf } from '../read/template-containers.ts';
import { entryOf, recordOf, textOf } from '../model/reader.ts';

const PROVIDERS: Readonly<Record<string, CloudName>> = { aws: 'eks', gce: 'gke', azure: 'aks' };

/** What is known of CNIs and clouds. */
export const NETWORK_DETECTOR: NetworkDetector = { detect, addSubnets, keptAddresses };

/**
 * What flags say, else the CNI's DaemonSet with its configuration, else what the nodes' cloud usually has: by the scheme of
 * spec.providerID (cloud-provider's Instance.ProviderID). Nodes with a podCIDR are none of a CNI that takes subnets' addresses.
 */
function detect(store: SettingsStore, overrides: ClusterOverrides): DetectedNetwork {
  const nodes = store.ofKind('Node').map(({ raw }) => recordOf(raw['spec']));
  const provider = nodes.map(({ providerID }) => textOf(providerID)?.split(':')[0]).find((one) => one !== undefined);
  const cloud = overrides.cloud ?? entryOf(PROVIDERS, provider ?? '');
  const found = overrides.cni === undefined ? findDaemon(store, cloud) : undefined;
  const named = overrides.cni === undefined ? found?.cni : cniName(overrides.cni);
  const usual = cloud === undefined ? undefined : CLOUD_CNI[cloud];
  const ranged = nodes.some((spec) => textOf(spec['podCIDR']));
  const fits =
    overrides.cloud !== undefined ||
    (usual !== undefined && !(entryOf(NETWORKS, usual)?.fromSubnet === true && ranged));
  const told = named ?? (fits ? usual : undefined);
  const cni = told ?? 'bridge';
  const kind = entryOf(NETWORKS, cni);
  const assumption = assumptionOf(cni, named === undefined && overrides.cloud === undefined ? cloud : undefined);
  return {
    cni,
    ...(cloud === undefined ? {} : { cloud }),
    ...(told === undefined || assumption === undefined ? {} : { assumption }),
    ignoresPolicies:
      told !== undefined && kind?.ignoresPolicies === true && found?.enforces !== true && !isCanal(overrides.cni ?? ''),
    podCIDRs: found?.podCIDRs ?? [],
    ...(kind?.fromSubnet === undefined ? {} : { fromSubnet: kind.fromSubnet }),
    ...(kind?.proxyMode === undefined ? {} : { proxyMode: kind.proxyMode }),
    ...(kind?.noLocalDetection === undefined ? {} : { noLocalDetection: kind.noLocalDetection }),
  };
}

/** `usualOf`: the cloud that usually has this CNI, where nothing else says so. */
function assumptionOf(cni: string, usualOf: CloudName | undefined): DetectedNetwork['assumption'] {
  if (entryOf(NETWORKS, cni) === undefined) return { code: 'CNI_REPLACED', detail: { is: 'UNKNOWN', cni } };
  if (usualOf === undefined) return undefined;
  return { code: 'CNI_ASSUMED', detail: { cni, cloud: usualOf } };
}

interface FoundDaemon {
  readonly cni: string;
  readonly podCIDRs: readonly Cidr[];
  /** Whatever its kind does by default, this one enforces NetworkPolicies. */
  readonly enforces?: boolean;
}

function findDaemon(store: SettingsStore, cloud: CloudName | undefined): FoundDaemon | undefined {
  const daemons = store.ofKind('DaemonSet').filter(({ ref }) => Object.hasOwn(CNI_DAEMONS, ref.name));
  // Calico beside another CNI only enforces its policies (Canal, EKS, GKE, AKS).
  const main = daemons.find(({ ref }) => ref.name !== 'calico-node') ?? daemons[0];
  if (main === undefined) return undefined;
  const cni = CNI_DAEMONS[main.ref.name] ?? '';
  const enforces =
    daemons.some(({ ref }) => ref.name === 'calico-node' || isCanal(ref.name)) ||
    containersOf(main.raw).some((container) => argumentsOf(container).some((each) => ENABLE_POLICY.test(each)));
  if (cni === 'calico') return cloud === 'gke' ? { cni: 'gke', podCIDRs: [], enforces } : calico(store, main);
  if (cni === 'cilium') return cilium(store, main);
  if (cni === 'flannel') return { cni, enforces, podCIDRs: flannelRange(store, main) };
  return { cni, enforces, podCIDRs: [] };
}

/** By its IP pools, else as the DaemonSet's variables make the first one. docs.tigera.io ippool, calico/node configuration. */
function calico(store: SettingsStore, { raw }: StoredObject): FoundDaemon {
  const objects = store.notRead.map((object) => object.raw);
  const pools = objects.filter(({ kind }) => kind === 'IPPool').map((pool) => recordOf(pool['spec']));
  const installed = objects
    .filter(({ kind }) => kind === 'Installation')
    .map((one) => recordOf(recordOf(one['spec'])['calicoNetwork'])['ipPools'])
    .flatMap((list) => (Array.isArray(list) ? list.map(recordOf) : []));
  const all = [...pools, ...installed];
  const env = (name: CniVariable): string => variableOf(raw, name) ?? '';
  const modes = all.map(
    (pool) =>
      `vxlan${textOf(pool['vxlanMode']) ?? ''} ipip${textOf(pool['ipipMode']) ?? ''} ${textOf(pool['encapsulation']) ?? ''}`,
  );
  modes.push(`vxlan${env('CALICO_IPV4POOL_VXLAN')} ipip${env('CALICO_IPV4POOL_IPIP')}`);
  const has = (pattern: RegExp): boolean => modes.some((mode) => pattern.test(mode));
  const cni = has(/vxlanAlways| VXLAN$/) ? 'calico-vxlan' : has(/ipipAlways| IPIP$/) ? 'calico-ipip' : 'calico';
  return {
    cni,
    podCIDRs: [...all.map((pool) => textOf(pool['cidr']) ?? ''), env('CALICO_IPV4POOL_CIDR')]
      .flatMap(parseCidrList)
      .slice(0, 1),
  };
}

function configOf(
  store: SettingsStore,
  namespace: string | undefined,
  name: string,
): Readonly<Record<string, unknown>> {
  const key = objectKey({ kind: 'ConfigMap', namespace: namespace ?? 'kube-system', name });
  return recordOf(store.notRead.findLast(({ ref }) => objectKey(ref) === key)?.raw['data']);
}

/** docs.cilium.io: routing-mode (tunnel is the default), cluster-pool-ipv4-cidr. */
function cilium(store: SettingsStore, { ref }: StoredObject): FoundDaemon {
  const config = configOf(store, ref.namespace, 'cilium-config');
  const native = config['routing-mode'] === 'native' || config['tunnel'] === 'disabled';
  const range = textOf(config['cluster-pool-ipv4-cidr']);
  return { cni: native ? 'cilium-native' : 'cilium', podCIDRs: range === undefined ? [] : parseCidrList(range) };
}

/** flannel Documentation/configuration.md: Network. */
function flannelRange(store: SettingsStore, { ref }: StoredObject): readonly Cidr[] {
  const text = textOf(configOf(store, ref.namespace, 'kube-flannel-cfg')['net-conf.json']) ?? '';
  return parseCidrList(/"Network"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? '');
}
