import { PRIORITY, type BaseChain, type Chain, type HookName, type SetField } from '../model/netfilter.ts';
import type { NftParts, Table } from '../namespace/namespace.ts';
import { formatElement, formatKey, formatKeyType, formatNftRule } from './print-nft-rule.ts';

/**
 * The table as `nft list table` prints it: sets, maps, base chains, other chains. Elements and chains stand in the order of
 * the program that wrote them, where the kernel has one of its own.
 */
export function formatNftTable(table: Table, nft: NftParts): string {
  const blocks = [
    ...nft.setNames().map((name) => block('set', name, setLines(table, name))),
    ...nft.mapNames().map((name) => block('map', name, mapLines(table, nft, name))),
    ...table.baseChains.map((chain) => block('chain', chain.name, [baseChainLine(chain), ...chainLines(table, chain)])),
    ...table.chainNames().flatMap((name) => {
      const chain = table.chain(name);
      return chain === undefined ? [] : [block('chain', name, chainLines(table, chain))];
    }),
  ];
  const comment = nft.comment === undefined ? [] : [`\tcomment "${nft.comment}"`];
  const head = [`table ${table.family === 4 ? 'ip' : 'ip6'} ${table.name} {`, ...comment];
  return [...head, blocks.join('\n\n'), '}'].join('\n');
}

function block(kind: 'set' | 'map' | 'chain', name: string, lines: readonly string[]): string {
  return [`\t${kind} ${name} {`, ...lines.map((line) => `\t\t${line}`), '\t}'].join('\n');
}

function setLines(table: Table, name: string): readonly string[] {
  const listing = table.set?.(name)?.listing;
  if (listing === undefined) throw new Error(`table ${table.name} has no set ${name} to list`);
  return [
    typeLine(listing.fields, table),
    ...(listing.timeout === undefined ? [] : ['size 65535', 'flags dynamic,timeout', timeoutLine(listing.timeout)]),
    ...commentLines(listing.comment),
    ...elementLines([...listing.keys()].map(formatKey)),
  ];
}

function mapLines(table: Table, nft: NftParts, name: string): readonly string[] {
  const map = nft.map(name);
  if (map === undefined) throw new Error(`table ${table.name} has no map ${name}`);
  return [
    `${typeLine(map.fields, table)} : verdict`,
    ...commentLines(map.comment),
    ...elementLines(map.elements().map(formatElement)),
  ];
}

const typeLine = (fields: readonly SetField[], { family }: Table): string => `type ${formatKeyType(fields, family)}`;
const commentLines = (comment: string | undefined): readonly string[] =>
  comment === undefined ? [] : [`comment "${comment}"`];

function elementLines(elements: readonly string[]): readonly string[] {
  return elements.length === 0 ? [] : [`elements = { ${elements.join(',\n\t\t\t     ')} }`];
}

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** "timeout 3h", "timeout 1m30s" */
function timeoutLine(seconds: number): string {
  let left = seconds;
  const parts = UNITS.map(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? '' : `${count}${unit}`;
  });
  return `timeout ${parts.join('')}`;
}

function baseChainLine({ type, hook, priority, policy }: BaseChain): string {
  return `type ${type} hook ${hook} priority ${formatPriority(priority, hook)}; policy ${policy.toLowerCase()};`;
}

/** The standard priorities and the one hook some of them are for. nftables src/rule.c std_prios. */
const NAMED_PRIORITIES: readonly { readonly name: keyof typeof PRIORITY; readonly at?: HookName }[] = [
  { name: 'raw' },
  { name: 'mangle' },
  { name: 'dstnat', at: 'prerouting' },
  { name: 'filter' },
  { name: 'srcnat', at: 'postrouting' },
];
/** nft names a priority by the standard one that is at most this far away. */
const NEAR = 10;

/** "dstnat - 10", "filter", "-100" */
function formatPriority(priority: number, hook: HookName): string {
  const near = NAMED_PRIORITIES.find(
    ({ name, at }) => Math.abs(PRIORITY[name] - priority) <= NEAR && (at === undefined || at === hook),
  );
  if (near === undefined) return String(priority);
  const offset = priority - PRIORITY[near.name];
  return offset === 0 ? near.name : `${near.name} ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`;
}

function chainLines({ family }: Table, chain: Chain): readonly string[] {
  return [...commentLines(chain.comment), ...chain.rules.map((rule) => formatNftRule(rule, family))];
}
