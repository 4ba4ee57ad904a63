import { describe, expect, test } from 'vitest';
import { nodeNamespace, podNamespace } from '../../../src/engine/dataplane/build/build-network.ts';
import type { ClusterService, ClusterSettings } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import { ruleText } from '../../../src/narration/rule-text.ts';
import { cluster, service } from './fixture-cluster.ts';
import { HOST, ONE, PARTS, TWO, walks, web } from './mode-walk.ts';
import { formatNodeRuleset } from '../../whole-engine.ts';

type Version = ClusterSettings['kubernetesVersion'];

const rules = (version: Version, services: readonly ClusterService[], more: Partial<ClusterSettings> = {}): string =>
  formatNodeRuleset(
    cluster({ ...PARTS, settings: { proxyMode: 'nftables', kubernetesVersion: version, ...more }, services }),
    'n1',
    4,
  );

/** The lines of a set, map or chain, without its frame; undefined: there is none. */
function block(text: string, head: RegExp): readonly string[] | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => head.test(line));
  if (start < 0) return undefined;
  return lines.slice(start + 1, lines.indexOf('\t}', start)).map((line) => line.trim());
}

const PLAIN = service('web', { clusterIPs: ['10.96.0.10'], ports: [{ port: 80 }], endpoints: [ONE, TWO] });

describe('up to 1.35 each endpoint has a chain', () => {
  test('which marks what comes from the endpoint itself', () => {
    const text = rules('1.35', [PLAIN]);
    expect(text).not.toContain('hairpin-connections');
    expect(block(text, /chain mark-for-masquerade/)).toEqual(['meta mark set meta mark | 0x00004000']);
    expect(block(text, /chain endpoint-.*10\.244\.0\.5\/8080/)).toEqual([
      'ip saddr 10.244.0.5 jump mark-for-masquerade',
      'meta l4proto tcp dnat to 10.244.0.5:8080',
    ]);
    expect(rules('1.31', [PLAIN])).toBe(text);
  });
});

describe('since 1.36 a Service chain draws an address from a map', () => {
  test('without a chain for each endpoint and without a chain that marks', () => {
    const text = rules('1.36', [PLAIN]);
    expect(block(text, /chain service-[A-Z2-7]{8}-/)).toEqual([
      'meta l4proto tcp dnat ip to numgen random mod 2 map { 0 : 10.244.0.5 . 8080, 1 : 10.244.1.6 . 8080 }',
    ]);
    expect(text).not.toMatch(/chain endpoint-|mark-for-masquerade/);
  });

  test('the set of hairpin connections holds the endpoints of this node', () => {
    const text = rules('1.36', [PLAIN, web({ clusterIPs: ['10.96.0.11'], endpoints: [ONE, TWO, HOST] })]);
    expect(block(text, /set hairpin-connections/)).toEqual([
      'type ipv4_addr . ipv4_addr . inet_proto . inet_service',
      'comment "service hairpin connections"',
      'elements = { 10.244.0.5 . 10.244.0.5 . tcp . 8080 }',
    ]);
  });

  test('the mark is set where it is decided, and one rule masquerades what carries it', () => {
    const text = rules('1.36', [web({ clusterIPs: ['10.96.0.11'] })]);
    expect(block(text, /chain services/)?.[0]).toBe(
      'ip daddr @cluster-ips ip saddr != 10.244.0.0/16 meta mark set meta mark | 0x00004000 comment "masquerade clusterIP traffic from outside cluster"',
    );
    expect(block(text, /chain external-/)?.[0]).toBe('meta mark set meta mark | 0x00004000 comment "masquerade"');
    expect(block(text, /chain masquerading/)).toEqual([
      'meta mark & 0x00004000 != 0x00000000 meta mark set meta mark ^ 0x00004000 masquerade fully-random',
      'ct status dnat ip saddr . ip daddr . meta l4proto . th dport @hairpin-connections masquerade fully-random',
    ]);
  });

  test('masqueradeAll marks everything for a clusterIP; without local traffic detection nothing is', () => {
    const all = block(rules('1.36', [PLAIN], { masqueradeAll: true }), /chain services/);
    expect(all?.[0]).toBe(
      'ip daddr @cluster-ips meta mark set meta mark | 0x00004000 comment "masquerade all clusterIP traffic"',
    );
    const none = block(rules('1.36', [PLAIN], { localDetector: { mode: 'none' } }), /chain services/);
    expect(none?.[0]).toMatch(/vmap @service-ips$/);
  });

  test('policy Local: what the node itself sends is marked, with the reason', () => {
    const text = rules('1.36', [web({ externalTrafficPolicy: 'Local' })]);
    expect(block(text, /chain external-/)?.slice(1, 3)).toEqual([
      'fib saddr type local meta mark set meta mark | 0x00004000 comment "masquerade local traffic"',
      expect.stringMatching(/^fib saddr type local goto service-.* comment "short-circuit local traffic"$/),
    ]);
  });

  test('affinity remembers an endpoint by its chain, which marks nothing', () => {
    const text = rules('1.36', [{ ...PLAIN, sessionAffinityTimeout: 60 }]);
    expect(block(text, /chain endpoint-.*10\.244\.0\.5\/8080/)).toEqual([
      expect.stringMatching(/^update @affinity-.* \{ ip saddr \}$/),
      'meta l4proto tcp dnat to 10.244.0.5:8080',
    ]);
    expect(block(text, /chain service-[A-Z2-7]{8}-/)).toHaveLength(3);
    expect(block(text, /chain service-[A-Z2-7]{8}-/)?.[2]).toMatch(/^numgen random mod 2 vmap \{ 0 : goto endpoint-/);
  });

  test('a Service with one endpoint has a map of one, and none since 1.37', () => {
    const one = {
      ...PLAIN,
      ...service('web', { clusterIPs: ['10.96.0.10'], ports: [{ port: 80 }], endpoints: [ONE] }),
    };
    expect(block(rules('1.36', [one]), /chain service-[A-Z2-7]{8}-/)).toEqual([
      'meta l4proto tcp dnat ip to numgen random mod 1 map { 0 : 10.244.0.5 . 8080 }',
    ]);
    expect(block(rules('1.37', [one]), /chain service-[A-Z2-7]{8}-/)).toEqual([
      'meta l4proto tcp dnat to 10.244.0.5:8080',
    ]);
  });

  test('masqueradeBit is the mark in every rule', () => {
    const text = rules('1.36', [web()], { masqueradeMark: 1 << 20 });
    expect(text).toContain('meta mark set meta mark | 0x00100000 comment "masquerade"');
    expect(text).toContain('meta mark & 0x00100000 != 0x00000000 meta mark set meta mark ^ 0x00100000 masquerade');
    expect(text).not.toContain('0x00004000');
  });
});

const settings = (kubernetesVersion: Version): Partial<ClusterSettings> => ({ kubernetesVersion });

describe.each(['1.35', '1.36', '1.37'] as const)('a walk under %s', (version) => {
  const ends = (from: string, services: readonly ClusterService[], to = '10.96.0.10', port = 80): readonly string[] =>
    walks('nftables', services, { from, to, port, parts: { ...PARTS, settings: settings(version) } }).map(
      ({ there, end, reply }) => `${end}, ${there.masqueraded ? 'masqueraded' : 'as it is'}, ${reply ?? 'no reply'}`,
    );

  test('an endpoint that reaches itself sees the node', () => {
    const found = ends(podNamespace('default', 'one'), [PLAIN]);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/^ACCEPTED pod\/default\/one from 10\.244\.0\.1:\d+, masqueraded, ACCEPTED/);
    expect(found[1]).toMatch(/^ACCEPTED pod\/default\/two from 10\.244\.0\.5:\d+, as it is, ACCEPTED/);
  });

  test('also where the Service has the port of its pods', () => {
    const same = service('web', { clusterIPs: ['10.96.0.10'], ports: [{ port: 8080 }], endpoints: [ONE] });
    const found = ends(podNamespace('default', 'one'), [same], '10.96.0.10', 8080);
    expect(found).toEqual([
      expect.stringMatching(/^ACCEPTED pod\/default\/one from 10\.244\.0\.1:\d+, masqueraded, ACC/),
    ]);
  });

  test('what a node sends to a clusterIP is masqueraded', () => {
    for (const found of ends(nodeNamespace('n1'), [PLAIN])) expect(found).toMatch(/, masqueraded, ACCEPTED/);
  });

  test('a NodePort of another node is masqueraded and comes back', () => {
    const found = ends(nodeNamespace('n1'), [web()], '192.168.0.3', 30080);
    expect(found).toHaveLength(2);
    for (const one of found) expect(one).toMatch(/^ACCEPTED .*, masqueraded, ACCEPTED/);
  });
});

test('of many endpoints only the one drawn is shown, as nft prints it', () => {
  const many = Array.from({ length: 5 }, (_, at) => ({
    ip: `10.244.1.${at + 20}`,
    ports: { '': 8080 },
    nodeName: 'n2',
  }));
  const [first] = walks(
    'nftables',
    [service('web', { clusterIPs: ['10.96.0.10'], ports: [{ port: 80 }], endpoints: many })],
    {
      from: podNamespace('default', 'client'),
      to: '10.96.0.10',
      port: 80,
      parts: { ...PARTS, settings: settings('1.36') },
    },
  );
  const texts = first?.there.hops.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.type === 'RULE' ? [ruleText(step)] : [])),
  );
  expect(texts).toContain('meta l4proto tcp dnat ip to numgen random mod 5 map { …, 0 : 10.244.1.20 . 8080, … }');
});
