import { expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { saidFinding } from '../support/said.ts';
import { ingress, service } from '../engine/kubernetes/objects.ts';
import { buildCluster } from '../whole-engine.ts';

function saidOf(objects: readonly RawObject[], code: string): string | undefined {
  const found = buildCluster({ objects }).findings.find((finding) => finding.code === code);
  return found && saidFinding(found);
}

const pod = (name: string, ready: boolean): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx' }] },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});

test('how many endpoints are not ready is said of none, one and several', () => {
  const said = (...pods: readonly RawObject[]) => saidOf([service('web'), ...pods], 'NO_READY_ENDPOINTS');
  expect(said(pod('a', false))).toContain('refused: its one endpoint is not ready.');
  expect(said(pod('a', false), pod('b', false))).toContain('refused: none of its 2 endpoints is ready.');
  expect(said(pod('a', false), pod('b', true))).toBeUndefined();
});

test.each([
  ['ngnix', 'No controller serves class ngnix, so the Ingress has no effect.'],
  [undefined, 'No controller serves an Ingress without a class, so the Ingress has no effect.'],
])('an Ingress of class %s, which nobody serves', (ingressClassName, sentence) => {
  const labels = { 'app.kubernetes.io/name': 'ingress-nginx' };
  const image = 'registry.k8s.io/ingress-nginx/controller:v1.12.1';
  const args = ['/nginx-ingress-controller'];
  const controller = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'controller', namespace: 'default', labels },
    spec: { containers: [{ name: 'controller', image, args, ports: [{ containerPort: 80 }] }] },
  };
  const front = service('controller', { type: 'LoadBalancer', selector: labels });
  const shop = ingress('shop', { name: 'web', port: { number: 80 } }, { ingressClassName });
  const objects = [controller, front, service('web'), shop];
  expect(saidOf(objects, 'INGRESS_CLASS_NOT_SERVED')).toBe(sentence);
});
