import { expect, test } from 'vitest';
import { deployment, pod, service } from './objects.ts';
import { buildCluster } from '../../whole-engine.ts';

const two = (a: object, b: object) => ({
  containers: [
    { name: 'first', ports: [a] },
    { name: 'second', ports: [b] },
  ],
});

test('two containers on one port: the second fails, the pod is not ready', () => {
  const cluster = buildCluster({ objects: [deployment('web', 2, two({ containerPort: 80 }, { containerPort: 80 }))] });
  const [web] = cluster.pods;
  expect(web?.containers.map((c) => [c.state, c.reason])).toEqual([
    ['running', undefined],
    ['failed', { is: 'ADDRESS_IN_USE' }],
  ]);
  expect(web).toMatchObject({ ready: false, listeners: [{ port: 80, container: 'first' }] });
  expect(cluster.findings.filter((f) => f.code === 'PORT_CONFLICT')).toHaveLength(1);
  const udp = buildCluster({
    objects: [pod('dns', { spec: two({ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }) })],
  });
  expect(udp.pods[0]?.ready).toBe(true);
});

test('listeners: declared ports, what targetPorts name, or everything', () => {
  const cluster = buildCluster({
    objects: [
      deployment('web'),
      service('web', { ports: [{ port: 80, targetPort: 9999 }] }),
      pod('quiet', { spec: { containers: [{ name: 'main' }] } }),
    ],
  });
  const web = cluster.pods.find((p) => p.workload.name === 'web');
  expect(web?.listeners.map((l) => l.port)).toEqual([8080, 9999]);
  expect(web?.listensEverywhere).toBe(false);
  expect(cluster.pod('default', 'quiet')?.listensEverywhere).toBe(true);
  expect(cluster.findings.map((f) => [f.code, f.path?.join('.')])).toContainEqual([
    'TARGET_PORT_NOT_DECLARED',
    'spec.ports.0.targetPort',
  ]);
});

test('sidecars listen, other init containers do not; status is believed', () => {
  const initContainers = [
    { name: 'proxy', restartPolicy: 'Always', ports: [{ containerPort: 15001 }] },
    { name: 'migrate', ports: [{ containerPort: 1 }] },
  ];
  const spec = { initContainers, containers: [{ name: 'main', ports: [{ containerPort: 80 }] }] };
  const waiting = { name: 'main', state: { waiting: { reason: 'CrashLoopBackOff' } } };
  const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }], containerStatuses: [waiting] };
  const cluster = buildCluster({ objects: [pod('a', { spec }), pod('b', { spec, status })] });
  expect(cluster.pod('default', 'a')?.listeners.map((l) => l.port)).toEqual([15001, 80]);
  const b = cluster.pod('default', 'b');
  expect(b?.ready).toBe(false);
  expect(b?.containers.at(-1)).toMatchObject({
    state: 'failed',
    reason: { is: 'REPORTED', reason: 'CrashLoopBackOff' },
  });
});
