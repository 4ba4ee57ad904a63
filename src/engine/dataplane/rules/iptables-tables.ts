import { PRIORITY, type BaseChain, type HookName, type Rule } from '../../linux/model/netfilter.ts';
import type { Ruleset, Table } from '../../linux/namespace/namespace.ts';
import type { IpFamily } from '../../net/ip.ts';
import { createIndexedChain } from './indexed-chain.ts';
import type { NodeRules, TableRules } from './proxy-rules.ts';

type Hooks = Readonly<Record<string, { readonly hook: HookName; readonly priority: number }>>;

/** Where the built-in chains of the iptables tables hang. Linux v6.12 net/ipv4/netfilter/iptable_nat.c, iptable_filter.c. */
type TableName = 'raw' | 'mangle' | 'nat' | 'filter';

const HOOKS: Readonly<Record<TableName, Hooks>> = {
  raw: {
    PREROUTING: { hook: 'prerouting', priority: PRIORITY.raw },
    OUTPUT: { hook: 'output', priority: PRIORITY.raw },
  },
  mangle: {
    PREROUTING: { hook: 'prerouting', priority: PRIORITY.mangle },
    INPUT: { hook: 'input', priority: PRIORITY.mangle },
    FORWARD: { hook: 'forward', priority: PRIORITY.mangle },
    OUTPUT: { hook: 'output', priority: PRIORITY.mangle },
    POSTROUTING: { hook: 'postrouting', priority: PRIORITY.mangle },
  },
  nat: {
    PREROUTING: { hook: 'prerouting', priority: PRIORITY.dstnat },
    INPUT: { hook: 'input', priority: PRIORITY.srcnat },
    OUTPUT: { hook: 'output', priority: PRIORITY.dstnat },
    POSTROUTING: { hook: 'postrouting', priority: PRIORITY.srcnat },
  },
  filter: {
    INPUT: { hook: 'input', priority: PRIORITY.filter },
    FORWARD: { hook: 'forward', priority: PRIORITY.filter },
    OUTPUT: { hook: 'output', priority: PRIORITY.filter },
  },
};

const NO_RULES: TableRules = { builtIn: {}, chain: () => undefined, chainNames: () => [] };
export const NO_NODE_RULES: NodeRules = { nat: NO_RULES, filter: NO_RULES };

/** A ruleset of the nat and the filter table, and raw and mangle where a program has rules for them, in which the programs' rules stand one after the other. */
export function createIptablesRuleset(family: IpFamily, programs: readonly Partial<NodeRules>[]): Ruleset {
  const table = (name: TableName): Table =>
    createTable(
      name,
      family,
      programs.flatMap((program) => program[name] ?? []),
    );
  const optional = (['raw', 'mangle'] as const).filter((name) => programs.some((each) => each[name] !== undefined));
  return { tables: [...optional.map(table), table('nat'), table('filter')] };
}

function createTable(name: TableName, family: IpFamily, programs: readonly TableRules[]): Table {
  const baseChains: readonly BaseChain[] = Object.entries(HOOKS[name]).map(([chain, hook]) => {
    const rules: readonly Rule[] = programs.flatMap((program) => program.builtIn[chain] ?? []);
    return { ...createIndexedChain(chain, rules), ...hook, policy: 'ACCEPT', type: name === 'nat' ? 'nat' : 'filter' };
  });
  return {
    name,
    family,
    baseChains,
    chain: (wanted) => {
      for (const program of programs) {
        const found = program.chain(wanted);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    set: (wanted) => {
      for (const program of programs) {
        const found = program.set?.(wanted);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    chainNames: () => programs.flatMap((program) => program.chainNames()),
  };
}
