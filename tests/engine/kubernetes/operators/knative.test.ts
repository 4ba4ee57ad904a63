import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { nodes, pod, workload } from '../objects.ts';

const of = (kind: string, name: string, template: object = {}, more: object = {}): RawObject => ({
  apiVersion: 'serving.knative.dev/v1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: { template: { spec: { containers: [{ image: 'hello', ports: [{ containerPort: 3000 }] }] }, ...template } },
  ...more,
});
const built = (...objects: readonly RawObject[]) => buildCluster({ objects: [...nodes(2), pod('client'), ...objects] });
const podsOf = (cluster: ReturnType<typeof built>) =>
  cluster.pods.filter(({ name, assumed }) => assumed === undefined && name !== 'client');
const asked = (cluster: ReturnType<typeof built>, to: string) => {
  const traced = createRouter(cluster).trace({ from: { pod: 'default/client' }, to });
  if (!traced.ok) throw new Error(traced.error.code);
  return traced.value;
};

test('a Knative Service has the pods of its first revision, with a queue-proxy, and the Services of that', () => {
  const cluster = built(of('Service', 'hello'));
  const [made, ...others] = podsOf(cluster);
  expect(others).toEqual([]);
  expect(made?.name).toMatch(/^hello-00001-deployment-/);
  expect(made?.labels).toMatchObject({
    'serving.knative.dev/service': 'hello',
    'serving.knative.dev/revision': 'hello-00001',
  });
  expect(made?.containers.map(({ name }) => name)).toEqual(['user-container', 'queue-proxy']);
  for (const name of ['hello-00001', 'hello-00001-private']) {
    const { verdict, outcomes, assumptions } = asked(cluster, `http://${name}/`);
    expect(verdict).toBe('REACHABLE');
    expect(outcomes[0]?.final.destinationPort).toBe(8012);
    expect(assumptions.map(({ code }) => code)).toContain('PODS_ASSUMED');
  }
});

test('the name of the Service itself leads through an ingress that is not read: the verdict is open', () => {
  const { verdict, notConsidered } = asked(built(of('Service', 'hello')), 'http://hello/');
  expect(verdict).toBe('UNDETERMINED');
  expect(notConsidered?.map(({ object: { kind, name } }) => `${kind} ${name}`)).toEqual(['Service hello']);
});

describe('how many pods and of which revision', () => {
  const scaled = (annotations: object) => of('Service', 'hello', { metadata: { annotations } });
  test.each([
    [{}, 1],
    [{ 'autoscaling.knative.dev/min-scale': '3' }, 3],
    [{ 'autoscaling.knative.dev/initial-scale': '2', 'autoscaling.knative.dev/min-scale': '1' }, 2],
    [{ 'autoscaling.knative.dev/initial-scale': '0' }, 0],
  ])('%j: %i', (annotations, count) => {
    expect(podsOf(built(scaled(annotations)))).toHaveLength(count);
  });
  test('its status tells the latest', () => {
    const status = { latestCreatedRevisionName: 'hello-00007' };
    expect(podsOf(built(of('Service', 'hello', {}, { status })))[0]?.name).toMatch(/^hello-00007-deployment-/);
  });
  test('HTTP/2 without TLS has a port of its own', () => {
    const spec = { containers: [{ image: 'a', ports: [{ name: 'h2c', containerPort: 3000 }] }] };
    const { outcomes } = asked(built(of('Service', 'hello', { spec })), 'http://hello-00001/');
    expect(outcomes[0]?.final.destinationPort).toBe(8013);
  });
});

test('what is given is not made twice: a Deployment, a pod, the Configuration of a Service', () => {
  const deployment = workload('Deployment', 'hello-00001-deployment', { spec: { replicas: 1 } });
  expect(podsOf(built(of('Service', 'hello'), deployment))).toHaveLength(1);
  const given = pod('hello-00001-deployment-a', { labels: { 'serving.knative.dev/revision': 'hello-00001' } });
  expect(podsOf(built(of('Service', 'hello'), given)).map(({ name }) => name)).toEqual(['hello-00001-deployment-a']);
  const owned = of('Configuration', 'hello');
  const configuration = {
    ...owned,
    metadata: { ...owned.metadata, ownerReferences: [{ kind: 'Service', name: 'hello', controller: true }] },
  };
  expect(podsOf(built(of('Service', 'hello'), configuration))).toHaveLength(1);
  expect(podsOf(built(of('Configuration', 'hello')))).toHaveLength(1);
});
