import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { Leg, Outcome } from '../../../src/engine/routing/outcome/outcome.ts';
import { shopObjects, shopRouter, traced } from './shop.ts';

const asker = (spec: object): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'asker', namespace: 'shop' },
  spec: { nodeName: 'node-1', containers: [{ name: 'asker', image: 'asker', ports: [{ containerPort: 1 }] }], ...spec },
});

function walk(to: string, spec: object = {}, more: readonly RawObject[] = []): Outcome {
  const router = shopRouter(shopObjects({ more: [asker(spec), ...more] }));
  const [outcome] = traced(router, { from: { pod: 'shop/asker' }, to }).outcomes;
  if (outcome === undefined) throw new Error('no outcome');
  return outcome;
}

const lookups = ({ legs }: Outcome) => legs.flatMap((leg: Leg) => (leg.kind === 'DNS' ? [leg] : []));
const asked = (outcome: Outcome) => lookups(outcome)[0]?.lookup.questions ?? [];
const spelled = (outcome: Outcome) => asked(outcome).map(({ name, type, rcode }) => `${name} ${type} ${rcode}`);

describe('what a name costs', () => {
  test('a Service of the own namespace: two questions, A and AAAA', () => {
    expect(spelled(walk('http://web/'))).toEqual([
      'web.shop.svc.cluster.local. A NOERROR',
      'web.shop.svc.cluster.local. AAAA NOERROR',
    ]);
  });

  test('a name outside: the whole search list first, each name with both types', () => {
    const outcome = walk('http://www.example.com/');
    expect(spelled(outcome)).toEqual([
      'www.example.com.shop.svc.cluster.local. A NXDOMAIN',
      'www.example.com.shop.svc.cluster.local. AAAA NXDOMAIN',
      'www.example.com.svc.cluster.local. A NXDOMAIN',
      'www.example.com.svc.cluster.local. AAAA NXDOMAIN',
      'www.example.com.cluster.local. A NXDOMAIN',
      'www.example.com.cluster.local. AAAA NXDOMAIN',
      'www.example.com. A NOERROR',
      'www.example.com. AAAA NOERROR',
    ]);
  });

  test.each([
    ['four search domains', 'http://www.example.com/', { searches: ['corp.example'] }, 10],
    ['a dot at the end', 'http://www.example.com./', {}, 2],
    ['ndots 2', 'http://www.example.com/', { options: [{ name: 'ndots', value: '2' }] }, 2],
    ['no AAAA', 'http://www.example.com/', { options: [{ name: 'no-aaaa' }] }, 4],
    ['a full Service name has four dots', 'http://web.shop.svc.cluster.local/', {}, 8],
    ['a Service of another namespace', 'udp://kube-dns.kube-system:53', {}, 4],
  ])('%s', (_what, to, dnsConfig, count) => {
    const objects = walk(to, { dnsConfig });
    expect(asked(objects)).toHaveLength(count);
  });
});

describe('the query is a walk', () => {
  test('what the cluster DNS does not know it asks its node, in a walk of its own', () => {
    const [own, onward, ...rest] = lookups(walk('http://www.example.com/'));
    expect(rest).toEqual([]);
    expect(own?.request.disposition).toBe('ACCEPTED');
    expect(onward?.lookup.forwardedBy?.namespace).toBe('kube-system');
    expect(onward?.lookup.questions.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'www.example.com. A',
      'www.example.com. AAAA',
    ]);
    expect(onward?.request).toMatchObject({ disposition: 'EXITS_NETWORK', masqueraded: true });
    expect(lookups(walk('http://web/'))).toHaveLength(1);
  });

  test('a server that is silent costs a leg, then the next one is asked', () => {
    const dnsConfig = { nameservers: ['10.244.1.77', '10.96.0.10'], searches: ['shop.svc.cluster.local'] };
    const outcome = walk('http://web/', { dnsPolicy: 'None', dnsConfig });
    expect(lookups(outcome).map(({ lookup }) => [lookup.server, lookup.rcode])).toEqual([
      ['10.244.1.77', 'NO_ANSWER'],
      ['10.96.0.10', 'NOERROR'],
    ]);
    expect(outcome.disposition).toBe('ACCEPTED');
  });

  test('an alias may begin with the name that was looked for', () => {
    const www: RawObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'www', namespace: 'shop' },
      spec: { type: 'ExternalName', externalName: 'www.example.com' },
    };
    const [lookup] = lookups(walk('http://www/', {}, [www]));
    expect(lookup?.lookup.aliases).toEqual(['www.example.com.']);
    expect(lookup?.lookup.addresses).toHaveLength(2);
  });

  test('a server outside does not know the cluster', () => {
    const dnsConfig = { nameservers: ['192.0.2.9'], searches: ['shop.svc.cluster.local'] };
    expect(walk('http://web/', { dnsPolicy: 'None', dnsConfig })).toMatchObject({
      disposition: 'NAME_NOT_FOUND',
      cause: { code: 'NAME_NOT_FOUND' },
    });
  });

  test('use-vc asks by TCP', () => {
    const [leg] = lookups(walk('http://web/', { dnsConfig: { options: [{ name: 'use-vc' }] } }));
    expect(leg?.request.flow.protocol).toBe('TCP');
  });

  test('rotate takes the servers in turn: each is a branch', () => {
    const dnsConfig = {
      nameservers: ['10.96.0.10', '192.0.2.9'],
      searches: ['shop.svc.cluster.local'],
      options: [{ name: 'rotate' }],
    };
    const router = shopRouter(shopObjects({ more: [asker({ dnsPolicy: 'None', dnsConfig })] }));
    const { verdict } = traced(router, { from: { pod: 'shop/asker' }, to: 'http://web/' });
    expect(verdict).toBe('AMBIGUOUS');
  });

  test('/etc/hosts is read first', () => {
    const hostAliases = [{ ip: '192.0.2.77', hostnames: ['ledger.example', 'ledger'] }];
    const outcome = walk('tcp://ledger:443', { hostAliases });
    expect(outcome.final.destinationIP).toBe('192.0.2.77');
    expect(lookups(outcome)).toEqual([]);
    expect(lookups(walk('tcp://asker:1'))).toEqual([]);
  });

  test('ndots has a ceiling, and so do servers and search domains', () => {
    const many = Array.from({ length: 40 }, (_, at) => `s${at}.example`);
    const dnsConfig = {
      searches: many,
      nameservers: ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'],
      options: [{ name: 'ndots', value: '99' }],
    };
    const outcome = walk('http://www.example.com/', { dnsConfig });
    const names = new Set(asked(outcome).map(({ name }) => name));
    expect(lookups(outcome)[0]?.lookup.ndots).toBe(15);
    expect(names.size).toBe(33);
  });
});
