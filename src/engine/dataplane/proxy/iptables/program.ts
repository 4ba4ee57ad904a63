import type { Cluster, ClusterNode } from '../../../kubernetes/cluster/cluster.ts';
import type { Chain, Rule } from '../../../linux/model/netfilter.ts';
import type { IpFamily } from '../../../net/ip.ts';
import { perFamily } from '../../hosts/host.ts';
import { primaryIP } from '../../hosts/node-addresses.ts';
import { localMatch } from '../ports/local-detector.ts';
import type { Listings } from '../ports/port-listing.ts';
import type { NodeRules, TableRules } from '../../rules/proxy-rules.ts';
import { once, onceEach } from '../../rules/once.ts';
import {
  createServiceCatalog,
  type ServiceCatalog,
  type VariantLookup,
  type VariantMaker,
} from '../ports/service-catalog.ts';
import type { RuleContext } from '../ports/service-port-plan.ts';
import { serviceChains } from './service-chains.ts';
import { createServiceChain, type ServiceChainInput } from './service-chain.ts';
import { type DispatchLayout, type DispatchStarts, layOutDispatch } from './dispatch-layout.ts';
import { serviceDispatch, type ServiceDispatch } from './service-dispatch.ts';
import { askForIptables, type IptablesAsk, planIptables } from './service-port-plan.ts';
import {
  CANARY,
  JUMPS,
  KUBE_FIREWALL,
  type MarkChains,
  markChains,
  nodePortJumps,
  WATCHED_TABLE,
} from './static-chains.ts';

/** kube-proxy in iptables mode on every node of a cluster. */
export interface IptablesProxy {
  readonly rules: (node: ClusterNode, family: IpFamily) => NodeRules;
}

/** The rules of one Service port on some nodes. */
export interface IptablesVariant {
  readonly dispatch: ServiceDispatch;
  /** Its own chains by name, in print order; made when first asked for. */
  readonly chains: () => ReadonlyMap<string, Chain>;
}

export const IPTABLES_VARIANTS: VariantMaker<IptablesAsk, IptablesVariant> = {
  ask: askForIptables,
  make: (ask) => {
    const plan = planIptables(ask);
    return {
      dispatch: serviceDispatch(plan),
      chains: once(() => new Map(serviceChains(plan).map((chain) => [chain.name, chain]))),
    };
  },
  made: new WeakMap(),
  key: (port) => port.names().cluster.slice('KUBE-SVC-'.length),
};

type DispatchChains = Readonly<Record<keyof ServiceDispatch, Chain>>;

const CHAIN_NAMES: Readonly<Record<keyof ServiceDispatch, string>> = {
  natServices: 'KUBE-SERVICES',
  natNodePorts: 'KUBE-NODEPORTS',
  filterServices: 'KUBE-SERVICES',
  filterExternalServices: 'KUBE-EXTERNAL-SERVICES',
  filterNodePorts: 'KUBE-NODEPORTS',
  filterFirewall: 'KUBE-PROXY-FIREWALL',
};

/** Programs the nodes as kube-proxy v1.34 iptables/proxier.go does. Nothing is computed before a node is asked for. */
export function createIptablesProxy(
  cluster: Cluster,
  listings: Listings,
  variants: VariantLookup<IptablesVariant>,
): IptablesProxy {
  const { settings } = cluster;
  const catalogs = perFamily((family) => createServiceCatalog(listings.of(family), variants, settings));
  const layouts = new Map<IpFamily, DispatchLayout>();
  const layoutOf = (family: IpFamily, node: ClusterNode): DispatchLayout => {
    const layout = layouts.get(family) ?? layOutDispatch(listings.of(family), catalogs(family).categories, node);
    layouts.set(family, layout);
    return layout;
  };
  const dispatches = new Map<string, DispatchChains>();
  const marks = markChains(settings.masqueradeMark, settings.tcpBeLiberal);
  let count = 0;
  const idOf = onceEach((_variant: IptablesVariant) => count++);

  return {
    rules: (node, family) => {
      const catalog = catalogs(family);
      const context: RuleContext = {
        localMatch: localMatch(settings.localDetector, node, family),
        masqueradeAll: settings.masqueradeAll,
        masqueradeMark: settings.masqueradeMark,
        kubernetesVersion: settings.kubernetesVersion,
        largeCluster: catalog.largeCluster(),
        nodeIP: primaryIP(node, family),
      };
      const variant = onceEach((index: number) => catalog.variant(index, node, context));
      const dispatch = once(() => {
        const tail = nodePortJumps(cluster, node, family);
        const layout = layoutOf(family, node);
        const own = layout.perNode.map((index) => idOf(variant(index)));
        const key = JSON.stringify([family, context.localMatch, tail, own]);
        let chains = dispatches.get(key);
        if (chains === undefined) {
          chains = dispatchChains({
            starts: layout.startsOn(node),
            dispatch: (index) => variant(index).dispatch,
            claimants: catalog.claimants,
            tail,
          });
          dispatches.set(key, chains);
        }
        return chains;
      });
      return {
        nat: natTable(catalog, dispatch, { variant, marks }),
        filter: filterTable(dispatch, marks, family),
        mangle: WATCHED_TABLE,
      };
    },
  };
}

interface DispatchInput extends Pick<ServiceChainInput, 'claimants'> {
  readonly starts: DispatchStarts;
  readonly dispatch: (index: number) => ServiceDispatch;
  /** The end of KUBE-SERVICES in nat. */
  readonly tail: readonly Rule[];
}

function dispatchChains({ starts, dispatch, claimants, tail }: DispatchInput): DispatchChains {
  const collect = (part: keyof ServiceDispatch): Chain =>
    createServiceChain({
      name: CHAIN_NAMES[part],
      starts: starts[part],
      rulesOf: (index) => dispatch(index)[part],
      tail: part === 'natServices' ? tail : [],
      claimants,
    });
  return {
    natServices: collect('natServices'),
    natNodePorts: collect('natNodePorts'),
    filterServices: collect('filterServices'),
    filterExternalServices: collect('filterExternalServices'),
    filterNodePorts: collect('filterNodePorts'),
    filterFirewall: collect('filterFirewall'),
  };
}

function filterTable(dispatch: () => DispatchChains, { forward }: MarkChains, family: IpFamily): TableRules {
  const lookup = once(() => {
    const { filterServices, filterExternalServices, filterNodePorts, filterFirewall } = dispatch();
    // The kubelet writes its chain in both families, its rule in IPv4 only.
    const localnet = family === 4 ? KUBE_FIREWALL : { ...KUBE_FIREWALL, rules: [] };
    const chains = [filterServices, filterExternalServices, forward, filterNodePorts, filterFirewall, localnet, CANARY];
    return new Map(chains.map((chain) => [chain.name, chain]));
  });
  return { builtIn: JUMPS.filter, chain: (name) => lookup().get(name), chainNames: () => [...lookup().keys()] };
}

const SERVICE_CHAIN = /^KUBE-(?:SVC|SVL|EXT|FW)-([A-Z2-7]{16})$/;

function natTable(
  catalog: ServiceCatalog<IptablesVariant>,
  dispatch: () => DispatchChains,
  { variant, marks }: { readonly variant: (index: number) => IptablesVariant; readonly marks: MarkChains },
): TableRules {
  const fixed = once(() => {
    const { natServices, natNodePorts } = dispatch();
    const chains = [natServices, natNodePorts, marks.postrouting, marks.markMasq, CANARY];
    return new Map(chains.map((chain) => [chain.name, chain]));
  });
  const all = once(() => new Map(catalog.ports.flatMap((_port, index) => [...variant(index).chains()])));
  // Endpoint chains are found once the chain that leads to them was read; before that, by making all.
  const met = new Map<string, Chain>();
  const lookupService = (name: string): Chain | undefined => {
    const hash = SERVICE_CHAIN.exec(name)?.[1];
    const index = hash === undefined ? undefined : catalog.lookup(hash);
    if (index === undefined) return name.startsWith('KUBE-SEP-') ? all().get(name) : undefined;
    const chains = variant(index).chains();
    for (const [own, chain] of chains) met.set(own, chain);
    return chains.get(name);
  };
  return {
    builtIn: JUMPS.nat,
    chain: (name) => met.get(name) ?? fixed().get(name) ?? lookupService(name),
    chainNames: () => [...fixed().keys(), ...all().keys()],
  };
}
