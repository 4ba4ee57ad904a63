import { expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { sayAssumption } from '../../../../src/narration/en/findings/assumptions.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { nodes, pod, workload } from '../objects.ts';

const of = (kind: string, name: string, spec: object = {}, status?: object): RawObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind,
  metadata: { name, namespace: 'default' },
  spec,
  ...(status !== undefined && { status }),
});
const built = (...objects: readonly RawObject[]) => buildCluster({ objects: [...nodes(2), ...objects] });
const podsOf = (cluster: ReturnType<typeof built>) =>
  cluster.pods.filter(({ assumed }) => assumed === undefined).map(({ name }) => name);
const traced = (cluster: ReturnType<typeof built>, to: string) => {
  const found = createRouter(cluster).trace({ from: { pod: 'default/client' }, to });
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
};
const client = pod('client');

test('a Prometheus is a StatefulSet behind prometheus-operated, by name too', () => {
  const cluster = built(client, of('Prometheus', 'k8s', { replicas: 2, podMetadata: { labels: { team: 'a' } } }));
  expect(podsOf(cluster)).toEqual(['client', 'prometheus-k8s-0', 'prometheus-k8s-1']);
  expect(cluster.pod('default', 'prometheus-k8s-0')?.labels).toMatchObject({
    'app.kubernetes.io/name': 'prometheus',
    'app.kubernetes.io/instance': 'k8s',
    prometheus: 'k8s',
    'operator.prometheus.io/shard': '0',
    team: 'a',
  });
  for (const host of ['prometheus-operated', 'prometheus-k8s-1.prometheus-operated']) {
    const { verdict, assumptions } = traced(cluster, `http://${host}:9090/`);
    expect(verdict).toBe('REACHABLE');
    expect(assumptions.filter(({ code }) => code === 'PODS_ASSUMED').map(sayAssumption)).toEqual([
      'Prometheus default/k8s is taken to have the pods and Services that its operator is known to make.',
    ]);
  }
});

test('shards, a port of another name, the Thanos sidecar and a Service of one’s own', () => {
  const cluster = built(of('Prometheus', 'big', { shards: 2, portName: 'http-web', thanos: {} }));
  expect(podsOf(cluster)).toEqual(['prometheus-big-0', 'prometheus-big-shard-1-0']);
  expect(cluster.service('default', 'prometheus-operated')?.ports.map(({ name, port }) => [name, port])).toEqual([
    ['http-web', 9090],
    ['grpc', 10_901],
  ]);
  const own = built(of('Prometheus', 'big', { serviceName: 'mine' }));
  expect(own.service('default', 'prometheus-operated')).toBeUndefined();
});

test('Alertmanagers, Thanos rulers and agents', () => {
  const cluster = built(client, of('Alertmanager', 'main', { replicas: 3 }), of('ThanosRuler', 'rules'), {
    ...of('PrometheusAgent', 'edge', { mode: 'DaemonSet' }),
    apiVersion: 'monitoring.coreos.com/v1alpha1',
  });
  expect(podsOf(cluster).filter((name) => !name.startsWith('prom-agent-edge-'))).toEqual([
    'client',
    'alertmanager-main-0',
    'alertmanager-main-1',
    'alertmanager-main-2',
    'thanos-ruler-rules-0',
  ]);
  expect(podsOf(cluster).filter((name) => name.startsWith('prom-agent-edge-'))).toHaveLength(2);
  expect(traced(cluster, 'http://alertmanager-operated:9093/').verdict).toBe('REACHABLE');
  expect(traced(cluster, 'udp://alertmanager-main-0.alertmanager-operated:9094').verdict).toBe('REACHABLE');
  expect(traced(cluster, 'tcp://thanos-ruler-operated:10901').verdict).toBe('REACHABLE');
});

test('one that listens on 127.0.0.1 alone is called in vain, one beside it may answer', () => {
  const proxy = { name: 'proxy', image: 'proxy', ports: [{ name: 'web', containerPort: 9091 }] };
  const cluster = built(client, of('Prometheus', 'k8s', { listenLocal: true, containers: [proxy] }));
  expect(traced(cluster, 'tcp://prometheus-k8s-0.prometheus-operated:9090').verdict).not.toBe('REACHABLE');
  expect(traced(cluster, 'tcp://prometheus-k8s-0.prometheus-operated:9091').verdict).toBe('REACHABLE');
});

test('what is given stands: pods, StatefulSets, numbers, and one that is paused', () => {
  const owned = { ...pod('prometheus-k8s-0'), metadata: { ...pod('prometheus-k8s-0').metadata } };
  const given = {
    ...owned,
    metadata: {
      ...owned.metadata,
      ownerReferences: [{ kind: 'StatefulSet', name: 'prometheus-k8s', controller: true }],
    },
  };
  expect(podsOf(built(of('Prometheus', 'k8s'), given))).toEqual(['prometheus-k8s-0']);
  const set = workload('StatefulSet', 'prometheus-k8s', { spec: { replicas: 1 } });
  const cluster = built(of('Prometheus', 'k8s', { replicas: 5 }), set);
  expect(podsOf(cluster)).toEqual(['prometheus-k8s-0']);
  expect(cluster.assumptions.map(({ code }) => code)).not.toContain('PODS_ASSUMED');
  expect(podsOf(built(of('Prometheus', 'k8s', { replicas: 2 }, { replicas: 1 })))).toEqual(['prometheus-k8s-0']);
  expect(podsOf(built(of('Prometheus', 'k8s', { paused: true })))).toEqual([]);
});
