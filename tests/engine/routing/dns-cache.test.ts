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
