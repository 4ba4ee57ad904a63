import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { gatewayOf, routeOf } from './gateway/gateway-objects.ts';
import { shopObjects, traced } from './shop.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const CLIENT = '203.0.113.7';

/** An ingress-nginx on node-2 behind a load balancer. */
function controller(spec: object, annotations: object = {}): readonly RawObject[] {
  const labels = { 'app.kubernetes.io/name': 'ingress-nginx' };
  const metadata = { name: 'controller', namespace: 'ingress-nginx', labels };
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: { nodeName: 'node-2', containers: [{ name: 'nginx', image: 'nginx', ports: [{ containerPort: 80 }] }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, annotations } as RawObject['metadata'],
      spec: { type: 'LoadBalancer', selector: labels, ports: [{ port: 80 }], ...spec },
    },
  ];
}

const ingress: RawObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    rules: [
      {
        host: 'shop.example',
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
        },
      },
    ],
  },
};

/** What the backend sees, by the node through which the request came. */
function seen(more: readonly RawObject[], headers: Readonly<Record<string, string>> = {}) {
  const router = createRouter(buildCluster({ objects: shopObjects({ more }) }));
  const request = { from: { internet: true, ip: CLIENT }, to: 'http://shop.example/', http: { headers } } as const;
  const { outcomes } = traced(router, request);
  return new Map(
    outcomes.map(({ legs, http }) => {
      const node = legs[0]?.request.hops.find(({ namespace }) => namespace.startsWith('node/'))?.namespace;
      return [node, http?.requestSeen?.headers] as const;
    }),
  );
}

describe('an Ingress controller tells the backend who called', () => {
  test('with policy Cluster the node that passed the packet on, by the address it used for that', () => {
    const headers = seen([ingress, ...controller({})]);
    expect(headers.get('node/node-1')).toMatchObject({
      'X-Forwarded-For': '192.168.0.11',
      'X-Real-IP': '192.168.0.11',
    });
    expect(headers.get('node/node-2')?.['X-Forwarded-For']).toBe('10.244.2.1');
  });

  test('with policy Local the client, and only by its own node', () => {
    const headers = seen([ingress, ...controller({ externalTrafficPolicy: 'Local' })]);
    expect([...headers.keys()]).toEqual(['node/node-2']);
    expect(headers.get('node/node-2')).toMatchObject({ 'X-Forwarded-For': CLIENT, 'X-Real-IP': CLIENT });
  });

  test('with the PROXY protocol the client that the load balancer saw', () => {
    const key = 'load-balancer.hetzner.cloud/uses-proxyprotocol';
    for (const [node, headers] of seen([ingress, ...controller({}, { [key]: 'true' })])) {
      expect(node).toMatch(/^node\//);
      expect(headers?.['X-Forwarded-For']).toBe(CLIENT);
    }
    expect(seen([ingress, ...controller({}, { [key]: 'false' })]).get('node/node-1')?.['X-Real-IP']).not.toBe(CLIENT);
  });

  test('and does not believe what the client says of itself', () => {
    const headers = seen([ingress, ...controller({ externalTrafficPolicy: 'Local' })], {
      'x-forwarded-for': '192.0.2.1',
    });
    const names = Object.keys(headers.get('node/node-2') ?? {}).filter(
      (name) => name.toLowerCase() === 'x-forwarded-for',
    );
    expect(names).toEqual(['X-Forwarded-For']);
    expect(headers.get('node/node-2')?.['X-Forwarded-For']).toBe(CLIENT);
  });
});

test("a Gateway's proxy appends to X-Forwarded-For and leaves Host as it came", () => {
  const edge = [
    gatewayOf([{ name: 'http', port: 8080, protocol: 'HTTP' }]),
    routeOf('web', { hostnames: ['shop.example'] }),
  ];
  const router = createRouter(buildCluster({ objects: shopObjects({ more: edge }) }));
  const { outcomes } = traced(router, {
    from: { internet: true, ip: CLIENT },
    to: 'http://shop.example:8080/',
    http: { headers: { 'x-forwarded-for': '192.0.2.1' } },
  });
  for (const { http, legs } of outcomes) {
    const peer = legs[0]?.request.final.sourceIP;
    expect(http?.requestSeen?.headers).toEqual({
      Host: 'shop.example:8080',
      'X-Forwarded-For': `192.0.2.1,${peer}`,
      'X-Forwarded-Proto': 'http',
    });
  }
});
