import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../src/engine/routing/request/request.ts';
import { shopObjects, shopRouter, traced } from '../engine/routing/shop.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { type Told, tellOutcome } from './told-walks.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

// Sentences a network engineer would check: does it say exactly what happened?

const CLIENT = { pod: 'shop/client' };

function tell(objects: readonly RawObject[], request: TraceRequest): readonly Told[] {
  const router = createRouter(buildCluster({ objects }));
  const [outcome] = traced(router, request).outcomes;
  return outcome === undefined ? [] : tellOutcome(router.cluster, outcome);
}

const of = (told: readonly Told[], type: string, action: string): readonly Told[] =>
  told.filter(({ step }) => step.type === type && step.action === action);
const sentences = (told: readonly Told[]): string => told.map(({ sentence }) => sentence).join('\n');

const clusterIPOf = (objects: readonly RawObject[]): string =>
  createRouter(buildCluster({ objects })).cluster.service('shop', 'web')?.clusterIPs[0] ?? '';

describe('a REJECT names what it answers with', () => {
  test('IPv4', () => {
    const objects = shopObjects({ selector: { app: 'wbe' } });
    const [said] = of(tell(objects, { from: CLIENT, to: 'http://web/' }), 'RULE', 'REJECT');
    expect(said?.sentence).toContain('an ICMP port unreachable');
    expect(said?.sentence).toContain('has no endpoints');
  });

  test('IPv6', () => {
    const node = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'node-1' },
      spec: {},
      status: { addresses: [{ type: 'InternalIP', address: 'fd00:192::1' }] },
    };
    const objects = [node, ...shopObjects({ selector: { app: 'wbe' } }).filter(({ kind }) => kind !== 'Node')];
    const [said] = of(tell(objects, { from: CLIENT, to: 'http://web/' }), 'RULE', 'REJECT');
    expect(said?.sentence).toContain('an ICMPv6 port unreachable');
  });
});

test('a translation is undone in the namespace that made it, and the sentence names the address the client called', () => {
  const objects = shopObjects();
  const told = tell(objects, { from: CLIENT, to: `http://${clusterIPOf(objects)}/` });
  const [done] = of(told, 'TRANSLATE', 'DNAT');
  const [undone] = of(told, 'TRANSLATE', 'UN_DNAT');
  expect(done?.hop.namespace).toBe('node/node-1');
  expect(undone?.hop.namespace).toBe('node/node-1');
  expect(undone?.context.direction).toBe('reply');
  expect(undone?.sentence).toContain(`${clusterIPOf(objects)}:80`);
  expect(sentences(of(told, 'CONNTRACK', 'REPLY'))).toContain('will undo the translation');
});

test('where nothing was translated nothing is said to be undone', () => {
  const ip = shopRouter().cluster.pods.find((pod) => pod.labels['app'] === 'web' && pod.nodeName === 'node-2')?.ips[0];
  const told = tell(shopObjects(), { from: CLIENT, to: `tcp://${ip}:8080` });
  expect(sentences(of(told, 'CONNTRACK', 'REPLY'))).not.toContain('will undo');
  expect(sentences(of(told, 'ROUTE', 'FORWARDED'))).toMatch(/leads via 192\.168\.0\.12 \(Node node-2\) by eth0/);
});

test('a node port is called one, a health check chain is not', () => {
  const service = { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] };
  const told = tell(shopObjects({ service }), { from: { internet: true }, to: 'http://192.168.0.11:30080/' });
  expect(sentences(of(told, 'RULE', 'JUMP'))).toContain('30080 is the node port of Service shop/web');
  const inFilter = told.filter(({ step }) => step.type === 'RULE' && step.detail.table === 'filter');
  expect(sentences(inFilter)).not.toMatch(/may be a node port|with every Service address/);
});

describe('martian packets', () => {
  test('say which address is wrong, and why', () => {
    const own = tell(shopObjects(), { from: { ip: '192.168.0.11', enters: 'node-1' }, to: 'tcp://192.168.0.12:80' });
    expect(sentences(of(own, 'ROUTE', 'MARTIAN'))).toMatch(/source 192\.168\.0\.11 is an address of Node node-1/);
    const ip = shopRouter().cluster.pods.find((pod) => pod.labels['app'] === 'web')?.ips[0];
    const loop = tell(shopObjects(), { from: { ip: '127.0.0.1', enters: 'node-1' }, to: `tcp://${ip}:8080` });
    expect(sentences(of(loop, 'ROUTE', 'MARTIAN'))).toMatch(/loopback address 127\.0\.0\.1 cannot come in by a wire/);
  });
});

test('places without a name have an article inside a sentence', () => {
  const service = { type: 'LoadBalancer', loadBalancerIP: '203.0.113.80' };
  const told = tell(shopObjects({ service }), { from: { internet: true }, to: 'http://203.0.113.80/' });
  const said = sentences(told.filter(({ step }) => step.type === 'INTERFACE'));
  expect(said).toContain('leaves the internet by');
  expect(said).toContain('enters the load balancer by');
  expect(said).not.toMatch(/(enters|leaves) (Internet|Router|Load)/);
});

test('what leaves the cluster has arrived, and whoever is there answers', () => {
  const told = tell(shopObjects(), { from: CLIENT, to: 'tcp://203.0.113.80:443' });
  const hops = new Map(told.map(({ hop, context }) => [hop, ENGLISH.hop(context)]));
  const outside = [...hops].filter(([{ namespace }]) => namespace === 'internet').map(([, line]) => line);
  expect(outside).toEqual(['leaves the cluster', 'sets off']);
});
