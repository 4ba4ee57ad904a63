import { describe, expect, test } from 'vitest';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { shopObjects, shopRouter, traced } from './shop.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const EDGE = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'edge', namespace: 'shop' },
  spec: {
    nodeName: 'node-1',
    containers: [{ name: 'edge', image: 'edge', ports: [{ containerPort: 8080, hostPort: 8888 }] }],
  },
};
const OBJECTS = shopObjects({ more: [EDGE] });
const TO = 'http://192.168.0.11:8888/';

describe('a request to the hostPort of a pod', () => {
  const router = shopRouter(OBJECTS);
  const one = (from: TraceRequest['from'], to = TO) => {
    const { outcomes } = traced(router, { from, to });
    expect(outcomes).toHaveLength(1);
    return outcomes[0];
  };

  test.each([
    ['the internet', { internet: true }, false, undefined],
    ['a pod on its node', { pod: 'shop/client' }, true, '10.244.1.1'],
    ['the pod itself', { pod: 'shop/edge' }, true, '10.244.1.1'],
    ['its node', { node: 'node-1' }, false, '192.168.0.11'],
    ['another node', { node: 'node-2' }, false, '192.168.0.12'],
  ] as const)('from %s reaches it', (_name, from, masqueraded, source) => {
    const outcome = one(from);
    expect(outcome).toMatchObject({
      disposition: 'ACCEPTED',
      reply: 'ACCEPTED',
      destination: { kind: 'Pod', namespace: 'shop', name: 'edge' },
      masqueraded,
      final: { destinationPort: 8080 },
    });
    if (source !== undefined) expect(outcome?.final.sourceIP).toBe(source);
    expect(outcome?.legs.at(-1)?.reply?.final).toMatchObject({ sourceIP: '192.168.0.11', sourcePort: 8888 });
  });

  test('at 127.0.0.1 of the node it is masqueraded', () => {
    expect(one({ node: 'node-1' }, 'http://127.0.0.1:8888/')).toMatchObject({
      disposition: 'ACCEPTED',
      reply: 'ACCEPTED',
      masqueraded: true,
      destination: { name: 'edge' },
    });
  });

  test('another node has nothing there', () => {
    expect(one({ internet: true }, 'http://192.168.0.12:8888/')).toMatchObject({ disposition: 'REFUSED' });
  });
});

test('a stopped container is refused by its pod, and named as the cause', () => {
  const stop = { type: 'stop-container', namespace: 'shop', pod: 'edge', container: 'edge' } as const;
  const router = createRouter(buildCluster({ objects: OBJECTS, interventions: [stop] }));
  const [outcome] = traced(router, { from: { internet: true }, to: TO }).outcomes;
  expect(outcome).toMatchObject({ disposition: 'REFUSED', reply: 'ACCEPTED', cause: { code: 'CONTAINER_DOWN' } });
  expect(outcome?.cause?.object).toMatchObject({ kind: 'Pod', name: 'edge' });
});
