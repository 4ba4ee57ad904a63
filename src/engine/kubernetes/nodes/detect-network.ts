import type { CloudName } from '../model/basics.ts';
import type { ClusterOverrides } from '../cluster/cluster.ts';
import type { CniFacts, CniSigns, KnownCnis } from './cni-facts.ts';
import { listedNodes, rangesOf } from './listed-nodes.ts';
import { machineOf } from './machine.ts';
import { cloudOf, settingsWithPlace } from './local-nodes.ts';
import type { DetectedNetwork, NetworkDetector } from './network-detector.ts';
import { addSubnets, keptAddresses } from './node-subnets.ts';
import type { Cidr } from '../../net/cidr.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { SettingsStore } from '../cluster/plan-store.ts';
import { createCursor, entryOf, fieldAt, readCidr, readList, readText } from '../model/reader.ts';
import { parseCidrList } from '../tools/lenient-address.ts';

/** Tells these CNIs, by all that stands beside their programs, and the clouds. Each of another name is replaced, and that is said. */
export function createNetworkDetector(cnis: KnownCnis): NetworkDetector {
  return {
    detect: (store, overrides) => detect(cnis, store, overrides),
    settingsOfNode: settingsWithPlace,
    listedNodes,
    addSubnets: (nodes, cni) => addSubnets(nodes, entryOf(cnis, cni)?.subnetAddresses),
    keptAddresses,
  };
}

/** The name under which a CNI is known here; one that is not known keeps its own. */
function cniName(cnis: KnownCnis, text: string): string {
  return Object.entries(cnis).find(([, { aliases }]) => aliases?.includes(text) === true)?.[0] ?? text;
}

/**
 * What flags say, else the CNI's DaemonSet with its configuration, else what the nodes' cloud usually has: by the scheme of
 * spec.providerID (cloud-provider's Instance.ProviderID). Nodes with a podCIDR are none of a CNI that takes subnets' addresses.
 */
function detect(cnis: KnownCnis, store: SettingsStore, overrides: ClusterOverrides): DetectedNetwork {
  const provider = store.nodes.find(({ providerID }) => providerID !== undefined)?.providerID;
  const cloud = overrides.cloud ?? cloudOf(provider);
  const given = overrides.cni?.trim().toLowerCase();
  const found = given === undefined ? findDaemonSet(cnis, store, cloud) : undefined;
  const named = given === undefined ? found?.cni : cniName(cnis, given);
  const [usual, facts] = Object.entries(cnis).find(([, each]) => cloud !== undefined && each.usualOf === cloud) ?? [];
  const ranged = store.nodes.some(({ podCIDRs }) => podCIDRs.length > 0);
  const fits =
    overrides.cloud !== undefined || (facts !== undefined && !(facts.subnetAddresses !== undefined && ranged));
  const machine = cloud === undefined ? machineOf(store) : undefined;
  const local = rangesOf(store, machine?.configured);
  const told = named ?? (fits ? usual : undefined) ?? local?.cni;
  const cni = told ?? 'bridge';
  const kind = entryOf(cnis, cni);
  const usualOf = named === undefined && overrides.cloud === undefined ? cloud : undefined;
  const assumption = told === undefined ? undefined : assumptionOf(cni, kind, usualOf);
  const proxyMode = local?.proxyMode ?? kind?.proxyMode;
  const enforces = found?.enforces ?? (kind !== undefined && isEnforcing(kind, given ?? '', store));
  const policyLanguage = found?.policyLanguage ?? kind?.policyLanguage;
  const ignoresPolicies = told !== undefined && kind?.ignoresPolicies === true && !enforces;
  return {
    cni,
    ...(cloud === undefined ? {} : { cloud }),
    ...(machine === undefined ? {} : { machine }),
    ...(assumption === undefined ? {} : { assumption }),
    ignoresPolicies,
    ...(policyLanguage && !ignoresPolicies && { policyLanguage }),
    ...(ignoresPolicies && kind.policySwitch !== undefined && { policySwitch: kind.policySwitch }),
    podCIDRs: [found?.podCIDRs ?? [], local?.podCIDRs ?? []].find((ranges) => ranges.length > 0) ?? [],
    ...(local && { serviceCIDRs: local.serviceCIDRs }),
    ...serviceRanges(store),
    ...(found?.mtus === undefined ? {} : { mtus: found.mtus }),
    ...(kind?.subnetAddresses === undefined ? {} : { fromSubnet: true }),
    ...(proxyMode && { proxyMode }),
    ...(kind?.noLocalDetection === undefined ? {} : { noLocalDetection: kind.noLocalDetection }),
  };
}

/** The one that the API server makes of what it was started with. // pkg/controlplane/controller/defaultservicecidr */
const DEFAULT_RANGE = 'kubernetes';

/** What ServiceCIDR objects say; where the default one is not among them it is what a configuration states, or not known. */
function serviceRanges(store: SettingsStore): Pick<DetectedNetwork, 'givenServiceCIDRs'> {
  const objects = store.ofKind('ServiceCIDR');
  const cidrsOf = ({ raw }: StoredObject): readonly Cidr[] =>
    readList(fieldAt(createCursor(raw, []), 'spec', 'cidrs'), readCidr);
  const own = objects.filter(({ ref }) => ref.name === DEFAULT_RANGE).flatMap(cidrsOf);
  const subnet = fieldAt(
    createCursor(store.ofKind('ClusterConfiguration').at(-1)?.raw, []),
    'networking',
    'serviceSubnet',
  );
  const first = own.length > 0 ? own : parseCidrList(readText(subnet) ?? '');
  if (objects.length === 0 || first.length === 0) return {};
  return { givenServiceCIDRs: [...new Set([...first, ...objects.flatMap(cidrsOf)])] };
}

/** Of a CNI that was named: by its name, or by a DaemonSet beside it. */
const isEnforcing = ({ enforces }: CniFacts, given: string, store: SettingsStore): boolean =>
  enforces !== undefined &&
  (enforces(given) || store.ofKind('DaemonSet').some((daemonSet) => enforces(daemonSet.ref.name, daemonSet)));

/** `usualOf`: the cloud that usually has this CNI, where nothing else says so. */
function assumptionOf(
  cni: string,
  known: CniFacts | undefined,
  usualOf: CloudName | undefined,
): DetectedNetwork['assumption'] {
  if (known === undefined) return { code: 'CNI_REPLACED', detail: { is: 'UNKNOWN', cni } };
  if (usualOf === undefined) return undefined;
  return { code: 'CNI_ASSUMED', detail: { cni, cloud: usualOf } };
}

interface FoundDaemonSet extends Pick<DetectedNetwork, 'cni' | 'podCIDRs' | 'mtus' | 'policyLanguage'> {
  /** Whatever its kind does by default, this one enforces NetworkPolicies. */
  readonly enforces: boolean;
}

function findDaemonSet(
  cnis: KnownCnis,
  store: SettingsStore,
  cloud: CloudName | undefined,
): FoundDaemonSet | undefined {
  const all = store.ofKind('DaemonSet').flatMap((daemonSet) => {
    const known = Object.entries(cnis).filter(([, facts]) => facts.daemonSets?.includes(daemonSet.ref.name) === true);
    const signs: CniSigns = { cloud, daemonSet, objects: store.notRead };
    return known.length === 0 ? [] : [{ signs, known }];
  });
  const mayOnlyEnforce = ({ known }: (typeof all)[number]): boolean => known.some(([, facts]) => facts.mayOnlyEnforce);
  const main = all.find((each) => !mayOnlyEnforce(each)) ?? all[0];
  const [cni, facts] = main?.known.findLast(([, { fits }]) => fits?.(main.signs) ?? true) ?? [];
  if (main === undefined || cni === undefined) return undefined;
  const enforces = all.some(
    (each) =>
      mayOnlyEnforce(each) ||
      each.known.some(([, kind]) => kind.enforces?.(each.signs.daemonSet.ref.name, each.signs.daemonSet)),
  );
  // Whoever enforces policies beside another CNI brings its language.
  const policyLanguage = all.flatMap(({ known }) => known.flatMap(([, each]) => each.policyLanguage ?? []))[0];
  return {
    cni,
    enforces,
    ...(policyLanguage && { policyLanguage }),
    podCIDRs: facts?.podCIDRs?.(main.signs) ?? [],
    mtus: facts?.mtus?.(main.signs) ?? {},
  };
}
