import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { nodeNamespace } from '../../../src/engine/dataplane/build/build-network.ts';
import { formatNodeTables } from '../../../src/engine/dataplane/build/ruleset-text.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import { cidr, cluster, node, service } from './fixture-cluster.ts';
import { buildNetwork, formatNodeRuleset } from '../../whole-engine.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
function hash(text: string): string {
  const bits = [...createHash('sha256').update(text).digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  return (bits.match(/.{5}/g) ?? [])
    .slice(0, 16)
    .map((five) => ALPHABET[Number.parseInt(five, 2)])
    .join('');
}

const N1 = node('n1', ['192.168.0.2', '2001:db8::2'], { podCIDRs: [cidr('10.244.0.0/24')] });
const rulesOf = (text: string, part: string): readonly string[] =>
  text
    .slice(text.indexOf(`*${part}`))
    .split('\nCOMMIT')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('-A KUBE-')) ?? [];

test('a load-balanced Service with source ranges, affinity and policy Local', () => {
  const web = service('shop/web', {
    type: 'LoadBalancer',
    clusterIPs: ['10.96.0.10'],
    ports: [{ name: 'http', port: 80, nodePort: 30080 }],
    loadBalancerIPs: [
      { ip: createIp('203.0.113.10'), ipMode: 'VIP' },
      { ip: createIp('203.0.113.11'), ipMode: 'Proxy' },
    ],
    loadBalancerSourceRanges: [cidr('192.168.0.0/24')],
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 32000,
    sessionAffinityTimeout: 10800,
    endpoints: [
      { ip: '10.244.0.5', ports: { http: 8080 }, nodeName: 'n1' },
      { ip: '10.244.1.6', ports: { http: 8080 }, nodeName: 'n2' },
    ],
  });
  const text = formatNodeRuleset(cluster({ nodes: [N1], services: [web] }), 'n1', 4);
  const h = hash('shop/web:httptcp');
  const [one, two] = ['10.244.0.5', '10.244.1.6'].map((ip) => `KUBE-SEP-${hash(`shop/web:httptcp${ip}:8080`)}`);
  const recent = (list: string | undefined, rest: string) =>
    `-m recent ${rest} --name ${list} --mask 255.255.255.255 --rsource`;
  expect(rulesOf(text, 'filter').filter((line) => line.includes('shop/web'))).toEqual([
    '-A KUBE-NODEPORTS -p tcp -m comment --comment "shop/web:http health check node port" -m tcp --dport 32000 -j ACCEPT',
    `-A KUBE-PROXY-FIREWALL -d 203.0.113.10/32 -p tcp -m comment --comment "shop/web:http traffic not accepted by KUBE-FW-${h}" -m tcp --dport 80 -j DROP`,
  ]);
  const nat = rulesOf(text, 'nat').filter((line) => line.includes(h) || line.includes('KUBE-SEP-'));
  expect(nat.filter((line) => !line.includes('recent'))).toEqual([
    `-A KUBE-SERVICES -d 10.96.0.10/32 -p tcp -m comment --comment "shop/web:http cluster IP" -m tcp --dport 80 -j KUBE-SVC-${h}`,
    `-A KUBE-SERVICES -d 203.0.113.10/32 -p tcp -m comment --comment "shop/web:http loadbalancer IP" -m tcp --dport 80 -j KUBE-FW-${h}`,
    `-A KUBE-NODEPORTS -p tcp -m comment --comment "shop/web:http" -m tcp --dport 30080 -j KUBE-EXT-${h}`,
    `-A KUBE-EXT-${h} -s 10.244.0.0/16 -m comment --comment "pod traffic for shop/web:http external destinations" -j KUBE-SVC-${h}`,
    `-A KUBE-EXT-${h} -m comment --comment "masquerade LOCAL traffic for shop/web:http external destinations" -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ`,
    `-A KUBE-EXT-${h} -m comment --comment "route LOCAL traffic for shop/web:http external destinations" -m addrtype --src-type LOCAL -j KUBE-SVC-${h}`,
    `-A KUBE-EXT-${h} -j KUBE-SVL-${h}`,
    `-A KUBE-FW-${h} -s 192.168.0.0/24 -m comment --comment "shop/web:http loadbalancer IP" -j KUBE-EXT-${h}`,
    `-A KUBE-FW-${h} -s 203.0.113.10/32 -m comment --comment "shop/web:http loadbalancer IP" -j KUBE-EXT-${h}`,
    `-A KUBE-FW-${h} -m comment --comment "other traffic to shop/web:http will be dropped by KUBE-PROXY-FIREWALL"`,
    `-A KUBE-SVC-${h} ! -s 10.244.0.0/16 -d 10.96.0.10/32 -p tcp -m comment --comment "shop/web:http cluster IP" -m tcp --dport 80 -j KUBE-MARK-MASQ`,
    `-A KUBE-SVC-${h} -m comment --comment "shop/web:http -> 10.244.0.5:8080" -m statistic --mode random --probability 0.50000000000 -j ${one}`,
    `-A KUBE-SVC-${h} -m comment --comment "shop/web:http -> 10.244.1.6:8080" -j ${two}`,
    `-A KUBE-SVL-${h} -m comment --comment "shop/web:http -> 10.244.0.5:8080" -j ${one}`,
    `-A ${one} -s 10.244.0.5/32 -m comment --comment "shop/web:http" -j KUBE-MARK-MASQ`,
    `-A ${two} -s 10.244.1.6/32 -m comment --comment "shop/web:http" -j KUBE-MARK-MASQ`,
  ]);
  expect(nat.filter((line) => line.includes('recent') && line.includes(String(one)))).toEqual([
    expect.stringContaining(recent(one, '--rcheck --seconds 10800 --reap')),
    expect.stringContaining(recent(one, '--rcheck --seconds 10800 --reap')),
    expect.stringContaining(recent(one, '--set')),
  ]);
});

test('without endpoints: REJECT in filter, nothing in nat', () => {
  const web = service('web', { type: 'NodePort', clusterIPs: ['10.96.0.10'], ports: [{ port: 80, nodePort: 30080 }] });
  const text = formatNodeRuleset(cluster({ nodes: [N1], services: [web] }), 'n1', 4);
  expect(rulesOf(text, 'filter').filter((line) => line.includes('default/web'))).toEqual([
    '-A KUBE-SERVICES -d 10.96.0.10/32 -p tcp -m comment --comment "default/web has no endpoints" -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable',
    '-A KUBE-EXTERNAL-SERVICES -p tcp -m comment --comment "default/web has no endpoints" -m addrtype --dst-type LOCAL -m tcp --dport 30080 -j REJECT --reject-with icmp-port-unreachable',
  ]);
  expect(rulesOf(text, 'nat').filter((line) => line.includes('default/web'))).toEqual([]);
});

test('the fixed chains of both families', () => {
  const four = formatNodeRuleset(cluster({ nodes: [N1] }), 'n1', 4);
  const six = formatNodeRuleset(cluster({ nodes: [N1] }), 'n1', 6);
  expect(rulesOf(four, 'nat')).toEqual([
    '-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS',
    '-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN',
    '-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0',
    '-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
    '-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000',
  ]);
  expect(rulesOf(six, 'nat')[0]).toContain('! -d ::1/128');
  expect(rulesOf(four, 'filter')).toContain(
    '-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections" -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
  );
  expect(rulesOf(six, 'filter').join('\n')).not.toContain('127.0.0.0');
  expect(() => formatNodeRuleset(cluster({ nodes: [N1] }), 'nowhere', 4)).toThrow(RangeError);
});

test('an assumed Service is on the node, but not in the text', () => {
  const dns = service('kube-system/dns', {
    clusterIPs: ['10.96.0.53'],
    ports: [{ port: 53 }],
    assumed: 'CLUSTER_DNS_ASSUMED',
  });
  const text = formatNodeRuleset(cluster({ nodes: [N1], services: [dns] }), 'n1', 4);
  expect(text).not.toContain('kube-system/dns');
  const own = buildNetwork(cluster({ nodes: [N1], services: [dns] }))
    .namespace(nodeNamespace('n1'))
    ?.ruleset(4);
  expect(own === undefined ? '' : formatNodeTables(own)).toContain('kube-system/dns has no endpoints');
});

test('an endpoint’s translation names the module of its protocol, after all that is matched', () => {
  const sticky = service('web', {
    clusterIPs: ['10.96.0.10'],
    ports: [{ port: 80, protocol: 'UDP' }],
    sessionAffinityTimeout: 60,
    endpoints: [{ ip: '10.244.0.5', ports: { '': 8080 }, nodeName: 'n1', protocol: 'UDP' }],
  });
  const text = formatNodeRuleset(cluster({ nodes: [N1], services: [sticky] }), 'n1', 4);
  expect(text).toMatch(
    /-p udp -m comment --comment "default\/web" -m recent --set --name KUBE-SEP-\w+ --mask 255\.255\.255\.255 --rsource -m udp -j DNAT --to-destination 10\.244\.0\.5:8080/,
  );
});

test('a probability is written with ten digits, and printed as the kernel keeps it', () => {
  const endpoints = Array.from({ length: 124 }, (_, at) => ({ ip: `10.244.0.${at + 1}`, ports: { '': 8080 } }));
  const many = service('many', { clusterIPs: ['10.96.0.10'], ports: [{ port: 80 }], endpoints });
  const text = formatNodeRuleset(cluster({ nodes: [N1], services: [many] }), 'n1', 4);
  expect(text).toContain('--probability 0.00806451589 ');
  expect(text).toContain('--probability 0.33333333349 ');
  expect(text).toContain('--probability 0.20000000019 ');
});

test('in each of three tables a chain without rules tells kube-proxy that nobody flushed it', () => {
  const text = formatNodeRuleset(cluster({ nodes: [N1] }), 'n1', 4);
  const tables = [...text.matchAll(/^\*(\w+)\n[^]*?^COMMIT$/gm)];
  expect(tables.map(([, name]) => name)).toEqual(['filter', 'mangle', 'nat']);
  for (const [table] of tables) expect(table).toContain(':KUBE-PROXY-CANARY - [0:0]');
  expect(text).not.toContain('-A KUBE-PROXY-CANARY');
});

test('masqueradeBit is the mark in every rule', () => {
  const text = formatNodeRuleset(cluster({ nodes: [N1], settings: { masqueradeMark: 0x80000000 } }), 'n1', 4);
  expect(text).toContain('-A KUBE-MARK-MASQ -j MARK --set-xmark 0x80000000/0x80000000');
  expect(text).toContain('-A KUBE-POSTROUTING -m mark ! --mark 0x80000000/0x80000000 -j RETURN');
  expect(text).toContain('-A KUBE-POSTROUTING -j MARK --set-xmark 0x80000000/0x0');
  expect(text).toContain('"kubernetes forwarding rules" -m mark --mark 0x80000000/0x80000000 -j ACCEPT');
  expect(text).not.toContain('0x4000');
});
