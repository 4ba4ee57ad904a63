import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { shopObjects, shopRouter, traced } from './shop.ts';

const NODE_IP = '192.168.0.12';

/** A Service of type LoadBalancer whose address is a node's own, as a balancer that runs on the nodes gives it, and another. */
const OBJECTS: readonly RawObject[] = shopObjects({
  service: { type: 'LoadBalancer', ports: [{ port: 80, targetPort: 8080, nodePort: 30_080 }] },
  more: [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'waiting', namespace: 'shop' },
      spec: {
        type: 'LoadBalancer',
        selector: { app: 'web' },
        ports: [{ port: 80, targetPort: 8080, nodePort: 30_081 }],
      },
      status: { loadBalancer: {} },
    },
  ],
}).map((each) =>
  each.kind === 'Service' && each.metadata.name === 'web'
    ? { ...each, status: { loadBalancer: { ingress: [{ ip: NODE_IP }] } } }
    : each,
);

function called(port: number, ip = NODE_IP) {
  const [outcome] = traced(shopRouter(OBJECTS), { from: { internet: true }, to: `http://${ip}:${port}/` }).outcomes;
  const leg = outcome?.legs.at(-1);
  return { outcome, path: leg?.request.hops.map(({ namespace }) => namespace) ?? [] };
}

describe('a load balancer address that is a node’s own', () => {
  test('leads to that node and nowhere else, where the Service is served', () => {
    const { outcome, path } = called(80);
    expect(outcome?.disposition).toBe('ACCEPTED');
    expect(path.slice(0, 3)).toEqual(['internet', 'router', 'node/node-2']);
  });

  test.each([30_080, 30_081])('leaves the node its own port %i', (port) => {
    expect(called(port).outcome?.disposition).toBe('ACCEPTED');
  });

  test('leaves a port that nobody has to the node, which refuses', () => {
    const { outcome, path } = called(8443);
    expect(outcome?.disposition).not.toBe('ACCEPTED');
    expect(path.at(-1)).toBe('node/node-2');
  });
});
