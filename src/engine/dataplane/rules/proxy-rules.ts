import type { BaseChain, Chain, NamedSet } from '../../linux/model/netfilter.ts';

/** What a program contributes to one table: rules for built-in chains, and chains of its own. */
export interface TableRules {
  /** By built-in chain: "PREROUTING", "INPUT" … */
  readonly builtIn: Readonly<Record<string, BaseChain['rules']>>;
  readonly chain: (name: string) => Chain | undefined;
  readonly chainNames: () => readonly string[];
  /** Its ipsets by name; absent: it has none. */
  readonly set?: (name: string) => NamedSet | undefined;
}

/** A node's rules in the tables of one family. */
export interface NodeRules {
  readonly nat: TableRules;
  readonly filter: TableRules;
  /** Absent: there is no such table. */
  readonly mangle?: TableRules;
  readonly raw?: TableRules;
}
