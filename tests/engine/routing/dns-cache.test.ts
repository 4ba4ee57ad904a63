import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { formatRuleset } from '../../../src/engine/linux/print/print.ts';
import type { Leg } from '../../../src/engine/routing/outcome/outcome.ts';
import { shopObjects, shopRouter, traced } from './shop.ts';

const labels = { 'k8s-app': 'node-local-dns' };
const args = ['-localip', '__PILLAR__LOCAL__DNS__,__PILLAR__DNS__SERVER__', '-conf', '/etc/Corefile'];
const ports = [
  { name: 'dns', containerPort: 53, protocol: 'UDP' },
  { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
];
const CACHE: readonly RawObject[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'node-local-dns', namespace: 'kube-system', labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          hostNetwork: true,
          dnsPolicy: 'Default',
          containers: [{ name: 'node-cache', image: 'k8s-dns-node-cache', args, ports }],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kube-dns-upstream', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    spec: {
      clusterIP: '10.96.0.11',
      selector: { 'k8s-app': 'kube-dns' },
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
        { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
      ],
    },
  },
];

const clientsOf = (more: readonly RawObject[]) => shopObjects({ more: [...CACHE, ...more] });

function lookups(to: string, more: readonly RawObject[] = []) {
  const [outcome] = traced(shopRouter(clientsOf(more)), { from: { pod: 'shop/client' }, to }).outcomes;
  const legs = (outcome?.legs ?? []).flatMap((leg: Leg) => (leg.kind === 'DNS' ? [leg] : []));
  return { outcome, legs };
}

describe('NodeLocal DNSCache', () => {
  test('takes the query on the node of the client, at the address of the cluster DNS, untracked and untranslated', () => {
    const { outcome, legs } = lookups('http://web/');
    expect(outcome?.disposition).toBe('ACCEPTED');
    const [query] = legs;
    expect(query?.request).toMatchObject({ end: 'node/node-1', disposition: 'ACCEPTED' });
    expect(query?.reply).toMatchObject({ end: 'pod/shop/client', disposition: 'ACCEPTED' });
    const steps = query?.request.hops.at(-1)?.steps.map(({ type, action }) => `${type} ${action}`) ?? [];
    expect(steps).toContain('RULE NOTRACK');
    expect(steps.some((step) => step.startsWith('CONNTRACK') || step.startsWith('TRANSLATE'))).toBe(false);
  });

  test('asks the cluster DNS behind it by TCP, at a Service of its own', () => {
    const [, upstream, ...rest] = lookups('http://web/').legs;
    expect(rest).toEqual([]);
    expect(upstream?.lookup).toMatchObject({ server: '10.96.0.11', rcode: 'NOERROR' });
    expect(upstream?.request.flow.protocol).toBe('TCP');
    expect(upstream?.request.end).toMatch(/^pod\/kube-system\/coredns/);
  });

  test('asks its node itself for names outside, and the cluster DNS for what the search list makes of them', () => {
    const { legs } = lookups('http://www.example.com/');
    expect(legs.map(({ lookup }) => [lookup.server, lookup.questions.length])).toEqual([
      ['10.96.0.10', 8],
      ['10.96.0.11', 6],
      ['192.0.2.53', 2],
    ]);
  });

  test('can have an address of its own, which the kubelet tells the pods', () => {
    const kubelet: RawObject = {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      metadata: { name: 'kubelet' },
      clusterDNS: ['169.254.20.10'],
    };
    const { legs, outcome } = lookups('http://web/', [kubelet]);
    expect(outcome?.disposition).toBe('ACCEPTED');
    expect(legs[0]?.request.flow.destinationIP).toBe('169.254.20.10');
    expect(legs[0]?.request.end).toBe('node/node-1');
  });

  test('writes the rules one would find on the node', () => {
    const ruleset = shopRouter(clientsOf([])).network.namespace('node/node-1')?.ruleset(4);
    const text = ruleset === undefined ? '' : formatRuleset(ruleset);
    expect(text).toContain(
      '-A PREROUTING -d 10.96.0.10/32 -p udp -m udp --dport 53 -m comment --comment "NodeLocal DNS Cache: skip conntrack" -j CT --notrack',
    );
    expect(text.indexOf('*raw')).toBeLessThan(text.indexOf('*nat'));
  });

  test('without it the same query is translated by kube-proxy', () => {
    const router = shopRouter();
    const [outcome] = traced(router, { from: { pod: 'shop/client' }, to: 'http://web/' }).outcomes;
    expect(outcome?.legs[0]?.request.end).toMatch(/^pod\/kube-system\/coredns/);
    expect(formatRuleset(router.network.namespace('node/node-1')?.ruleset(4) ?? { tables: [] })).not.toContain('*raw');
  });

  describe('that is given its Corefile', () => {
    const block = (zone: string, ...lines: readonly string[]): string =>
      [`${zone}:53 {`, 'errors', 'cache 30', 'loop', ...lines, '}'].join('\n');
    const BIND = 'bind __PILLAR__LOCAL__DNS__ __PILLAR__DNS__SERVER__';
    const CENTRAL = 'forward . __PILLAR__CLUSTER__DNS__ {\n force_tcp\n}';
    const cluster = block('__PILLAR__DNS__DOMAIN__', BIND, CENTRAL);
    const rest = block('.', BIND, 'forward . __PILLAR__UPSTREAM__SERVERS__');
    const config = (name: string, data: Readonly<Record<string, string>>): RawObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'kube-system' },
      data,
    });
    const given = (...blocks: readonly string[]) => config('node-local-dns', { Corefile: blocks.join('\n') });
    const asked = (to: string, ...more: readonly RawObject[]) =>
      lookups(to, more).legs.map(({ lookup, request }) => [
        lookup.server,
        request.flow.protocol,
        lookup.questions.length,
        lookup.rcode,
      ]);

    test('asks as the manifest of Kubernetes has it', () => {
      expect(asked('http://web/', given(cluster, rest))).toEqual([
        ['10.96.0.10', 'UDP', 2, 'NOERROR'],
        ['10.96.0.11', 'TCP', 2, 'NOERROR'],
      ]);
      expect(asked('http://www.example.com/', given(cluster, rest)).map(([server]) => server)).toEqual([
        '10.96.0.10',
        '10.96.0.11',
        '192.0.2.53',
      ]);
    });

    test('asks by UDP what is not forced to TCP', () => {
      const [, central] = asked('http://web/', given(block('cluster.local', BIND, 'forward . 10.96.0.11'), rest));
      expect(central?.slice(0, 2)).toEqual(['10.96.0.11', 'UDP']);
    });

    test('asks the servers of a zone of its own, and those of the stub domains of kube-dns', () => {
      const corp = given(cluster, rest, block('corp.example', BIND, 'forward . 192.0.2.77'));
      expect(asked('http://db.corp.example./', corp).map(([server]) => server)).toEqual(['10.96.0.10', '192.0.2.77']);
      const stubs = config('kube-dns', { stubDomains: '{"corp.example": ["192.0.2.78"]}' });
      expect(asked('http://db.corp.example./', given(cluster, rest), stubs).map(([server]) => server)).toEqual([
        '10.96.0.10',
        '192.0.2.78',
      ]);
    });

    test('asks upstream servers of kube-dns by UDP in place of those of its node', () => {
      const upstream = config('kube-dns', { upstreamNameservers: '["192.0.2.79"]' });
      const tcp = block('.', BIND, 'forward . __PILLAR__UPSTREAM__SERVERS__ {\n force_tcp\n}');
      expect(asked('http://www.example.com./', given(cluster, tcp), upstream)[1]?.slice(0, 2)).toEqual([
        '192.0.2.79',
        'UDP',
      ]);
      expect(asked('http://www.example.com./', given(cluster, tcp))[1]?.[1]).toBe('TCP');
    });

    test('refuses at an address that no server of it is bound to', () => {
      const elsewhere = given(block('.', 'bind 169.254.20.10', 'forward . /etc/resolv.conf'));
      expect(asked('http://web/', elsewhere)).toEqual([['10.96.0.10', 'UDP', 8, 'REFUSED']]);
    });

    test('ends where it forwards to itself, which is told with the line to put in its place', () => {
      const { outcome } = lookups('http://web/', [
        given(block('cluster.local', BIND, 'forward . 10.96.0.10 {\n force_tcp\n}'), rest),
      ]);
      expect(outcome?.cause).toMatchObject({
        code: 'DNS_UNREACHABLE',
        detail: { is: 'HALTED', forward: '10.96.0.10' },
        object: { kind: 'ConfigMap', name: 'node-local-dns' },
        fix: { detail: { line: 'forward . __PILLAR__CLUSTER__DNS__' } },
      });
      const { value } = outcome?.cause?.fix ?? {};
      expect(lookups('http://web/', [given(String(value))]).outcome?.disposition).toBe('ACCEPTED');
    });

    test('of which a plugin is not followed says so', () => {
      const remarks = (...blocks: readonly string[]) =>
        traced(shopRouter(clientsOf([given(...blocks)])), { from: { pod: 'shop/client' }, to: 'http://web/' })
          .notConsidered ?? [];
      expect(remarks(block('cluster.local', BIND, 'etcd', CENTRAL), rest)).toMatchObject([
        { code: 'COREFILE_ANSWERS', detail: { line: 'etcd' } },
      ]);
      expect(remarks(cluster, rest)).toEqual([]);
    });
  });

  const policy = (to: object): RawObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'sending', namespace: 'shop' },
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: {} }] }, { to: [to] }] },
  });

  test('is no pod to a policy: what is let to the pods of the cluster DNS is not let to it', () => {
    const pods = { namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } };
    expect(lookups('http://web/', [policy(pods)]).outcome).toMatchObject({ cause: { code: 'DNS_UNREACHABLE' } });
  });

  test('is let to by its address, whatever port its packets come back from', () => {
    const { outcome } = lookups('http://web/', [policy({ ipBlock: { cidr: '10.96.0.10/32' } })]);
    expect(outcome?.disposition).toBe('ACCEPTED');
  });
});
