import { expect, test } from 'vitest';
import { ENGINE } from '../whole-engine.ts';
import { parseObjects } from '../../src/manifests/edit.ts';

const slice = (port: number | string): string => `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ name: http, port: 80 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: web, namespace: shop, labels: { kubernetes.io/service-name: web } }
addressType: IPv4
endpoints: [{ addresses: [10.244.1.9] }]
ports: [{ name: http, port: ${port} }]
`;

// pkg/apis/discovery/validation validatePorts looks at names and protocols alone.
test('a port of an EndpointSlice that is none is taken, as the API server takes it, and nobody uses it', () => {
  for (const port of [-1, 0, 70_000]) {
    const { ok, objects } = parseObjects(slice(port), ENGINE.programs.cluster);
    expect(ok, String(port)).toBe(true);
    const { services, findings } = ENGINE.buildCluster({ objects });
    expect(findings, String(port)).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'FIELD_UNUSABLE', path: ['ports', 0, 'port'] }),
    );
    const service = services.find(({ name }) => name === 'web');
    expect(service?.endpoints(4).flatMap(({ ports }) => ports)).toEqual([]);
  }
  expect(parseObjects(slice('eighty')).ok).toBe(false);
  expect(parseObjects(slice(80)).diagnostics).toEqual([]);
});
