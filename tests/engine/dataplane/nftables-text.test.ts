import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { nodeNamespace } from '../../../src/engine/dataplane/build/build-network.ts';
import { hashAndTruncate } from '../../../src/engine/dataplane/proxy/nftables/names.ts';
import { formatNodeTables } from '../../../src/engine/dataplane/build/ruleset-text.ts';
import type { ClusterService } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import { cidr, cluster, node, service } from './fixture-cluster.ts';
import { buildNetwork, formatNodeRuleset } from '../../whole-engine.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
function named(text: string): string {
  const bits = [...createHash('sha256').update(text).digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const letters = (bits.match(/.{5}/g) ?? []).slice(0, 8).map((five) => ALPHABET[Number.parseInt(five, 2)]);
  return `${letters.join('')}-${text}`;
}

const N1 = node('n1', ['192.168.0.2', '2001:db8::2'], { podCIDRs: [cidr('10.244.0.0/24')] });
const parts = (services: readonly ClusterService[]) =>
  cluster({ settings: { proxyMode: 'nftables' }, nodes: [N1], services });
const textOf = (services: readonly ClusterService[], family: 4 | 6 = 4): string =>
  formatNodeRuleset(parts(services), 'n1', family);

/** The lines of a set, map or chain, without its frame; undefined when there is none. */
function block(text: string, head: string): readonly string[] | undefined {
  const lines = text.split('\n');
  const start = lines.indexOf(`\t${head} {`);
  if (start < 0) return undefined;
  return lines.slice(start + 1, lines.indexOf('\t}', start)).map((line) => line.trim());
}

/** Without what is the same whatever Services there are. */
const STATIC = [
  'table ip kube-proxy {',
  '\tcomment "rules for kube-proxy"',
  '\tset cluster-ips {',
  '\t\ttype ipv4_addr',
  '\t\tcomment "Active ClusterIPs"',
  '\t}',
  '',
  '\tset nodeport-ips {',
  '\t\ttype ipv4_addr',
  '\t\tcomment "IPs that accept NodePort traffic"',
  '\t\telements = { 192.168.0.2 }',
  '\t}',
  '',
  '\tmap no-endpoint-services {',
  '\t\ttype ipv4_addr . inet_proto . inet_service : verdict',
  '\t\tcomment "vmap to drop or reject packets to services with no endpoints"',
  '\t}',
  '',
  '\tmap no-endpoint-nodeports {',
  '\t\ttype inet_proto . inet_service : verdict',
  '\t\tcomment "vmap to drop or reject packets to service nodeports with no endpoints"',
  '\t}',
  '',
  '\tmap firewall-ips {',
  '\t\ttype ipv4_addr . inet_proto . inet_service : verdict',
  '\t\tcomment "destinations that are subject to LoadBalancerSourceRanges"',
  '\t}',
  '',
  '\tmap service-ips {',
  '\t\ttype ipv4_addr . inet_proto . inet_service : verdict',
  '\t\tcomment "ClusterIP, ExternalIP and LoadBalancer IP traffic"',
  '\t}',
  '',
  '\tmap service-nodeports {',
  '\t\ttype inet_proto . inet_service : verdict',
  '\t\tcomment "NodePort traffic"',
  '\t}',
  '',
  '\tchain filter-prerouting-pre-dnat {',
  '\t\ttype filter hook prerouting priority dstnat - 10; policy accept;',
  '\t\tct state new jump firewall-check',
  '\t}',
  '',
  '\tchain filter-output-pre-dnat {',
  '\t\ttype filter hook output priority -110; policy accept;',
  '\t\tct state new jump firewall-check',
  '\t}',
  '',
  '\tchain filter-input {',
  '\t\ttype filter hook input priority filter; policy accept;',
  '\t\tct state new jump nodeport-endpoints-check',
  '\t\tct state new jump service-endpoints-check',
  '\t}',
  '',
  '\tchain filter-forward {',
  '\t\ttype filter hook forward priority filter; policy accept;',
  '\t\tct state new jump service-endpoints-check',
  '\t\tct state new jump cluster-ips-check',
  '\t}',
  '',
  '\tchain filter-output {',
  '\t\ttype filter hook output priority filter; policy accept;',
  '\t\tct state new jump service-endpoints-check',
  '\t\tct state new jump cluster-ips-check',
  '\t}',
  '',
  '\tchain nat-prerouting {',
  '\t\ttype nat hook prerouting priority dstnat; policy accept;',
  '\t\tjump services',
  '\t}',
  '',
  '\tchain nat-output {',
  '\t\ttype nat hook output priority -100; policy accept;',
  '\t\tjump services',
  '\t}',
  '',
  '\tchain nat-postrouting {',
  '\t\ttype nat hook postrouting priority srcnat; policy accept;',
  '\t\tjump masquerading',
  '\t}',
  '',
  '\tchain services {',
  '\t\tip daddr . meta l4proto . th dport vmap @service-ips',
  '\t\tip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports',
  '\t}',
  '',
  '\tchain nodeport-endpoints-check {',
  '\t\tip daddr @nodeport-ips meta l4proto . th dport vmap @no-endpoint-nodeports',
  '\t}',
  '',
  '\tchain cluster-ips-check {',
  '\t\tip daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"',
  '\t\tip daddr 10.96.0.0/16 drop comment "Drop traffic to unallocated ClusterIPs"',
  '\t}',
  '',
  '\tchain service-endpoints-check {',
  '\t\tip daddr . meta l4proto . th dport vmap @no-endpoint-services',
  '\t}',
  '',
  '\tchain firewall-check {',
  '\t\tip daddr . meta l4proto . th dport vmap @firewall-ips',
  '\t}',
  '',
  '\tchain masquerading {',
  '\t\tmeta mark & 0x00004000 == 0x00000000 return',
  '\t\tmeta mark set meta mark ^ 0x00004000',
  '\t\tmasquerade fully-random',
  '\t}',
  '',
  '\tchain mark-for-masquerade {',
  '\t\tmeta mark set meta mark | 0x00004000',
  '\t}',
  '',
  '\tchain reject-chain {',
  '\t\tcomment "helper for @no-endpoint-services / @no-endpoint-nodeports"',
  '\t\treject',
  '\t}',
  '}',
  '',
];

test('the table without Services', () => {
  expect(textOf([]).split('\n')).toEqual(STATIC);
});

const TWO = [
  { ip: '10.244.0.5', ports: { http: 8080 }, nodeName: 'n1' },
  { ip: '10.244.1.6', ports: { http: 8080 }, nodeName: 'n2' },
];

test('a load-balanced Service with source ranges, affinity and policy Local', () => {
  const web = service('shop/web', {
    type: 'LoadBalancer',
    clusterIPs: ['10.96.0.10'],
    ports: [{ name: 'http', port: 80, nodePort: 30080 }],
    loadBalancerIPs: [
      { ip: createIp('203.0.113.10'), ipMode: 'VIP' },
      { ip: createIp('203.0.113.11'), ipMode: 'Proxy' },
    ],
    loadBalancerSourceRanges: [cidr('192.168.0.0/24'), cidr('198.51.100.7/32')],
    externalTrafficPolicy: 'Local',
    sessionAffinityTimeout: 10890,
    endpoints: TWO,
  });
  const text = textOf([web]);
  const own = named('shop/web/tcp/http');
  const [one, two] = ['10.244.0.5', '10.244.1.6'].map((ip) => named(`shop/web/tcp/http__${ip}/8080`));
  expect(block(text, 'set cluster-ips')?.at(-1)).toBe('elements = { 10.96.0.10 }');
  expect(block(text, 'map service-ips')?.slice(2)).toEqual([
    `elements = { 10.96.0.10 . tcp . 80 : goto service-${own},`,
    `203.0.113.10 . tcp . 80 : goto external-${own} }`,
  ]);
  expect(block(text, 'map service-nodeports')?.slice(2)).toEqual([`elements = { tcp . 30080 : goto external-${own} }`]);
  expect(block(text, 'map firewall-ips')?.slice(2)).toEqual([
    `elements = { 203.0.113.10 . tcp . 80 : goto firewall-${own} }`,
  ]);
  expect(block(text, `set affinity-${one}`)).toEqual([
    'type ipv4_addr',
    'size 65535',
    'flags dynamic,timeout',
    'timeout 3h1m30s',
  ]);
  expect(block(text, `chain service-${own}`)).toEqual([
    'ip daddr 10.96.0.10 ip saddr != 10.244.0.0/16 jump mark-for-masquerade',
    `ip saddr @affinity-${one} goto endpoint-${one}`,
    `ip saddr @affinity-${two} goto endpoint-${two}`,
    `numgen random mod 2 vmap { 0 : goto endpoint-${one}, 1 : goto endpoint-${two} }`,
  ]);
  expect(block(text, `chain local-${own}`)).toEqual([
    `ip saddr @affinity-${one} goto endpoint-${one}`,
    `numgen random mod 1 vmap { 0 : goto endpoint-${one} }`,
  ]);
  expect(block(text, `chain external-${own}`)).toEqual([
    `ip saddr 10.244.0.0/16 goto service-${own} comment "short-circuit pod traffic"`,
    'fib saddr type local jump mark-for-masquerade comment "masquerade local traffic"',
    `fib saddr type local goto service-${own} comment "short-circuit local traffic"`,
    `goto local-${own}`,
  ]);
  expect(block(text, `chain firewall-${own}`)).toEqual([
    'ip saddr != { 192.168.0.0/24, 198.51.100.7, 203.0.113.10 } drop',
  ]);
  expect(block(text, `chain endpoint-${two}`)).toEqual([
    'ip saddr 10.244.1.6 jump mark-for-masquerade',
    `update @affinity-${two} { ip saddr }`,
    'meta l4proto tcp dnat to 10.244.1.6:8080',
  ]);
});

test('policy Cluster masquerades; a port without name; what has no endpoint is in the other maps', () => {
  const plain = service('shop/plain', {
    type: 'NodePort',
    clusterIPs: ['10.96.0.11'],
    ports: [{ port: 80, nodePort: 30081, protocol: 'UDP' }],
    endpoints: [{ ip: '10.244.0.5', ports: { '': 53 }, protocol: 'UDP' }],
  });
  const empty = service('shop/empty', {
    type: 'NodePort',
    clusterIPs: ['10.96.0.12'],
    ports: [{ name: 'p', port: 80, nodePort: 30082 }],
  });
  const remote = service('shop/remote', {
    clusterIPs: ['10.96.0.13'],
    ports: [{ name: 'http', port: 80 }],
    internalTrafficPolicy: 'Local',
    endpoints: TWO.slice(1),
  });
  const text = textOf([plain, empty, remote]);
  const own = named('shop/plain/udp/');
  expect(block(text, `chain external-${own}`)).toEqual(['jump mark-for-masquerade', `goto service-${own}`]);
  expect(block(text, 'map service-ips')?.slice(2)).toEqual([
    `elements = { 10.96.0.11 . udp . 80 : goto service-${own} }`,
  ]);
  expect(block(text, 'map no-endpoint-services')?.slice(2)).toEqual([
    'elements = { 10.96.0.12 . tcp . 80 comment "shop/empty:p" : goto reject-chain,',
    '10.96.0.13 . tcp . 80 comment "shop/remote:http" : drop }',
  ]);
  expect(block(text, 'map no-endpoint-nodeports')?.slice(2)).toEqual([
    'elements = { tcp . 30082 comment "shop/empty:p" : goto reject-chain }',
  ]);
  expect(text).not.toMatch(/chain \w+-[A-Z2-7]{8}-shop\/(empty|remote)/);
});

test('IPv6: its own table, dots for colons in names, every address where none is primary', () => {
  const six = service('shop/six', {
    clusterIPs: ['fd00:10:96::a'],
    ports: [{ name: 'http', port: 80 }],
    endpoints: [{ ip: 'fd00:10:244::5', ports: { http: 8080 } }],
  });
  const text = textOf([six], 6);
  const endpoint = named('shop/six/tcp/http__fd00.10.244..5/8080');
  expect(text.split('\n')[0]).toBe('table ip6 kube-proxy {');
  expect(block(text, 'set nodeport-ips')?.at(-1)).toBe('elements = { 2001:db8::2 }');
  expect(block(text, `chain endpoint-${endpoint}`)).toEqual([
    'ip6 saddr fd00:10:244::5 jump mark-for-masquerade',
    'meta l4proto tcp dnat to [fd00:10:244::5]:8080',
  ]);
  expect(block(text, 'chain cluster-ips-check')).toHaveLength(1);
  const only4 = cluster({ settings: { proxyMode: 'nftables' }, nodes: [node('n1', ['192.168.0.2'])], services: [six] });
  const anywhere = formatNodeRuleset(only4, 'n1', 6);
  expect(block(anywhere, 'set nodeport-ips')).toBeUndefined();
  expect(block(anywhere, 'chain services')?.[1]).toBe(
    'fib daddr type local ip6 daddr != ::1 meta l4proto . th dport vmap @service-nodeports',
  );
  expect(block(anywhere, 'chain nodeport-endpoints-check')).toEqual([
    'ip6 daddr != ::1 meta l4proto . th dport vmap @no-endpoint-nodeports',
  ]);
});

test('a name over 240 characters is cut, and told apart by its hash', () => {
  const long = 'a'.repeat(250);
  expect(hashAndTruncate(long)).toBe(`${named(long).slice(0, 237)}...`);
  expect(hashAndTruncate('a'.repeat(231))).toBe(named('a'.repeat(231)));
});

test('the tables of iptables beside it hold what other programs wrote', () => {
  const namespace = buildNetwork(parts([])).namespace(nodeNamespace('n1'));
  const text = namespace === undefined ? '' : formatNodeTables(namespace.ruleset(4));
  expect(text).toContain('-A INPUT -j KUBE-FIREWALL');
  expect(text).not.toContain('KUBE-SERVICES');
});

test('nodes share the chains and map elements of a Service, and a lookup makes those of no other', () => {
  const asked = new Set<string>();
  const many = Array.from({ length: 300 }, (_, index) => {
    const one = service(`default/s${index}`, {
      clusterIPs: [`10.96.${Math.floor(index / 100)}.${(index % 100) + 1}`],
      ports: [{ name: 'http', port: 80 }],
      endpoints: TWO,
    });
    return { ...one, endpoints: (family: 4 | 6) => (asked.add(one.name), one.endpoints(family)) };
  });
  const nodes = [N1, node('n2', ['192.168.0.3'])];
  const network = buildNetwork(cluster({ settings: { proxyMode: 'nftables' }, nodes, services: many }));
  const found = ['n1', 'n2'].map((name) => {
    const table = network
      .namespace(nodeNamespace(name))
      ?.ruleset(4)
      .tables.find((one) => one.nft !== undefined);
    const element = table?.nft?.map('service-ips')?.lookup('10.96.2.50,TCP,80');
    return { element, chain: table?.chain(`service-${named('default/s249/tcp/http')}`) };
  });
  expect(found[0]?.element?.verdict).toEqual({ type: 'GOTO', chain: `service-${named('default/s249/tcp/http')}` });
  expect(found[0]?.chain).toBeDefined();
  expect(found[1]?.element).toBe(found[0]?.element);
  expect(found[1]?.chain).toBe(found[0]?.chain);
  expect([...asked]).toEqual(['s249']);
});
