import type { Cluster, ClusterNode } from '../../../kubernetes/cluster/cluster.ts';
import type { Chain, NamedSet } from '../../../linux/model/netfilter.ts';
import type { Table } from '../../../linux/namespace/namespace.ts';
import { printMatched } from '../../../linux/print/print-nft-rule.ts';
import { NFT_MACHINE } from '../../../linux/netfilter/verdict-map.ts';
import { type Ip, isLoopbackIp, type IpFamily } from '../../../net/ip.ts';
import { once, onceEach } from '../../rules/once.ts';
import { perFamily } from '../../hosts/host.ts';
import { primaryIP } from '../../hosts/node-addresses.ts';
import { localMatch } from '../ports/local-detector.ts';
import { nodePortAddresses } from '../ports/node-port-addresses.ts';
import type { Listings, PortListing } from '../ports/port-listing.ts';
import {
  createServiceCatalog,
  type ServiceCatalog,
  type VariantLookup,
  type VariantMaker,
} from '../ports/service-catalog.ts';
import type { RuleContext } from '../ports/service-port-plan.ts';
import { askForNft, type NftAsk, nftForm, planNft } from './nft-ask.ts';
import { HAIRPIN_CONNECTIONS, hairpinSet } from './hairpin-set.ts';
import { baseOfName, isCut, mayBeCut, servicePortBase } from './names.ts';
import { affinitySets, nftServiceChains } from './service-chains.ts';
import { serviceElements, type ServiceElements } from './service-elements.ts';
import { createServiceMap } from './service-map.ts';
import {
  BASE_CHAINS,
  CLUSTER_IPS,
  MAP_COMMENTS,
  NODEPORT_IPS,
  staticChains,
  TABLE,
  type MapName,
} from './static-rules.ts';

/** kube-proxy in nftables mode on every node of a cluster. */
export interface NftablesProxy {
  /** Table "kube-proxy" of the node. */
  readonly table: (node: ClusterNode, family: IpFamily) => Table;
}

/** What one Service port is written as on some nodes. */
export interface NftablesVariant {
  readonly elements: ServiceElements;
  /** Its own chains and sets by name, in print order; made when first asked for. */
  readonly chains: () => ReadonlyMap<string, Chain>;
  readonly sets: () => ReadonlyMap<string, NamedSet>;
}

export const NFTABLES_VARIANTS: VariantMaker<NftAsk, NftablesVariant> = {
  ask: askForNft,
  make: (ask) => {
    const plan = planNft(ask);
    return {
      elements: serviceElements(plan),
      chains: once(() => new Map(nftServiceChains(plan).map((chain) => [chain.name, chain]))),
      sets: once(() => new Map(affinitySets(plan))),
    };
  },
  made: new WeakMap(),
  key: servicePortBase,
};

const MAP_NAMES = Object.keys(MAP_COMMENTS) as readonly MapName[];

/** Programs the nodes as kube-proxy v1.34 nftables/proxier.go does. Nothing is computed before a node is asked for. */
export function createNftablesProxy(
  cluster: Cluster,
  listings: Listings,
  variants: VariantLookup<NftablesVariant>,
): NftablesProxy {
  const { settings } = cluster;
  const families = perFamily((family) => {
    const listing = listings.of(family);
    return { listing, catalog: createServiceCatalog(listing, variants, settings) };
  });
  return {
    table: (node, family) => {
      const { listing, catalog } = families(family);
      const context: RuleContext = {
        localMatch: localMatch(settings.localDetector, node, family),
        masqueradeAll: settings.masqueradeAll,
        masqueradeMark: settings.masqueradeMark,
        kubernetesVersion: settings.kubernetesVersion,
        largeCluster: false,
        nodeIP: primaryIP(node, family),
      };
      const addresses = nodePortAddresses(cluster, node, family);
      const everyAddress = addresses === 'all';
      const form = nftForm(settings);
      const sets = new Map<string, () => NamedSet>();
      if (form.endpoints === 'maps')
        sets.set(
          HAIRPIN_CONNECTIONS,
          once(() => hairpinSet(catalog, node)),
        );
      sets.set(CLUSTER_IPS, () => clusterIPSet(listing));
      if (!everyAddress) {
        const usable = addresses.filter((ip) => !isLoopbackIp(ip));
        sets.set(
          NODEPORT_IPS,
          once(() => addressSet('IPs that accept NodePort traffic', usable)),
        );
      }
      return createProxyTable({
        family,
        catalog,
        listing,
        sets,
        variant: onceEach((index) => catalog.variant(index, node, context)),
        chains: staticChains({ family, serviceCIDRs: settings.serviceCIDRs, everyAddress, form, context }),
      });
    },
  };
}

function addressSet(comment: string, addresses: readonly string[]): NamedSet {
  const members = new Set(addresses);
  return { has: (key) => members.has(key), listing: { fields: ['destinationIP'], comment, keys: () => members } };
}

function clusterIPSet({ ports, claims }: PortListing): NamedSet {
  return {
    has: (key) => (claims().byIP.get(key as Ip) ?? []).some((index) => ports[index]?.clusterIP === key),
    listing: {
      fields: ['destinationIP'],
      comment: 'Active ClusterIPs',
      keys: () => new Set(ports.map((port) => port.clusterIP)),
    },
  };
}

interface TableParts {
  readonly family: IpFamily;
  readonly catalog: ServiceCatalog<NftablesVariant>;
  readonly variant: (index: number) => NftablesVariant;
  readonly listing: PortListing;
  readonly sets: ReadonlyMap<string, () => NamedSet>;
  readonly chains: readonly Chain[];
}

function createProxyTable({ family, catalog, listing, variant, sets, chains }: TableParts): Table {
  // What packets have met: the chains and sets of a Service come in together.
  const knownChains = new Map(chains.map((chain) => [chain.name, chain]));
  const knownSets = new Map<string, NamedSet>();
  /** Ports whose texts are too long to be told from a name. */
  const cutPorts = once(() => catalog.ports.flatMap((port, index) => (mayBeCut(servicePortBase(port)) ? [index] : [])));
  const meet = (name: string): void => {
    const base = baseOfName(name);
    const index = base === undefined ? undefined : catalog.lookup(base);
    if (index !== undefined) meetPort(index);
    else if (isCut(name)) for (const each of cutPorts()) meetPort(each);
  };
  const meetPort = (index: number): void => {
    for (const [own, chain] of variant(index).chains()) knownChains.set(own, chain);
    for (const [own, set] of variant(index).sets()) knownSets.set(own, set);
  };
  const found = <T>(known: ReadonlyMap<string, T>, name: string): T | undefined => {
    if (!known.has(name)) meet(name);
    return known.get(name);
  };
  const perService = (part: 'chains' | 'sets'): readonly string[] =>
    catalog.ports.flatMap((_port, index) => [...variant(index)[part]().keys()]);
  return {
    name: TABLE,
    family,
    baseChains: BASE_CHAINS,
    chain: (name) => found(knownChains, name),
    chainNames: () => [...chains.map(({ name }) => name), ...perService('chains')],
    set: (name) => sets.get(name)?.() ?? found(knownSets, name),
    nft: {
      comment: 'rules for kube-proxy',
      setNames: () => [...sets.keys(), ...perService('sets')],
      map: (name) => (isMapName(name) ? createServiceMap(name, { listing, variant }) : undefined),
      mapNames: () => MAP_NAMES,
      machine: NFT_MACHINE,
      print: printMatched,
    },
  };
}

function isMapName(name: string): name is MapName {
  return Object.hasOwn(MAP_COMMENTS, name);
}
