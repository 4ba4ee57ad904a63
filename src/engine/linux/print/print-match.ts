import type { Protocol } from '../../net/flow.ts';
import type { IpFamily, Port } from '../../net/ip.ts';
import type { ConntrackState, Match } from '../model/netfilter.ts';

type HeadMatch = Extract<
  Match,
  { readonly type: 'source' | 'destination' | 'inInterface' | 'outInterface' | 'protocol' }
>;

/** iptables-save prints these first, in this order, wherever they stood. Linux iptables/iptables.c print_rule4. */
const HEAD: readonly HeadMatch['type'][] = ['source', 'destination', 'inInterface', 'outInterface', 'protocol'];

/** `-s`, `-d`, `-i`, `-o` and `-p`. */
export function formatMatchHead(matches: readonly Match[], family: IpFamily): readonly string[] {
  return matches
    .filter(isHead)
    .filter((match) => !matchesEverything(match))
    .sort((a, b) => HEAD.indexOf(a.type) - HEAD.indexOf(b.type))
    .map((match) => `${match.negate === true ? '! ' : ''}${formatHead(match, family)}`);
}

function isHead(match: Match): match is HeadMatch {
  return HEAD.some((type) => type === match.type);
}

function matchesEverything(match: HeadMatch): boolean {
  if (match.negate === true || (match.type !== 'source' && match.type !== 'destination')) return false;
  return match.cidr.endsWith('/0');
}

function formatHead(match: HeadMatch, family: IpFamily): string {
  switch (match.type) {
    case 'source':
      return `-s ${match.cidr}`;
    case 'destination':
      return `-d ${match.cidr}`;
    case 'inInterface':
      return `-i ${match.name}`;
    case 'outInterface':
      return `-o ${match.name}`;
    case 'protocol':
      return `-p ${formatProtocol(match.protocol, family)}`;
  }
}

/** As in /etc/protocols: "tcp", "ipv6-icmp". */
export function formatProtocol(protocol: Protocol, family: IpFamily): string {
  return protocol === 'ICMP' && family === 6 ? 'ipv6-icmp' : protocol.toLowerCase();
}

/** Everything with `-m`, in the rule's order; source and destination ports share one `-m tcp`. */
export function formatMatches(matches: readonly Match[], family: IpFamily): readonly string[] {
  const protocol = matches.find((match) => match.type === 'protocol')?.protocol ?? 'TCP';
  const parts: string[] = [];
  let portsOpen = false;
  for (const match of matches) {
    const ports = match.type === 'sport' || match.type === 'dport';
    if (ports && !portsOpen) parts.push(`-m ${formatProtocol(protocol, family)}`);
    portsOpen = ports || (portsOpen && isHead(match));
    if (!isHead(match)) parts.push(formatModule(match, family));
  }
  const asked = matches.some((match) => match.type === 'sport' || match.type === 'dport');
  const loaded = matches.some((match) => match.type === 'protocol' && match.loaded === true);
  return loaded && !asked ? [...parts, `-m ${formatProtocol(protocol, family)}`] : parts;
}

const FULL_MARK = 0xffff_ffff;
const STATISTIC_SCALE = 2 ** 31;
const STATISTIC_DIGITS = 11;
/** As programs write it for iptables-restore. */
const WRITTEN_DIGITS = 10;
const STATE_ORDER: readonly ConntrackState[] = [
  'INVALID',
  'NEW',
  'RELATED',
  'ESTABLISHED',
  'UNTRACKED',
  'SNAT',
  'DNAT',
];
const MASK = { 4: '255.255.255.255', 6: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff' } as const;

function formatModule(match: Exclude<Match, HeadMatch>, family: IpFamily): string {
  const not = 'negate' in match && match.negate === true ? '! ' : '';
  switch (match.type) {
    case 'comment':
      return `-m comment --comment ${quote(match.text)}`;
    case 'sport':
      return `${not}--sport ${formatPorts(match)}`;
    case 'dport':
      return `${not}--dport ${formatPorts(match)}`;
    case 'dports':
      return `-m multiport ${not}--dports ${match.ports.join(',')}`;
    case 'mark':
      return `-m mark ${not}--mark ${formatMark(match.value, match.mask)}`;
    case 'ctstate':
      return `-m conntrack ${not}--ctstate ${STATE_ORDER.filter((state) => match.states.includes(state)).join(',')}`;
    case 'ctstatus':
      return `-m conntrack ${not}--ctstatus ${match.status}`;
    case 'statistic':
      return `-m statistic --mode random --probability ${formatProbability(match.probability)}`;
    case 'addrtype':
      return `-m addrtype ${not}--${match.of === 'source' ? 'src' : 'dst'}-type ${match.is}${match.limit === undefined ? '' : ` --limit-iface-${match.limit}`}`;
    case 'addresses':
      throw new Error('iptables has no sets without a name');
    case 'set': {
      const flags = match.fields
        .filter((field) => field !== 'protocol')
        .map((field) => (field.startsWith('source') ? 'src' : 'dst'));
      return `-m set ${not}--match-set ${match.set} ${flags.join(',')}`;
    }
    case 'owner':
      return `-m owner ${not}--${match.of}-owner ${match.id}`;
    case 'recent':
      return formatRecent(match, family);
  }
}

function formatPorts({ from, to }: { readonly from: Port; readonly to: Port }): string {
  return from === to ? String(from) : `${from}:${to}`;
}

function formatMark(value: number, mask: number): string {
  return mask >>> 0 === FULL_MARK ? formatHex(value) : `${formatHex(value)}/${formatHex(mask)}`;
}

/** "0x4000" */
export function formatHex(value: number): string {
  return `0x${(value >>> 0).toString(16)}`;
}

/** The kernel keeps a probability as a multiple of 2⁻³¹, so a third prints as 0.33333333349. */
function formatProbability(probability: number): string {
  const written = Number(probability.toFixed(WRITTEN_DIGITS));
  return (Math.round(written * STATISTIC_SCALE) / STATISTIC_SCALE).toFixed(STATISTIC_DIGITS);
}

/** kube-proxy always asks to reap with the seconds. */
function formatRecent({ list, mode, seconds }: Extract<Match, { readonly type: 'recent' }>, family: IpFamily): string {
  const age = seconds === undefined ? '' : ` --seconds ${seconds} --reap`;
  return `-m recent --${mode}${age} --name ${list} --mask ${MASK[family]} --rsource`;
}

/** iptables/libxtables/xtables.c xtables_save_string: quoted unless made of letters, digits, "_" and "-" only. */
function quote(text: string): string {
  return /^[\w-]+$/.test(text) ? text : `"${text.replace(/["\\']/g, '\\$&')}"`;
}
