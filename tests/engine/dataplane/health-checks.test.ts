import { expect, test } from 'vitest';
import { nodeSockets } from '../../../src/engine/dataplane/build/listeners.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import { buildCluster } from '../../whole-engine.ts';

const node = (name: string, address: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  status: { addresses: [{ type: 'InternalIP', address }] },
});
const web = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 32000,
    selector: { app: 'web' },
    ports: [{ port: 80 }],
  },
};

test('the Services whose health kube-proxy tells are looked for once, not for each node', () => {
  const cluster = buildCluster({ objects: [web, node('a', '192.168.0.11'), node('b', '192.168.0.12')] });
  let looks = 0;
  const services = cluster.services.map((service) =>
    Object.defineProperty({ ...service }, 'healthCheckNodePort', {
      get: () => {
        looks += 1;
        return service.healthCheckNodePort;
      },
    }),
  );
  const [a, b] = cluster.nodes.map((each) => {
    const sockets = nodeSockets({ ...cluster, services }, each, undefined);
    return { socket: sockets.lookup('TCP', createIp('192.168.0.11'), 32000), looks };
  });
  expect(a?.socket).toMatchObject({ process: 'kube-proxy', origin: { subject: { name: 'web' } } });
  expect(b?.socket).toBe(a?.socket);
  expect(a?.looks).toBeGreaterThan(0);
  expect(b?.looks).toBe(a?.looks);
});
