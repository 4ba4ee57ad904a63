import type { BaseChain, Chain } from '../../linux/netfilter.ts';

/** What a program contributes to one table: rules for built-in chains, and chains of its own. */
export interface TableRules {
  /** By built-in chain: "PREROUTING", "INPUT" … */
  readonly builtIn: Readonly<Record<string, BaseChain['rules']>>;
  readonly chain: (name: string) => Chain | undefined;
  readonly chainNames: () => readonly string[];
}

/** A node's rules in the nat and the filter table of one family. */
export interface NodeRules {
  readonly nat: TableRules;
  readonly filter: TableRules;
}
