import { kubeletRules } from '../iptables/static-chains.ts';
import type { ProxyProgram } from './create-proxy.ts';
import { createVariantLookup, type VariantRecord } from '../ports/service-catalog.ts';
import type { NftAsk } from '../nftables/nft-ask.ts';
import { createNftablesProxy, NFTABLES_VARIANTS, type NftablesVariant } from '../nftables/program.ts';

export const createNftables: ProxyProgram = ({ cluster, listings, previous }) => {
  const made: VariantRecord<NftAsk, NftablesVariant> = new Map();
  const before = previous?.mode === 'nftables' ? previous.made : undefined;
  const proxy = createNftablesProxy(cluster, listings, createVariantLookup(NFTABLES_VARIANTS, made, before));
  return {
    program: (node, family) => ({
      iptables: { filter: kubeletRules(family) },
      tables: [proxy.table(node, family)],
    }),
    variants: { mode: 'nftables', made },
  };
};
