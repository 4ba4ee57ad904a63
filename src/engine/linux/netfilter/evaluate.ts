import { evaluateMatch, matchStatistic } from '../namespace/match.ts';
import type { HookContext, MatchInput, Table, Transit } from '../namespace/namespace.ts';
import type { BaseChain, Chain, Match, Rule, Target, PlainTarget } from '../model/netfilter.ts';
import type { Origin } from '../model/origin.ts';
import type { RuleStep } from '../model/trace.ts';
import { endOf, machineOf, resolveTarget } from '../namespace/target.ts';

/** A target that binds a connection to a translation. */
export type NatTarget = Extract<Target, { readonly type: 'DNAT' | 'SNAT' | 'MASQUERADE' | 'REDIRECT' }>;

/** What becomes of a packet at the end of a base chain. */
export type ChainVerdict =
  | { readonly type: 'ACCEPT' | 'DROP' | 'REJECT' }
  | { readonly type: 'NAT'; readonly target: NatTarget; readonly origin: Origin };

/** What one matched rule asks for. */
type RuleVerdict =
  | { readonly type: 'CONTINUE' }
  | { readonly type: 'RETURN' }
  | { readonly type: 'ENTER'; readonly chain: string; readonly comeBack: boolean }
  | { readonly type: 'FINAL'; readonly verdict: ChainVerdict };

const CONTINUE: RuleVerdict = { type: 'CONTINUE' };
const RETURN: RuleVerdict = { type: 'RETURN' };

/** Linux refuses rulesets with loops when they are loaded; a walk meets them only here. */
const MAX_CHAINS_ENTERED = 1000;
/** NFT_JUMP_STACK_SIZE is 16; xtables sizes its stack by the ruleset. */
const MAX_JUMP_DEPTH = 64;

interface Frame {
  readonly chain: Chain;
  readonly indices: readonly number[] | undefined;
  /** Position in `indices`, or in the rules where there are none. */
  at: number;
  /** Rules of the chain the kernel has compared up to here: it knows no index. */
  compared: number;
  /** A rule so far would have been taken but for chance. */
  isLeft: boolean;
}

/**
 * Sends the packet through a base chain and everything it jumps to. Records every matched rule and a DROP policy.
 * Linux v6.12 net/ipv4/netfilter/ip_tables.c ipt_do_table. Throws for a ruleset the kernel would not have loaded: a jump to a
 * missing chain, a loop, a translation outside of nat chains.
 */
export function evaluateBaseChain(transit: Transit, context: HookContext, table: Table, base: BaseChain): ChainVerdict {
  const input: MatchInput = { transit, context, table };
  const stack: Frame[] = [openFrame(transit, base)];
  const compareTo = (frame: Frame, count: number): void => {
    transit.trace.compared(count - frame.compared);
    frame.compared = count;
  };
  let entered = 0;
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const index = nextIndex(frame);
    compareTo(frame, index === undefined ? countRules(frame.chain) : index + 1);
    if (index === undefined) {
      stack.pop();
      continue;
    }
    const verdict = evaluateRule(frame, index, input);
    if (verdict.type === 'FINAL') {
      refuseForeignTranslation(verdict.verdict, base, table);
      return verdict.verdict;
    }
    if (verdict.type === 'RETURN') stack.pop();
    if (verdict.type === 'ENTER') {
      if (!verdict.comeBack) stack.pop();
      entered += 1;
      if (stack.length >= MAX_JUMP_DEPTH || entered > MAX_CHAINS_ENTERED) {
        throw new Error(`table ${table.name}: jumps too deep at chain ${verdict.chain}`);
      }
      stack.push(openFrame(transit, lookupChain(table, verdict.chain)));
    }
  }
  return applyPolicy(transit, context, table, base);
}

function openFrame(transit: Transit, chain: Chain): Frame {
  return { chain, indices: chain.candidates?.(transit.header), at: 0, compared: 0, isLeft: false };
}

function nextIndex(frame: Frame): number | undefined {
  const at = frame.at;
  frame.at += 1;
  if (frame.indices !== undefined) return frame.indices[at];
  return at < countRules(frame.chain) ? at : undefined;
}

function countRules(chain: Chain): number {
  return chain.lazy === undefined ? chain.rules.length : chain.lazy.count;
}

function lookupChain(table: Table, name: string): Chain {
  const chain = table.chain(name);
  if (chain === undefined) throw new Error(`table ${table.name} has no chain ${name}`);
  return chain;
}

function refuseForeignTranslation(verdict: ChainVerdict, base: BaseChain, table: Table): void {
  if (verdict.type === 'NAT' && base.type !== 'nat') {
    throw new Error(`${verdict.target.type} outside of a nat chain: table ${table.name}, chain ${base.name}`);
  }
}

function applyPolicy(transit: Transit, context: HookContext, table: Table, base: BaseChain): ChainVerdict {
  if (base.policy === 'DROP') {
    transit.trace.add({
      type: 'POLICY',
      action: 'DROP',
      packet: transit.header,
      detail: { hook: context.hook, table: table.name, chain: base.name },
    });
  }
  return { type: base.policy };
}

function evaluateRule(frame: Frame, index: number, input: MatchInput): RuleVerdict {
  const { chain } = frame;
  const rule = chain.lazy === undefined ? chain.rules[index] : chain.lazy.rule(index);
  if (rule === undefined) throw new Error(`chain ${chain.name} has no rule at index ${index}`);
  const { transit, context, table } = input;
  if (!matchesButForChance(rule, input)) return CONTINUE;
  const statistic = rule.matches.find(isStatistic);
  if (statistic !== undefined && !isTakenByChance(statistic, rule, { chain, index, input })) {
    frame.isLeft = true;
    return CONTINUE;
  }
  const resolved = resolveTarget(rule, input);
  if (resolved === undefined) return CONTINUE;
  const { target, found } = resolved;
  if (rule.first !== undefined) applyMark(transit, rule.first);
  if (target?.type === 'MARK') applyMark(transit, target);
  if (target?.type === 'CONNMARK') applyConnectionMark(transit, target);
  if (target?.type === 'NOTRACK') transit.untracked = true;
  if (target?.type === 'UPDATE') machineOf(table).update(target, input);
  const chance = resolved.chance ?? statistic?.probability;
  transit.trace.add({
    type: 'RULE',
    action: target?.type ?? 'COUNTED',
    packet: transit.header,
    detail: {
      hook: context.hook,
      table: table.name,
      chain: chain.name,
      index: index + 1,
      of: countRules(chain),
      rule,
      ...(chance === undefined ? {} : { chance }),
      ...(frame.isLeft && { isLeft: true }),
      ...(found === undefined ? {} : { found }),
      ...(table.nft === undefined ? {} : { nft: table.nft.print }),
    },
  } satisfies RuleStep);
  return ruleVerdict(target, found?.origin ?? rule.origin);
}

type Statistic = Extract<Match, { readonly type: 'statistic' }>;

const isStatistic = (match: Match): match is Statistic => match.type === 'statistic';

/** The statistic match is asked last, so that the walk only branches where the rest of the rule holds. */
function matchesButForChance(rule: Rule, input: MatchInput): boolean {
  return rule.matches.every((match) => isStatistic(match) || evaluateMatch(match, input));
}

interface RuleInChain {
  readonly chain: Chain;
  readonly index: number;
  readonly input: MatchInput;
}

function isTakenByChance(statistic: Statistic, { target }: Rule, { chain, index, input }: RuleInChain): boolean {
  return matchStatistic(statistic, input.transit, {
    row: { name: chain.name, at: index },
    of: (option) => (option === 0 && target !== undefined ? endOf(input.table, target) : undefined),
  });
}

function applyMark(transit: Transit, { op, value, mask }: Extract<Target, { readonly type: 'MARK' }>): void {
  const { header } = transit;
  const mark = (op === 'or' ? header.mark | value : (header.mark & ~mask) ^ value) >>> 0;
  if (mark !== header.mark) transit.header = { ...header, mark };
}

/** Linux v6.12 net/netfilter/xt_connmark.c. A packet without connection has no mark to set or to take. */
function applyConnectionMark(
  transit: Transit,
  { op, value, mask }: Extract<Target, { readonly type: 'CONNMARK' }>,
): void {
  const { header, tracking } = transit;
  if (tracking === undefined) return;
  const { connection } = tracking;
  if (op === 'set') connection.mark = ((connection.mark & ~mask) ^ value) >>> 0;
  const mark = ((header.mark & ~mask) ^ (connection.mark & mask)) >>> 0;
  if (op === 'restore' && mark !== header.mark) transit.header = { ...header, mark };
}

function ruleVerdict(target: PlainTarget | undefined, origin: Origin): RuleVerdict {
  if (target === undefined) return CONTINUE;
  switch (target.type) {
    case 'ACCEPT':
    case 'DROP':
    case 'REJECT':
      return { type: 'FINAL', verdict: { type: target.type } };
    case 'RETURN':
      return RETURN;
    case 'JUMP':
    case 'GOTO':
      return { type: 'ENTER', chain: target.chain, comeBack: target.type === 'JUMP' };
    case 'MARK':
    case 'CONNMARK':
    case 'NOTRACK':
    case 'UPDATE':
      return CONTINUE;
    case 'DNAT':
    case 'SNAT':
    case 'MASQUERADE':
    case 'REDIRECT':
      return { type: 'FINAL', verdict: { type: 'NAT', target, origin } };
    default:
      return refuse(target);
  }
}

function refuse(target: never): never {
  throw new Error(`a target that cannot be interpreted: ${JSON.stringify(target)}`);
}
