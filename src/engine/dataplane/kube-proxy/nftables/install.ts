import { kubeletRules } from '../iptables/static-chains.ts';
import type { ProxyProgram } from '../create-proxy.ts';
import { installProxyMode } from '../create-proxy.ts';
import { createVariantLookup, type VariantRecord } from '../service-catalog.ts';
import { createNftablesProxy, NFTABLES_VARIANTS, type NftablesVariant } from './program.ts';

const createNftables: ProxyProgram = (cluster, previous) => {
  const variants: VariantRecord<NftablesVariant> = new Map();
  const before = previous?.mode === 'nftables' ? previous.variants : undefined;
  const proxy = createNftablesProxy(cluster, createVariantLookup(NFTABLES_VARIANTS, variants, before));
  return {
    program: (node, family) => ({
      iptables: { filter: kubeletRules(family) },
      tables: [proxy.table(node, family)],
    }),
    memory: { mode: 'nftables', variants },
  };
};

installProxyMode('nftables', createNftables);
