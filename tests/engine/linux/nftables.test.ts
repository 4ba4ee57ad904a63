import { describe, expect, test } from 'vitest';
import { branches, type Choose } from '../../../src/engine/linux/model/choice.ts';
import { createNamespace } from './host.ts';
import { runHook } from '../../../src/engine/linux/netfilter/hooks.ts';
import type {
  BaseChain,
  MapElement,
  Match,
  NamedSet,
  Rule,
  Target,
  Verdict,
} from '../../../src/engine/linux/model/netfilter.ts';
import type { Table, Transit } from '../../../src/engine/linux/namespace/namespace.ts';
import { KERNEL } from '../../../src/engine/linux/model/origin.ts';
import { formatTable } from '../../../src/engine/linux/print/print.ts';
import { formatNftRule, printMatched } from '../../../src/engine/linux/print/print-nft-rule.ts';
import { createSession, type WalkSession } from '../../../src/engine/linux/namespace/session.ts';
import { createTraceBuilder } from '../../../src/engine/linux/namespace/trace-builder.ts';
import { stepOrigin, stepTarget, type RuleStep } from '../../../src/engine/linux/model/trace.ts';
import { NFT_MACHINE } from '../../../src/engine/linux/netfilter/verdict-map.ts';
import { cidr, createTable, filterChain, ip, loopback, rule } from './tiny-cluster.ts';

const FLOW = {
  protocol: 'TCP',
  sourceIP: ip('10.0.0.1'),
  sourcePort: 40000,
  destinationIP: ip('10.0.0.2'),
  destinationPort: 80,
} as const;

const SERVICE = { program: 'kube-proxy', subject: { kind: 'Service', namespace: 'shop', name: 'web' } };
const KEY = ['destinationIP', 'protocol', 'destinationPort'] as const;
const VMAP: Target = { type: 'VMAP', map: 'services', fields: KEY };
const element = (key: string, verdict: Verdict, comment?: string): MapElement =>
  comment === undefined ? { key, verdict, origin: SERVICE } : { key, verdict, comment, origin: SERVICE };

interface Parts {
  readonly rules: readonly Rule[];
  readonly chains?: Readonly<Record<string, readonly Rule[]>>;
  readonly elements?: readonly MapElement[];
  readonly sets?: Readonly<Record<string, NamedSet>>;
  readonly base?: Partial<BaseChain>;
}

function nftTable({ rules, chains = {}, elements = [], sets = {}, base = {} }: Parts): Table {
  const map = {
    fields: KEY,
    comment: 'all of them',
    lookup: (key: string) => elements.find((one) => one.key === key),
    elements: () => elements,
  };
  return {
    ...createTable({ name: 'mine', base: [{ ...filterChain('forward', 'ACCEPT', ...rules), ...base }], chains }),
    set: (name) => sets[name],
    nft: {
      comment: 'a table',
      setNames: () => Object.keys(sets),
      map: (name) => (name === 'services' ? map : undefined),
      mapNames: () => ['services'],
      machine: NFT_MACHINE,
      print: printMatched,
    },
  };
}

function judge(tables: readonly Table[], session: WalkSession = createSession(() => 0)) {
  const namespace = createNamespace({
    id: 'host',
    origin: KERNEL,
    interfaces: () => [loopback()],
    ruleset: () => ({ tables }),
  });
  const trace = createTraceBuilder(FLOW);
  trace.enter('host');
  const transit: Transit = {
    network: { namespace: () => namespace, segment: () => undefined },
    session,
    trace,
    answer: false,
    header: { ...FLOW, ttl: 64, mark: 0 },
    tracking: undefined,
    masqueraded: false,
    inside: [],
  };
  const ended = runHook(transit, { namespace, hook: 'forward', inInterface: 'eth0', outInterface: 'cali1' });
  trace.add({
    type: 'SOCKET',
    action: 'ACCEPTED',
    packet: transit.header,
    detail: { protocol: 'TCP', ip: FLOW.sourceIP, port: 1 },
  });
  const [hop] = trace.finish({ disposition: 'ACCEPTED', final: transit.header, end: 'host', masqueraded: false }).hops;
  const rules = (hop?.steps ?? []).filter((step): step is RuleStep => step.type === 'RULE');
  const places = rules.map(({ action, detail }) => `${detail.chain} ${detail.index}/${detail.of} ${action}`);
  return { disposition: ended?.disposition ?? 'ACCEPT', rules, places, evaluated: hop?.rulesEvaluated };
}

describe('a verdict map', () => {
  const verdicts: readonly (readonly [Verdict, string, readonly string[]])[] = [
    [{ type: 'DROP' }, 'DROPPED', ['FORWARD 1/2 DROP']],
    [{ type: 'ACCEPT' }, 'ACCEPT', ['FORWARD 1/2 ACCEPT']],
    [{ type: 'RETURN' }, 'ACCEPT', ['FORWARD 1/2 RETURN']],
    [{ type: 'JUMP', chain: 'own' }, 'REJECTED', ['FORWARD 1/2 JUMP', 'own 1/1 COUNTED', 'FORWARD 2/2 REJECT']],
    [{ type: 'GOTO', chain: 'own' }, 'ACCEPT', ['FORWARD 1/2 GOTO', 'own 1/1 COUNTED']],
  ];
  test.each(verdicts)('%j', (verdict, disposition, places) => {
    const table = nftTable({
      rules: [rule(VMAP), rule({ type: 'REJECT' })],
      chains: { own: [rule(undefined)] },
      elements: [element('10.0.0.9,TCP,80', { type: 'ACCEPT' }), element('10.0.0.2,TCP,80', verdict)],
    });
    expect(judge([table])).toMatchObject({ disposition, places });
  });

  test('without an element the rule does not match, which is one comparison', () => {
    const elements = [element('10.0.0.2,UDP,80', { type: 'DROP' }), element('10.0.0.2,TCP,81', { type: 'DROP' })];
    expect(judge([nftTable({ rules: [rule(VMAP)], elements })])).toMatchObject({
      disposition: 'ACCEPT',
      places: [],
      evaluated: 1,
    });
  });

  test('is not asked when another match of the rule fails', () => {
    const elements = [element('10.0.0.2,TCP,80', { type: 'DROP' })];
    const other: Match = { type: 'source', cidr: cidr('10.9.0.0/16') };
    expect(judge([nftTable({ rules: [rule(VMAP, other)], elements })]).disposition).toBe('ACCEPT');
  });

  test('the step says which element decided, and for whom', () => {
    const found = element('10.0.0.2,TCP,80', { type: 'DROP' }, 'shop/web');
    const [step] = judge([nftTable({ rules: [rule(VMAP)], elements: [found] })]).rules;
    if (step === undefined) throw new Error('no step');
    expect(step.detail).toMatchObject({
      found: { ...found, map: 'services' },
      nft: printMatched,
      rule: { target: VMAP },
    });
    expect(stepOrigin(step)).toBe(SERVICE);
    expect(stepTarget(step)).toEqual({ type: 'DROP' });
  });
});

test('numgen branches into its verdicts, each with the same chance; one alone is no choice', () => {
  const verdicts: readonly Verdict[] = ['a', 'b', 'c'].map((chain) => ({ type: 'GOTO', chain }));
  const chains = { a: [rule(undefined)], b: [rule({ type: 'DROP' })], c: [rule({ type: 'REJECT' })] };
  const run = (list: readonly Verdict[]) => (choose: Choose) =>
    judge([nftTable({ rules: [rule({ type: 'NUMGEN', verdicts: list })], chains })], createSession(choose));
  const found = [...branches(run(verdicts))];
  expect(found.map(({ value }) => value.disposition)).toEqual(['ACCEPT', 'DROPPED', 'REJECTED']);
  for (const { probability, value } of found) {
    expect(probability).toBeCloseTo(1 / 3);
    expect(value.rules[0]?.detail.chance).toBeCloseTo(1 / 3);
  }
  const alone = [...branches(run(verdicts.slice(1, 2)))];
  expect(alone).toMatchObject([{ probability: 1, choices: [], value: { disposition: 'DROPPED' } }]);
  expect(alone[0]?.value.rules[0]?.detail.chance).toBeUndefined();
});

describe('sets', () => {
  const dynamic: NamedSet = { has: () => false, listing: { fields: ['sourceIP'], timeout: 90, keys: () => [] } };
  const known: Match = { type: 'set', set: 'clients', fields: ['sourceIP'] };
  const update: Target = { type: 'UPDATE', set: 'clients', fields: ['sourceIP'] };

  test('an UPDATE is remembered for the packets that follow, per namespace and walk', () => {
    const table = nftTable({ rules: [rule({ type: 'DROP' }, known), rule(update)], sets: { clients: dynamic } });
    const session = createSession(() => 0);
    expect(judge([table], session)).toMatchObject({ disposition: 'ACCEPT', places: ['FORWARD 2/2 UPDATE'] });
    expect(judge([table], session).disposition).toBe('DROPPED');
    expect(judge([table]).disposition).toBe('ACCEPT');
    expect([...session.elements('host', 'clients')]).toEqual(['10.0.0.1']);
    expect([...session.elements('other', 'clients')]).toEqual([]);
  });

  test.each([
    [['10.0.0.0/30'], false, 'DROPPED'],
    [['10.9.0.0/16', '10.0.0.1/32'], false, 'DROPPED'],
    [['10.9.0.0/16', '10.0.0.2/32'], false, 'ACCEPT'],
    [['10.9.0.0/16', '10.0.0.2/32'], true, 'DROPPED'],
  ] as const)('anonymous: source in %j, negated %s', (texts, negate, disposition) => {
    const match: Match = { type: 'addresses', of: 'source', cidrs: texts.map(cidr), negate };
    expect(judge([nftTable({ rules: [rule({ type: 'DROP' }, match)] })]).disposition).toBe(disposition);
  });

  test('what the table does not have is refused', () => {
    const walk =
      (target: Target, ...matches: readonly Match[]) =>
      () =>
        judge([nftTable({ rules: [rule(target, ...matches)], sets: { fixed: new Set<string>() as NamedSet } })]);
    expect(walk({ type: 'DROP' }, known)).toThrow('no set clients');
    expect(walk(update)).toThrow('no dynamic set clients');
    expect(walk({ ...update, set: 'fixed' })).toThrow('no dynamic set fixed');
    expect(walk({ ...VMAP, map: 'none' })).toThrow('no map none');
    expect(walk({ type: 'NUMGEN', verdicts: [] })).toThrow('numgen random mod 0');
    const iptables = createTable({ name: 'filter', base: [filterChain('forward', 'ACCEPT', rule(VMAP))] });
    expect(() => judge([iptables])).toThrow('none of nftables');
  });
});

const PRINTED: readonly (readonly [string, Rule])[] = [
  ['ip daddr . meta l4proto . th dport vmap @services', rule(VMAP)],
  [
    'ip saddr != 10.9.0.0/16 ct state established,related drop comment "why"',
    rule(
      { type: 'DROP' },
      { type: 'source', cidr: cidr('10.9.0.0/16'), negate: true },
      { type: 'comment', text: 'why' },
      { type: 'ctstate', states: ['ESTABLISHED', 'RELATED'] },
    ),
  ],
  ['ip daddr 10.9.0.1 reject', rule({ type: 'REJECT' }, { type: 'destination', cidr: cidr('10.9.0.1/32') })],
  [
    'ip saddr != { 10.8.0.1, 10.9.0.0/16 } accept',
    rule(
      { type: 'ACCEPT' },
      { type: 'addresses', of: 'source', cidrs: [cidr('10.9.0.0/16'), cidr('10.8.0.1/32')], negate: true },
    ),
  ],
  [
    'ip daddr 10.9.0.0/16 drop',
    rule({ type: 'DROP' }, { type: 'addresses', of: 'destination', cidrs: [cidr('10.9.0.0/16')] }),
  ],
  [
    'iifname "veth*" oifname != "eth0" jump x',
    rule(
      { type: 'JUMP', chain: 'x' },
      { type: 'inInterface', name: 'veth+' },
      { type: 'outInterface', name: 'eth0', negate: true },
    ),
  ],
  ['fib saddr type local goto x', rule({ type: 'GOTO', chain: 'x' }, { type: 'addrtype', of: 'source', is: 'LOCAL' })],
  [
    'meta mark & 0x00004000 != 0x00004000 return',
    rule({ type: 'RETURN' }, { type: 'mark', value: 0x4000, mask: 0x4000, negate: true }),
  ],
  ['meta mark set meta mark | 0x00004000', rule({ type: 'MARK', op: 'or', value: 0x4000, mask: 0x4000 })],
  ['meta mark set meta mark ^ 0x00004000', rule({ type: 'MARK', op: 'xset', value: 0x4000, mask: 0 })],
  ['meta mark set meta mark | 0x00000020', rule({ type: 'MARK', op: 'xset', value: 0x20, mask: 0x20 })],
  ['meta mark set meta mark & 0xffffffcf ^ 0x00000020', rule({ type: 'MARK', op: 'xset', value: 0x20, mask: 0x30 })],
  [
    'meta l4proto sctp th dport 80-90 dnat to 10.9.0.1:8080',
    rule(
      { type: 'DNAT', ip: ip('10.9.0.1'), port: 8080 },
      { type: 'protocol', protocol: 'SCTP' },
      { type: 'dport', from: 80, to: 90 },
    ),
  ],
  [
    'ip saddr @clients snat to :99',
    rule({ type: 'SNAT', port: 99 }, { type: 'set', set: 'clients', fields: ['sourceIP'] }),
  ],
  ['reject with tcp reset', rule({ type: 'REJECT', with: 'tcp-reset' })],
  ['reject with icmp host-unreachable', rule({ type: 'REJECT', with: 'icmp-host-unreachable' })],
  ['reject with icmpv6 no-route', rule({ type: 'REJECT', with: 'icmp6-no-route' })],
  ['masquerade fully-random', rule({ type: 'MASQUERADE', randomFully: true })],
  ['update @clients { ip saddr }', rule({ type: 'UPDATE', set: 'clients', fields: ['sourceIP'] })],
  [
    'numgen random mod 2 vmap { 0 : goto a, 1 : drop }',
    rule({ type: 'NUMGEN', verdicts: [{ type: 'GOTO', chain: 'a' }, { type: 'DROP' }] }),
  ],
];

test.each(PRINTED)('%s', (text, written) => {
  expect(formatNftRule(written, 4)).toBe(text);
  expect(formatNftRule(written, 6)).toBe(text.replaceAll(/\bip (?=[sd]addr)/g, 'ip6 '));
});

test('neither printer has words for what only the other knows', () => {
  const chance = rule({ type: 'DROP' }, { type: 'statistic', probability: 0.5 });
  expect(() => formatNftRule(chance, 4)).toThrow('statistic');
  const iptables = createTable({ name: 'filter', base: [filterChain('forward', 'ACCEPT', rule(VMAP))] });
  expect(() => formatTable(iptables)).toThrow('VMAP');
});

test('a whole table', () => {
  const table = nftTable({
    rules: [rule(VMAP)],
    base: { name: 'first', hook: 'prerouting', priority: -110 },
    chains: { own: [rule({ type: 'DROP' })] },
    elements: [
      element('10.0.0.2,TCP,80', { type: 'GOTO', chain: 'own' }),
      element('10.0.0.3,UDP,53', { type: 'DROP' }, 'shop/web'),
    ],
    sets: {
      addresses: { has: () => true, listing: { fields: ['sourceIP'], keys: () => ['10.0.0.1', '10.0.0.2'] } },
      clients: { has: () => false, listing: { fields: ['sourceIP'], timeout: 97_261, keys: () => [] } },
    },
  });
  expect(formatTable(table)).toBe(`table ip mine {
	comment "a table"
	set addresses {
		type ipv4_addr
		elements = { 10.0.0.1,
			     10.0.0.2 }
	}

	set clients {
		type ipv4_addr
		size 65535
		flags dynamic,timeout
		timeout 1d3h1m1s
	}

	map services {
		type ipv4_addr . inet_proto . inet_service : verdict
		comment "all of them"
		elements = { 10.0.0.2 . tcp . 80 : goto own,
			     10.0.0.3 . udp . 53 comment "shop/web" : drop }
	}

	chain first {
		type filter hook prerouting priority dstnat - 10; policy accept;
		ip daddr . meta l4proto . th dport vmap @services
	}

	chain own {
		drop
	}
}`);
});

test.each([
  ['prerouting', -100, 'dstnat'],
  ['output', -100, '-100'],
  ['postrouting', 105, 'srcnat + 5'],
  ['input', 100, '100'],
  ['forward', 0, 'filter'],
  ['forward', -10, 'filter - 10'],
  ['forward', -11, '-11'],
] as const)('priority at %s %d is %s', (hook, priority, text) => {
  expect(formatTable(nftTable({ rules: [], base: { hook, priority } }))).toContain(
    `hook ${hook} priority ${text}; policy`,
  );
});
