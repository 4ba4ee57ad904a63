import { describe, expect, it } from 'vitest';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { LATER_WORDS } from '../../src/narration/en/page/later-words.ts';
import type { Fact } from '../../src/simulation/facts/fact.ts';
import { factsOf } from '../../src/simulation/facts/object-facts.ts';
import { gatewayOf, listener, routeOf, ruleOf } from '../engine/routing/gateway/gateway-objects.ts';
import { shopObjects } from '../engine/routing/shop.ts';
import { buildCluster } from '../whole-engine.ts';

const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'guard', namespace: 'shop' },
  spec: {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ops' } } }],
        ports: [{ protocol: 'TCP', port: 8080, endPort: 8090 }],
      },
    ],
  },
};
const cluster = buildCluster({
  objects: shopObjects({
    more: [
      gatewayOf([listener(), listener({ name: 'https', port: 443, protocol: 'HTTPS' })]),
      routeOf('web', { parent: { sectionName: 'http' }, hostnames: ['shop.example'], rules: [ruleOf('/cart')] }),
      policy,
    ],
  }),
});
const gateway = cluster.ofKind('Gateway')[0]?.ref ?? { kind: 'Gateway', name: '' };
const route = cluster.ofKind('HTTPRoute')[0]?.ref ?? { kind: 'HTTPRoute', name: '' };

const words = { ...LATER_WORDS.objectFacts, condition: ENGLISH.condition };

/** The lines of a group, "label: value" or "→ key". */
function lines(ref: Parameters<typeof factsOf>[1], title: string): readonly string[] {
  const facts = factsOf(cluster, ref, words)?.find((group) => group.title === title)?.facts ?? [];
  return facts.map((fact: Fact) => ('link' in fact ? `→ ${fact.link}` : `${fact.label}: ${fact.values.join('; ')}`));
}

describe('factsOf', () => {
  it('says whom a policy names and that an empty direction allows nothing', () => {
    const ref = { kind: 'NetworkPolicy', namespace: 'shop', name: 'guard' };
    expect(lines(ref, 'NetworkPolicy')).toEqual(['selects: every pod of namespace shop', 'isolates: ingress; egress']);
    expect(lines(ref, 'Ingress rules')).toEqual(['allow (rule 1): from every pod of namespace ops; on TCP 8080-8090']);
    expect(lines(ref, 'Egress rules')).toEqual(['allowed: ']);
  });

  it('leads from a listener to its routes, and from a route to its Gateway and backends', () => {
    const key = `HTTPRoute/${route.namespace}/web`;
    expect(lines(gateway, 'Listener http')).toContain(`→ ${key}`);
    expect(lines(gateway, 'Listener https').join()).toContain('Programmed: False');
    expect(lines(route, `Attached to Gateway ${gateway.name}, listener http`)).toEqual([
      `→ Gateway/${gateway.namespace}/${gateway.name}`,
      'Accepted: True',
      'ResolvedRefs: True',
    ]);
    expect(lines(route, 'Rule 1')[0]).toBe('matches: /cart');
  });

  it('has nothing to say about a kind that nobody acts on', () => {
    expect(factsOf(cluster, { kind: 'ConfigMap', namespace: 'shop', name: 'x' }, words)).toBeUndefined();
  });
});
