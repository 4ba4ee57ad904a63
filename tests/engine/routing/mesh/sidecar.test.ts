import { describe, expect, test } from 'vitest';
import { pod, service, walk } from '../unread/board.ts';
import { BUY, decisionsOf, firstWay, legsOf, meshBoard, VISIT } from './board.ts';

const without = (name: string) => meshBoard().filter(({ metadata }) => metadata.name !== name);

describe('what a pod of the mesh sends', () => {
  test('goes to its own proxy, which picks an endpoint, and through the proxy before the server', () => {
    const { verdict, outcomes, assumptions, notConsidered } = walk(meshBoard(), BUY);
    expect([verdict, notConsidered ?? []]).toEqual(['REACHABLE', []]);
    const [outcome] = outcomes;
    if (outcome === undefined) throw new Error('no way');
    expect(legsOf(outcome)).toEqual([
      'town/buyer 127.0.0.1:15001',
      'town/buyer 10.20.2.2:15006',
      'town/bread 10.20.2.2:7000',
    ]);
    expect(decisionsOf(outcome)).toEqual(['FORWARDED mTLS', 'HANDED_IN mTLS']);
    // The container sees the address by which its proxy calls it, and kube-proxy has translated nothing.
    expect(outcome.final.sourceIP).toBe('127.0.0.6');
    const walked = outcome.legs.filter(({ kind }) => kind !== 'DNS');
    const chains = walked.flatMap(({ request }) =>
      request.hops.flatMap(({ steps }) => steps.flatMap((step) => (step.type === 'RULE' ? [step.detail.chain] : []))),
    );
    expect(chains.filter((chain) => chain.startsWith('KUBE-SEP'))).toEqual([]);
    expect(assumptions.filter(({ code }) => code === 'SIDECAR_ASSUMED')).toHaveLength(2);
    expect([outcome.destination, outcome.reply, outcome.http?.status]).toEqual([
      { kind: 'Pod', namespace: 'town', name: 'bread', container: 'main' },
      'ACCEPTED',
      200,
    ]);
  });

  test('to whom it does not know is passed through, and meets the rules of kube-proxy', () => {
    const outcome = firstWay(meshBoard(), { ...BUY, to: 'tcp://10.20.2.2:7000' });
    expect(decisionsOf(outcome)).toEqual(['PASSED_THROUGH', 'HANDED_IN']);
    const strangers = firstWay(meshBoard(), { ...BUY, to: 'http://bread/', http: { headers: { Host: 'a.example' } } });
    expect(decisionsOf(strangers)[0]).toBe('PASSED_THROUGH');
    expect(legsOf(strangers)[1]).toBe('town/buyer 10.20.2.2:15006');
  });

  test('to a server outside of the mesh is plain', () => {
    const outcome = firstWay(meshBoard(), { ...BUY, to: 'http://well.yard/' });
    expect(decisionsOf(outcome)).toEqual(['FORWARDED']);
    expect(legsOf(outcome)).toEqual(['town/buyer 127.0.0.1:15001', 'town/buyer 10.20.2.3:7000']);
  });

  test('to its own Service goes out by its proxy and in by it', () => {
    const own = [...meshBoard(), service('town/buyer', 80, { ports: [{ name: 'http', port: 80, targetPort: 9000 }] })];
    const outcome = firstWay(own, { ...BUY, to: 'http://buyer.town/' });
    expect(legsOf(outcome)).toEqual([
      'town/buyer 127.0.0.1:15001',
      'town/buyer 127.0.0.1:15006',
      'town/buyer 10.20.1.2:9000',
    ]);
    expect(outcome.reply).toBe('ACCEPTED');
  });

  test('to itself by its address or localhost does not', () => {
    for (const to of ['http://10.20.1.2:9000/', 'http://localhost:9000/'])
      expect(legsOf(firstWay(meshBoard(), { ...BUY, to }))).toHaveLength(1);
  });

  test('of UDP is left alone', () => {
    expect(legsOf(firstWay(meshBoard(), { ...BUY, to: 'udp://10.20.2.2:7000' }))).toEqual([
      'town/buyer 10.20.2.2:7000',
    ]);
  });
});

test('what comes from outside of the mesh goes through the proxy before the server alone', () => {
  const outcome = firstWay(meshBoard(), VISIT);
  expect(legsOf(outcome)).toEqual(['yard/guest 10.20.2.2:15006', 'town/bread 10.20.2.2:7000']);
  expect(decisionsOf(outcome)).toEqual(['HANDED_IN']);
  expect([outcome.reply, outcome.http?.status]).toEqual(['ACCEPTED', 200]);
});

test('a Service without endpoints is answered by the proxy', () => {
  const { outcomes, verdict } = walk(
    [...without('bread'), service('town/bread', 80, { ports: [{ name: 'http', port: 80 }] })],
    BUY,
  );
  expect([verdict, outcomes[0]?.http?.status, outcomes[0]?.cause?.code]).toEqual([
    'UNREACHABLE',
    503,
    'SERVICE_SELECTOR_MATCHES_NOTHING',
  ]);
});

describe('annotations', () => {
  const buyer = (annotations: Readonly<Record<string, string>>) => [
    ...without('buyer'),
    pod('town/buyer', 9000, { annotations }),
  ];
  const bread = (annotations: Readonly<Record<string, string>>) => [
    ...meshBoard().filter(({ kind, metadata }) => kind !== 'Pod' || metadata.name !== 'bread'),
    pod('town/bread', 7000, { annotations, spec: { nodeName: 'n2' } }),
  ];
  const passes = (annotations: Readonly<Record<string, string>>, to = 'http://bread/') =>
    legsOf(firstWay(buyer(annotations), { ...BUY, to }))[0]?.endsWith(':15001') === false;
  test.each([
    ['an excluded port', { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443,80' }, true],
    ['another port', { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' }, false],
    ['an excluded range', { 'traffic.sidecar.istio.io/excludeOutboundIPRanges': '10.96.0.0/12' }, true],
    [
      'another range that alone is wanted',
      { 'traffic.sidecar.istio.io/includeOutboundIPRanges': '10.20.0.0/16' },
      true,
    ],
    ['a range that alone is wanted', { 'traffic.sidecar.istio.io/includeOutboundIPRanges': '10.96.0.0/12' }, false],
    ['no range', { 'traffic.sidecar.istio.io/includeOutboundIPRanges': '' }, true],
    ['an interface', { 'traffic.sidecar.istio.io/excludeInterfaces': 'eth0' }, true],
    ['no injection', { 'sidecar.istio.io/inject': 'false' }, true],
    ['no interception', { 'sidecar.istio.io/interceptionMode': 'NONE' }, true],
  ])('%s', (_name, annotations, expected) => {
    expect(passes(annotations)).toBe(expected);
  });
  test.each([
    ['an excluded port', { 'traffic.sidecar.istio.io/excludeInboundPorts': '7000' }, false],
    ['no port', { 'traffic.sidecar.istio.io/includeInboundPorts': '' }, false],
    ['that port', { 'traffic.sidecar.istio.io/includeInboundPorts': '7000,7001' }, true],
    ['another port', { 'traffic.sidecar.istio.io/includeInboundPorts': '7001' }, false],
  ])('of the server: %s', (_name, annotations, isTaken) => {
    expect(legsOf(firstWay(bread(annotations), VISIT))[0]?.endsWith(':15006')).toBe(isTaken);
  });
  test('arguments of istio-init go before annotations, and a gateway takes what comes to it itself', () => {
    const init = { name: 'istio-init', image: 'i', args: ['istio-iptables', '-i', '*', '-o', '80', '-b', '*'] };
    const told = pod('town/buyer', 9000, { spec: { initContainers: [init] } });
    expect(legsOf(firstWay([...without('buyer'), told], BUY))[0]).not.toContain(':15001');
    expect(passes({ 'inject.istio.io/templates': 'gateway' })).toBe(true);
  });
});

test('that proxies listen at every address is known: the result does not rest on it', () => {
  const { assumptions } = firstWay(meshBoard(), BUY);
  expect(assumptions.filter(({ code }) => code === 'LISTENS_ASSUMED')).toEqual([]);
});
