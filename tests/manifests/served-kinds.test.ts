import { expect, test } from 'vitest';
import { placeDiagnostics } from '../../src/manifests/assist/place.ts';
import { parseObject } from '../../src/manifests/edit.ts';
import { parseManifests } from '../../src/manifests/parse.ts';

const text = (apiVersion: string, kind: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n  ports:\n    - port: 80\n`;

test.each([
  ['v1', 'Servce', ['kind'], 'Service'],
  ['apps/v1', 'Deploymnt', ['kind'], 'Deployment'],
  ['apps/v1', 'Service', ['apiVersion'], 'v1'],
  ['v1', 'Deployment', ['apiVersion'], 'apps/v1'],
  ['networking.k8s.io/v1', 'Igress', ['kind'], 'Ingress'],
  ['v1', 'Whatever', ['kind'], undefined],
  ['app/v1', 'Thing', ['apiVersion'], undefined],
  ['apps/v7', 'Deployment', ['apiVersion'], 'apps/v1'],
])(
  '%s %s is no kind that an API server has: it cannot be applied, and what is meant is named',
  (apiVersion, kind, path, meant) => {
    const written = text(apiVersion, kind);
    const parsed = parseObject(written);
    expect(parsed.ok).toBe(false);
    const told = parsed.diagnostics.filter(({ code }) => code === 'KIND_NOT_SERVED' || code === 'UNKNOWN_VERSION');
    expect(told).toMatchObject([{ severity: 'error', path, line: path[0] === 'kind' ? 2 : 1 }]);
    const [mark] = placeDiagnostics(written, told);
    expect(mark?.meant).toBe(meant);
    expect(written.slice(mark?.from, mark?.to)).toBe(path[0] === 'kind' ? kind : apiVersion);
  },
);

test.each([
  ['v1', 'ConfigMap'],
  ['apps/v1', 'ControllerRevision'],
  ['serving.knative.dev/v1', 'Service'],
  ['example.com/v1', 'Servce'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['extensions/v1beta1', 'PodSecurityPolicy'],
])('%s %s may be there', (apiVersion, kind) => {
  const { diagnostics } = parseManifests([{ name: 'a.yaml', text: text(apiVersion, kind) }]);
  expect(diagnostics.filter(({ code }) => code === 'KIND_NOT_SERVED')).toEqual([]);
});
