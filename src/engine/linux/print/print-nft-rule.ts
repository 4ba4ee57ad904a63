import { formatEndpoint, type IpFamily } from '../../net/ip.ts';
import type { FoundVerdict, Match, PrintMatched, Rule, SetField, SetKey, Target, Verdict } from '../model/netfilter.ts';
import { formatProtocol } from './print-match.ts';
import { formatNetwork, formatNetworks } from './print-networks.ts';

/** nft pads marks to their 32 bits. */
const MARK_DIGITS = 8;
const ADDRESS: Readonly<Record<IpFamily, string>> = { 4: 'ip', 6: 'ip6' };

/** Of more verdicts of a random choice only the one drawn is shown. */
const FEW = 3;

/** "… vmap @service-ips { 10.96.0.10 . udp . 53 : goto … }". Whoever programs a table of nftables gives it this. */
export const printMatched: PrintMatched = (rule, family, found) => {
  const { target } = rule;
  if (found === undefined) return formatNftRule(rule, family);
  const element = formatElement(found);
  const count =
    target?.type === 'NUMGEN' ? target.verdicts.length : target?.type === 'NUMGEN_DNAT' ? target.ends.length : 0;
  if (count > FEW) return formatParts(rule, family, drawn(rule.target, family, count, `…, ${element}, …`));
  const text = formatNftRule(rule, family);
  return found.map === undefined ? text : `${text} { ${element} }`;
};

/** The rule as `nft list` prints it, its comment last. Throws for what nftables has no words for. */
export function formatNftRule(rule: Rule, family: IpFamily): string {
  return formatParts(rule, family, rule.target === undefined ? undefined : formatNftTarget(rule.target, family));
}

function formatParts({ matches, first }: Rule, family: IpFamily, target: string | undefined): string {
  const comment = matches.find((match) => match.type === 'comment');
  return [
    ...matches.filter((match) => match.type !== 'comment').map((match) => formatMatch(match, family)),
    ...(first === undefined ? [] : [formatNftTarget(first, family)]),
    ...(target === undefined ? [] : [target]),
    ...(comment === undefined ? [] : [`comment "${comment.text}"`]),
  ].join(' ');
}

type PlainMatch = Exclude<Match, { readonly type: 'comment' }>;

function formatMatch(match: PlainMatch, family: IpFamily): string {
  const not = 'negate' in match && match.negate === true ? '!= ' : '';
  const ip = ADDRESS[family];
  switch (match.type) {
    case 'protocol':
      return `meta l4proto ${not}${formatProtocol(match.protocol, family)}`;
    case 'source':
      return `${ip} saddr ${not}${formatNetwork(match.cidr)}`;
    case 'destination':
      return `${ip} daddr ${not}${formatNetwork(match.cidr)}`;
    case 'addresses':
      return `${ip} ${match.of === 'source' ? 'saddr' : 'daddr'} ${not}${formatNetworks(match.cidrs)}`;
    case 'inInterface':
      return `iifname ${not}"${match.name.replace(/\+$/, '*')}"`;
    case 'outInterface':
      return `oifname ${not}"${match.name.replace(/\+$/, '*')}"`;
    case 'sport':
    case 'dport':
      return `th ${match.type} ${not}${match.from === match.to ? match.from : `${match.from}-${match.to}`}`;
    case 'dports':
      return `th dport ${not}{ ${match.ports.join(', ')} }`;
    case 'mark':
      return `meta mark & ${formatMark(match.mask)} ${match.negate === true ? '!=' : '=='} ${formatMark(match.value)}`;
    case 'ctstate':
      return `ct state ${not}${match.states.map((state) => state.toLowerCase()).join(',')}`;
    case 'ctstatus':
      return `ct status ${not}${match.status.toLowerCase()}`;
    case 'addrtype':
      return `fib ${match.of === 'source' ? 'saddr' : 'daddr'} type ${not}${match.is.toLowerCase()}`;
    case 'set':
      return `${formatFields(match.fields, family)} ${not}@${match.set}`;
    case 'owner':
      return `meta sk${match.of} ${not}${match.id}`;
    case 'statistic':
    case 'recent':
      throw new Error(`nftables has no match ${match.type}`);
  }
}

/** "meta mark" values: "0x00004000" */
function formatMark(value: number): string {
  return `0x${(value >>> 0).toString(16).padStart(MARK_DIGITS, '0')}`;
}

/** Header fields as an expression: "ip daddr . meta l4proto . th dport". */
function formatFields(fields: readonly SetField[], family: IpFamily): string {
  const ip = ADDRESS[family];
  const words: Readonly<Record<SetField, string>> = {
    sourceIP: `${ip} saddr`,
    destinationIP: `${ip} daddr`,
    sourcePort: 'th sport',
    destinationPort: 'th dport',
    protocol: 'meta l4proto',
  };
  return fields.map((field) => words[field]).join(' . ');
}

/** The type of a set's key: "ipv4_addr . inet_proto . inet_service". */
export function formatKeyType(fields: readonly SetField[], family: IpFamily): string {
  const address = `ipv${family}_addr`;
  const words: Readonly<Record<SetField, string>> = {
    sourceIP: address,
    destinationIP: address,
    sourcePort: 'inet_service',
    destinationPort: 'inet_service',
    protocol: 'inet_proto',
  };
  return fields.map((field) => words[field]).join(' . ');
}

/** "10.96.0.10 . udp . 53" */
export function formatKey(key: SetKey): string {
  return key.toLowerCase().split(',').join(' . ');
}

/** An element of a verdict map: `10.96.0.10 . udp . 53 comment "…" : goto …`; of a map of addresses: `0 : 10.244.1.5 . 80`. */
export function formatElement({ key, comment, verdict }: Omit<FoundVerdict, 'map'>): string {
  const note = comment === undefined ? '' : ` comment "${comment}"`;
  const value = isTranslation(verdict) ? `${verdict.ip ?? ''} . ${verdict.port ?? 0}` : formatVerdict(verdict);
  return `${formatKey(key)}${note} : ${value}`;
}

function isTranslation(value: FoundVerdict['verdict']): value is Exclude<FoundVerdict['verdict'], Verdict> {
  return value.type === 'DNAT' || value.type === 'SNAT';
}

/** A choice by chance among these elements. */
function drawn(target: Target | undefined, family: IpFamily, count: number, elements: string): string {
  const random = `numgen random mod ${count}`;
  return target?.type === 'NUMGEN_DNAT'
    ? `dnat ${ADDRESS[family]} to ${random} map { ${elements} }`
    : `${random} vmap { ${elements} }`;
}

function formatVerdict(verdict: Verdict): string {
  return 'chain' in verdict ? `${verdict.type.toLowerCase()} ${verdict.chain}` : verdict.type.toLowerCase();
}

function formatNftTarget(target: Target, family: IpFamily): string {
  switch (target.type) {
    case 'ACCEPT':
    case 'DROP':
    case 'RETURN':
    case 'JUMP':
    case 'GOTO':
      return formatVerdict(target);
    case 'REJECT':
      return target.with === undefined ? 'reject' : `reject with ${formatReject(target.with)}`;
    case 'MARK':
      return `meta mark set meta mark ${formatMarkChange(target)}`;
    case 'NOTRACK':
      return 'notrack';
    case 'CONNMARK':
      return target.op === 'set'
        ? `ct mark set ct mark ${formatMarkChange(target)}`
        : `meta mark set ct mark & ${formatMark(target.mask)}`;
    case 'DNAT':
    case 'SNAT':
      return `${target.type.toLowerCase()} to ${target.ip === undefined ? `:${target.port ?? 0}` : formatEndpoint(target.ip, target.port ?? 0)}`;
    case 'MASQUERADE':
      return target.randomFully === true ? 'masquerade fully-random' : 'masquerade';
    case 'REDIRECT':
      return `redirect to :${target.port}`;
    case 'VMAP':
      return `${formatFields(target.fields, family)} vmap @${target.map}`;
    case 'NUMGEN':
      return drawn(
        target,
        family,
        target.verdicts.length,
        target.verdicts.map((verdict, index) => `${index} : ${formatVerdict(verdict)}`).join(', '),
      );
    case 'NUMGEN_DNAT':
      return drawn(
        target,
        family,
        target.ends.length,
        target.ends.map(({ ip, port }, index) => `${index} : ${ip} . ${port}`).join(', '),
      );
    case 'UPDATE':
      return `update @${target.set} { ${formatFields(target.fields, family)} }`;
  }
}

/** The iptables word in nft's spelling: "icmp6-no-route" is "icmpv6 no-route", "tcp-reset" "tcp reset". */
function formatReject(word: string): string {
  return word.replace(/^icmp6-/, 'icmpv6 ').replace(/^(icmp|tcp)-/, '$1 ');
}

/** A change that keeps all bits but those it sets ("|") or turns over ("^"), else both: "& mask ^ value". */
function formatMarkChange({ op, value, mask }: Extract<Target, { readonly type: 'MARK' | 'CONNMARK' }>): string {
  if (op === 'or' || value === mask) return `| ${formatMark(value)}`;
  return mask === 0 ? `^ ${formatMark(value)}` : `& ${formatMark(~mask)} ^ ${formatMark(value)}`;
}
