import { describe, expect, test } from 'vitest';
import { branches, type Choose } from '../../../src/engine/linux/model/choice.ts';
import { createNamespace } from './host.ts';
import { runHook } from '../../../src/engine/linux/netfilter/hooks.ts';
import type { BaseChain, Match, Rule } from '../../../src/engine/linux/model/netfilter.ts';
import type { Table, Transit } from '../../../src/engine/linux/namespace/namespace.ts';
import { KERNEL } from '../../../src/engine/linux/model/origin.ts';
import { createSession } from '../../../src/engine/linux/namespace/session.ts';
import { createTraceBuilder } from '../../../src/engine/linux/namespace/trace-builder.ts';
import type { RuleStep, Step } from '../../../src/engine/linux/model/trace.ts';
import { cidr, createTable, filterChain, ip, loopback, natChain, rule } from './tiny-cluster.ts';

const FLOW = {
  protocol: 'TCP',
  sourceIP: ip('10.0.0.1'),
  sourcePort: 40000,
  destinationIP: ip('10.0.0.2'),
  destinationPort: 80,
} as const;

function judge(
  tables: readonly Table[],
  { hook = 'forward', choose = () => 0 }: { hook?: BaseChain['hook']; choose?: Choose } = {},
) {
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
    session: createSession(choose),
    trace,
    answer: false,
    header: { ...FLOW, ttl: 64, mark: 0 },
    tracking: undefined,
    masqueraded: false,
    inside: [],
  };
  const ended = runHook(transit, { namespace, hook, inInterface: 'eth0', outInterface: 'cali1' });
  const ending = { disposition: 'ACCEPTED', final: transit.header, end: 'host', masqueraded: false } as const;
  trace.add({
    type: 'SOCKET',
    action: 'ACCEPTED',
    packet: transit.header,
    detail: { protocol: 'TCP', ip: FLOW.sourceIP, port: 1 },
  });
  const hop = trace.finish(ending).hops[0];
  const steps: readonly Step[] = hop?.steps ?? [];
  const rules = steps.filter((step): step is RuleStep => step.type === 'RULE');
  const places = rules.map(({ action, detail }) => `${detail.chain} ${detail.index}/${detail.of} ${action}`);
  return {
    disposition: ended?.disposition ?? 'ACCEPT',
    places,
    rules,
    evaluated: hop?.rulesEvaluated,
    header: transit.header,
  };
}

const forward = (chains: Readonly<Record<string, readonly Rule[]>>, ...rules: readonly Rule[]) =>
  createTable({ name: 'filter', base: [filterChain('forward', 'ACCEPT', ...rules)], chains });

describe('traversal', () => {
  test('JUMP comes back, RETURN and the end of a chain too; MARK goes on', () => {
    const { places, disposition, header } = judge([
      forward(
        {
          ONE: [
            rule({ type: 'MARK', op: 'xset', value: 0x10, mask: 0xff }),
            rule({ type: 'RETURN' }),
            rule({ type: 'DROP' }),
          ],
        },
        rule({ type: 'JUMP', chain: 'ONE' }),
        rule(undefined),
        rule({ type: 'REJECT' }),
      ),
    ]);
    expect(places).toEqual([
      'FORWARD 1/3 JUMP',
      'ONE 1/3 MARK',
      'ONE 2/3 RETURN',
      'FORWARD 2/3 COUNTED',
      'FORWARD 3/3 REJECT',
    ]);
    expect(disposition).toBe('REJECTED');
    expect(header.mark).toBe(0x10);
  });

  test('GOTO does not come back', () => {
    const { places, disposition } = judge([
      forward({ ONE: [rule(undefined)] }, rule({ type: 'GOTO', chain: 'ONE' }), rule({ type: 'DROP' })),
    ]);
    expect(places).toEqual(['FORWARD 1/2 GOTO', 'ONE 1/1 COUNTED']);
    expect(disposition).toBe('ACCEPT');
  });

  test('ACCEPT ends one base chain; the next table still sees the packet', () => {
    const second = createTable({ name: 'late', base: [{ ...filterChain('forward', 'DROP'), priority: 10 }] });
    expect(judge([second, forward({}, rule({ type: 'ACCEPT' }))]).disposition).toBe('DROPPED');
  });

  test('base chains run by priority, not by table order', () => {
    const early = createTable({
      name: 'early',
      base: [{ ...filterChain('forward', 'ACCEPT', rule(undefined)), priority: -10 }],
    });
    const { rules } = judge([forward({}, rule(undefined)), early]);
    expect(rules.map(({ detail }) => detail.table)).toEqual(['early', 'filter']);
  });

  test('an index is honoured, the place reported is the true one', () => {
    const chain = {
      ...filterChain('forward', 'ACCEPT', rule({ type: 'DROP' }), rule({ type: 'DROP' }), rule(undefined)),
      candidates: () => [2],
    };
    const { places, evaluated } = judge([createTable({ name: 'filter', base: [chain] })]);
    expect(places).toEqual(['FORWARD 3/3 COUNTED']);
    expect(evaluated).toBe(3);
  });

  test('what is counted is what the kernel compares, with an index or without', () => {
    const rules = Array.from({ length: 20 }, (_, index) =>
      rule({ type: 'ACCEPT' }, { type: 'dport', from: index, to: index }),
    );
    const jumped = (own: readonly Rule[], candidates?: () => readonly number[]) => {
      const { places, evaluated } = judge([
        {
          ...forward({}, rule({ type: 'JUMP', chain: 'OWN' }), rule(undefined)),
          chain: () => ({ name: 'OWN', rules: own, ...(candidates === undefined ? {} : { candidates }) }),
        },
      ]);
      return [places.at(-1), evaluated];
    };
    const hit = rules.with(6, rule({ type: 'ACCEPT' }));
    expect(jumped(hit)).toEqual(['OWN 7/20 ACCEPT', 8]);
    expect(jumped(hit, () => [6])).toEqual(['OWN 7/20 ACCEPT', 8]);
    const back = rules.with(6, rule({ type: 'RETURN' }));
    expect(jumped(back, () => [3, 6])).toEqual(['FORWARD 2/2 COUNTED', 9]);
    // Nothing matches: the whole chain was compared.
    expect(jumped(rules)).toEqual(['FORWARD 2/2 COUNTED', 22]);
    expect(jumped(rules, () => [])).toEqual(['FORWARD 2/2 COUNTED', 22]);
  });

  test('what the kernel would not have loaded throws', () => {
    const strange = { type: 'moon' } as unknown as Match;
    expect(() => judge([forward({}, rule({ type: 'DROP' }, strange))])).toThrow(/cannot be interpreted/);
    expect(() => judge([forward({}, rule({ type: 'JUMP', chain: 'NONE' }))])).toThrow(/no chain NONE/);
    const around = {
      A: [rule({ type: 'JUMP', chain: 'B' } as const)],
      B: [rule({ type: 'GOTO', chain: 'A' } as const)],
    };
    expect(() => judge([forward(around, rule({ type: 'JUMP', chain: 'A' }))])).toThrow(/too deep/);
    expect(() => judge([forward({}, rule({ type: 'DNAT', ip: FLOW.sourceIP }))])).toThrow(/outside of a nat chain/);
  });

  test('raw sees the packet before conntrack', () => {
    const invalid = rule(undefined, { type: 'ctstate', states: ['INVALID'] });
    const fresh = rule(undefined, { type: 'ctstate', states: ['NEW'] });
    const raw = createTable({
      name: 'raw',
      base: [{ ...filterChain('prerouting', 'ACCEPT', invalid, fresh), priority: -300 }],
    });
    const mangle = createTable({
      name: 'mangle',
      base: [{ ...filterChain('prerouting', 'ACCEPT', invalid, fresh), priority: -150 }],
    });
    const { rules } = judge([mangle, raw], { hook: 'prerouting' });
    expect(rules.map(({ detail }) => `${detail.table} ${detail.index}`)).toEqual(['raw 1', 'mangle 2']);
  });

  test('once translated, later nat rules of the hook are not run', () => {
    const to = (last: number) => rule({ type: 'DNAT', ip: ip(`10.1.0.${last}`), port: 8080 });
    const first = createTable({ name: 'one', base: [natChain('prerouting', to(1), to(2))] });
    const second = createTable({ name: 'two', base: [natChain('prerouting', to(3))] });
    const { places, header } = judge([first, second], { hook: 'prerouting' });
    expect(places).toEqual(['PREROUTING 1/2 DNAT']);
    expect(header).toMatchObject({ destinationIP: '10.1.0.1', destinationPort: 8080 });
  });

  test('a statistic match branches, and only where the rest of the rule holds', () => {
    const third: Match = { type: 'statistic', probability: 0.25 };
    const table = forward(
      {},
      rule({ type: 'DROP' }, third, { type: 'dport', from: 81, to: 90 }),
      rule({ type: 'DROP' }, third),
    );
    const all = [...branches((choose) => judge([table], { choose }))];
    expect(all.map(({ value, probability }) => [value.disposition, probability])).toEqual([
      ['DROPPED', 0.25],
      ['ACCEPT', 0.75],
    ]);
    expect(all[0]?.value.rules[0]?.detail.chance).toBe(0.25);
  });
});

const MATCHES: readonly (readonly [Match, boolean])[] = [
  [{ type: 'comment', text: 'x' }, true],
  [{ type: 'protocol', protocol: 'UDP' }, false],
  [{ type: 'protocol', protocol: 'UDP', negate: true }, true],
  [{ type: 'source', cidr: cidr('10.0.0.0/24') }, true],
  [{ type: 'destination', cidr: cidr('10.0.0.0/24'), negate: true }, false],
  [{ type: 'inInterface', name: 'eth0' }, true],
  [{ type: 'inInterface', name: 'eth' }, false],
  [{ type: 'outInterface', name: 'cali+' }, true],
  [{ type: 'sport', from: 40000, to: 40001 }, true],
  [{ type: 'dport', from: 81, to: 90 }, false],
  [{ type: 'mark', value: 0x1, mask: 0x1 }, false],
  [{ type: 'mark', value: 0x1, mask: 0x1, negate: true }, true],
  [{ type: 'ctstate', states: ['NEW'] }, false],
  [{ type: 'statistic', probability: 1 }, true],
  [{ type: 'statistic', probability: 0 }, false],
  [{ type: 'addrtype', of: 'destination', is: 'LOCAL' }, false],
  [{ type: 'addrtype', of: 'source', is: 'LOCAL', negate: true }, true],
  [{ type: 'set', set: 'ports', fields: ['destinationIP', 'protocol', 'destinationPort'] }, true],
  [{ type: 'set', set: 'ports', fields: ['sourceIP'], negate: true }, true],
  [{ type: 'recent', list: 'a', mode: 'rcheck', seconds: 9 }, false],
  [{ type: 'recent', list: 'a', mode: 'set' }, true],
];

test.each(MATCHES)('%j → %s', (match, matches) => {
  const table = createTable({
    name: 'filter',
    base: [filterChain('forward', 'ACCEPT', rule({ type: 'DROP' }, match))],
    sets: { ports: ['10.0.0.2,TCP,80'] },
  });
  expect(judge([table]).disposition).toBe(matches ? 'DROPPED' : 'ACCEPT');
});

test('a trace refuses steps that do not continue', () => {
  const trace = createTraceBuilder(FLOW);
  const packet = { ...FLOW, ttl: 64, mark: 0 };
  const sent = {
    type: 'SOCKET',
    action: 'SENT',
    packet,
    detail: { protocol: 'TCP', ip: FLOW.sourceIP, port: 1 },
  } as const;
  expect(() => trace.add(sent)).toThrow(/outside of any hop/);
  trace.enter('a');
  expect(() => trace.enter('b')).toThrow(/empty hop/);
  trace.add(sent);
  expect(() => trace.add({ ...sent, packet: { ...packet, ttl: 1 } })).toThrow(/must not change ttl/);
  const entry = { original: FLOW, reply: FLOW };
  expect(() =>
    trace.add({ type: 'TRANSLATE', action: 'DNAT', packet, detail: { changes: [], entry, origin: KERNEL } }),
  ).toThrow(/without a change/);
});
