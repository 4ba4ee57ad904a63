import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/objects.ts';
import { refusedAt } from '../../../src/features/inspector/forms/refused-at.ts';
import { setAtPath } from '../../../src/manifests/set-at-path.ts';
import { sayDiagnostic } from '../../../src/narration/en/manifests/diagnostic.ts';
import { EMPTY_DOCUMENT } from '../../../src/scenario/document/document.ts';
import { object } from '../../engine/routing/unread/board.ts';
import { createSimulation } from '../../whole-simulation.ts';

const backend = { service: { name: 'web', port: { number: 80 } } };
const SERVICE = object('v1 Service default/web', {
  type: 'NodePort',
  selector: { app: 'web' },
  ports: [{ name: 'http', port: 80, nodePort: 30_080 }],
});
const INGRESS = object('networking.k8s.io/v1 Ingress default/web', {
  rules: [{ host: 'web.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
});

function told(raw: RawObject, path: readonly (string | number)[], value: unknown): string | undefined {
  const simulation = createSimulation({ initial: { ...EMPTY_DOCUMENT, objects: [raw] } });
  const ref = { kind: raw.kind, namespace: 'default', name: raw.metadata.name };
  const target = { ref, object: raw, prefix: [] };
  const refused = refusedAt(simulation.document.getState(), target, setAtPath(raw, path, value), path);
  return refused && sayDiagnostic(refused);
}

test.each<readonly [RawObject, readonly (string | number)[], unknown, string]>([
  [SERVICE, ['spec', 'trafficDistribution'], 'Nearby', 'spec.trafficDistribution: Unsupported value: "Nearby"'],
  [SERVICE, ['metadata', 'labels'], { app: 'b c' }, 'metadata.labels.app: Invalid value: "b c"'],
  [SERVICE, ['spec', 'healthCheckNodePort'], 30_081, 'may only be set when `type` is'],
  [INGRESS, ['spec', 'rules', 0, 'http', 'paths', 0, 'path'], 'foo', 'must be an absolute path'],
  [INGRESS, ['spec', 'rules', 0, 'host'], '1.2.3.4', 'must be a DNS name, not an IP address'],
])('what a field would be refused for is told in the API server’s words: %#', (raw, path, value, expected) => {
  expect(told(raw, path, value)).toContain(expected);
});

test('what is taken is not refused, nor is what stands elsewhere in the object', () => {
  expect(told(SERVICE, ['spec', 'ports', 0, 'port'], 8080)).toBeUndefined();
  const wrong = setAtPath(SERVICE, ['metadata', 'labels'], { app: 'b c' });
  expect(told(wrong, ['spec', 'ports', 0, 'port'], 8080)).toBeUndefined();
  // The cluster's own setting decides: it is told, and kept.
  expect(told(SERVICE, ['spec', 'ports', 0, 'nodePort'], 80)).toBeUndefined();
});
