import { describe, expect, test } from 'vitest';
import { createFib } from '../../../src/engine/linux/namespace/fib.ts';
import { kernelRoutes } from '../../../src/engine/linux/namespace/kernel-routes.ts';
import type { Interface } from '../../../src/engine/linux/namespace/namespace.ts';
import type { Route } from '../../../src/engine/linux/model/routes.ts';
import type { Match, Rule } from '../../../src/engine/linux/model/netfilter.ts';
import { formatAddress, formatRoute, formatRuleset } from '../../../src/engine/linux/print/print.ts';
import { formatRule } from '../../../src/engine/linux/print/print-rule.ts';
import { KERNEL } from '../../../src/engine/linux/model/origin.ts';
import { cidr, createTable, filterChain, ip, loopback, rule } from './tiny-cluster.ts';

// The expected lines are what iptables-save 1.8 and iproute2 print for the same rules and routes on a Linux 6 host.

const tcp: Match = { type: 'protocol', protocol: 'TCP' };
const udp: Match = { type: 'protocol', protocol: 'UDP' };
const comment = (text: string): Match => ({ type: 'comment', text });

const RULES: readonly (readonly [string, Rule])[] = [
  [
    '! -s 10.0.0.0/8 -d 10.0.0.1/32 -i eth+ -p tcp -m comment --comment "a b: \\"c\\"" -m tcp --dport 80:90 -j KUBE-SVC',
    rule(
      { type: 'JUMP', chain: 'KUBE-SVC' },
      comment('a b: "c"'),
      tcp,
      { type: 'dport', from: 80, to: 90 },
      { type: 'inInterface', name: 'eth+' },
      { type: 'destination', cidr: cidr('10.0.0.1/32') },
      { type: 'source', cidr: cidr('10.0.0.0/8'), negate: true },
    ),
  ],
  [
    '-m comment --comment plain-x_1 -m statistic --mode random --probability 0.33333333349 -j MARK --set-xmark 0x4000/0x4000',
    rule({ type: 'MARK', op: 'or', value: 0x4000, mask: 0x4000 }, comment('plain-x_1'), {
      type: 'statistic',
      probability: 0.33333333333,
    }),
  ],
  [
    '-m mark ! --mark 0x4000/0x4000 -j RETURN',
    rule({ type: 'RETURN' }, { type: 'mark', value: 0x4000, mask: 0x4000, negate: true }),
  ],
  ['-j MARK --set-xmark 0x4000/0x0', rule({ type: 'MARK', op: 'xset', value: 0x4000, mask: 0 })],
  [
    '-p udp -m udp --sport 5 ! --dport 53 -m addrtype ! --dst-type LOCAL -j DNAT --to-destination 10.0.0.2:53',
    rule(
      { type: 'DNAT', ip: ip('10.0.0.2'), port: 53 },
      udp,
      { type: 'sport', from: 5, to: 5 },
      { type: 'dport', from: 53, to: 53, negate: true },
      { type: 'addrtype', of: 'destination', is: 'LOCAL', negate: true },
    ),
  ],
  [
    '-m recent --rcheck --seconds 10800 --reap --name KS --mask 255.255.255.255 --rsource -m mark --mark 0x1',
    rule(
      undefined,
      { type: 'recent', list: 'KS', mode: 'rcheck', seconds: 10800 },
      { type: 'mark', value: 1, mask: 0xffffffff },
    ),
  ],
  [
    '-m conntrack --ctstate INVALID,RELATED,ESTABLISHED -g NEXT',
    rule({ type: 'GOTO', chain: 'NEXT' }, { type: 'ctstate', states: ['RELATED', 'ESTABLISHED', 'INVALID'] }),
  ],
  [
    '-m set --match-set PORTS dst,dst -j ACCEPT',
    rule({ type: 'ACCEPT' }, { type: 'set', set: 'PORTS', fields: ['destinationIP', 'protocol', 'destinationPort'] }),
  ],
  ['-p tcp -j SNAT --to-source :99', rule({ type: 'SNAT', port: 99 }, tcp)],
  ['-j MASQUERADE --random-fully', rule({ type: 'MASQUERADE', randomFully: true })],
  ['-j REJECT --reject-with icmp-port-unreachable', rule({ type: 'REJECT' })],
  [
    '-s fd00::1/128 -p ipv6-icmp -j REJECT --reject-with icmp6-port-unreachable',
    rule({ type: 'REJECT' }, { type: 'protocol', protocol: 'ICMP' }, { type: 'source', cidr: cidr('fd00::1/128') }),
  ],
  ['-j DNAT --to-destination [fd00::1]:80', rule({ type: 'DNAT', ip: ip('fd00::1'), port: 80 })],
];

test.each(RULES)('%s', (text, written) => {
  expect(formatRule(written)).toBe(text);
});

test('a whole table', () => {
  const table = createTable({
    name: 'filter',
    base: [filterChain('forward', 'DROP', rule({ type: 'JUMP', chain: 'MINE' }))],
    chains: { MINE: [rule(undefined)] },
  });
  expect(formatRuleset({ tables: [table] })).toBe(
    '*filter\n:FORWARD DROP [0:0]\n:MINE - [0:0]\n-A FORWARD -j MINE\n-A MINE\nCOMMIT\n',
  );
});

const eth0: Interface = {
  kind: 'ethernet',
  name: 'eth0',
  mac: '02:42:00:00:00:01',
  mtu: 1500,
  addresses: [{ ip: ip('10.1.2.3'), prefixLength: 24 }],
  segment: 'lan',
  origin: KERNEL,
};

describe('routes', () => {
  const cni = { program: 'cni' };
  const added = (route: Partial<Route>): Route => ({
    destination: cidr('10.8.0.0/16'),
    type: 'unicast',
    nexthops: [],
    metric: 0,
    origin: cni,
    ...route,
  });

  test('what the kernel adds for addresses', () => {
    const routes = createFib(kernelRoutes([loopback(), eth0], 4)).routes();
    expect(routes.map(formatRoute)).toEqual([
      'local 10.1.2.3 dev eth0 proto kernel scope host src 10.1.2.3',
      'local 127.0.0.1 dev lo proto kernel scope host src 127.0.0.1',
      'local 127.0.0.0/8 dev lo proto kernel scope host src 127.0.0.1',
      '10.1.2.0/24 dev eth0 proto kernel scope link src 10.1.2.3',
    ]);
    expect(kernelRoutes([loopback()], 6).map(formatRoute)).toEqual([
      'local ::1 dev lo proto kernel metric 0 pref medium',
    ]);
  });

  test('what programs add', () => {
    const via = (last: number, weight = 1) => ({ device: 'eth0', via: ip(`10.1.2.${last}`), weight });
    expect(formatRoute(added({ destination: cidr('0.0.0.0/0'), nexthops: [via(9)] }))).toBe(
      'default via 10.1.2.9 dev eth0',
    );
    expect(formatRoute(added({ type: 'blackhole' }))).toBe('blackhole 10.8.0.0/16');
    expect(formatRoute(added({ nexthops: [via(8), via(7, 2)] }))).toBe(
      '10.8.0.0/16\n\tnexthop via 10.1.2.8 dev eth0 weight 1\n\tnexthop via 10.1.2.7 dev eth0 weight 2',
    );
  });

  test('local before main, then the longest prefix, then the lowest metric', () => {
    const far = added({ destination: cidr('10.1.2.3/32'), nexthops: [{ device: 'far', weight: 1 }] });
    const fib = createFib([far, added({ metric: 5 }), added({ metric: 1 }), ...kernelRoutes([eth0], 4)]);
    expect(fib.lookup(ip('10.1.2.3'))?.type).toBe('local');
    expect(fib.lookup(ip('10.8.1.1'))?.metric).toBe(1);
    expect(fib.lookup(ip('10.9.1.1'))).toBeUndefined();
  });
});

test('addresses', () => {
  expect(formatAddress({ ...eth0, master: 'br0' }, 2).split('\n')).toEqual([
    '2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 master br0 state UP',
    '    link/ether 02:42:00:00:00:01 brd ff:ff:ff:ff:ff:ff',
    '    inet 10.1.2.3/24 scope global eth0',
  ]);
});
