import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { deployment, nodes, pod, service, slice } from './objects.ts';
import { saidAssumption, saidFinding } from '../../support/said.ts';
import { buildCluster } from '../../whole-engine.ts';

const build = (...objects: RawObject[]) => buildCluster({ objects: [...nodes(2), ...objects] });

test("the API server's defaults, addresses in order, and given ones believed", () => {
  const given = service('given', { clusterIP: '10.96.0.11', type: 'NodePort', ports: [{ port: 80, nodePort: 30000 }] });
  const affinity = service('sticky', { sessionAffinity: 'ClientIP', type: 'NodePort' });
  const cluster = build(service('web'), given, affinity, service('none', { clusterIP: 'None' }));
  expect(cluster.service('default', 'web')).toMatchObject({
    type: 'ClusterIP',
    clusterIPs: ['10.96.0.12'],
    ipFamilies: [4],
  });
  expect(cluster.service('default', 'given')?.ports[0]).toMatchObject({
    targetPort: 80,
    protocol: 'TCP',
    nodePort: 30000,
  });
  expect(cluster.service('default', 'sticky')).toMatchObject({
    sessionAffinityTimeout: 10800,
    ports: [{ nodePort: 30001 }],
  });
  expect(cluster.service('default', 'none')).toMatchObject({ headless: true, clusterIPs: [] });
  expect(cluster.service('kube-system', 'kube-dns')).toMatchObject({
    clusterIPs: ['10.96.0.10'],
    assumed: 'CLUSTER_DNS_ASSUMED',
  });
  expect(cluster.settings.clusterDNS).toEqual(['10.96.0.10']);
  expect([...cluster.objects.keys()]).not.toContain('Service/kube-system/kube-dns');
});

test('load balancer addresses: status, spec, or a documentation address', () => {
  const type = 'LoadBalancer';
  const cluster = build(
    service('status', { type }, { loadBalancer: { ingress: [{ ip: '1.2.3.4', ipMode: 'Proxy' }] } }),
    service('spec', { type, loadBalancerIP: '203.0.113.129' }),
    service('none', { type, externalTrafficPolicy: 'Local', allocateLoadBalancerNodePorts: false }),
    service('waiting', { type, clusterIP: '10.96.7.7' }, { loadBalancer: {} }),
  );
  const of = (name: string) => cluster.service('default', name)?.loadBalancerIPs;
  expect(of('status')).toEqual([{ ip: '1.2.3.4', ipMode: 'Proxy' }]);
  expect(of('spec')).toEqual([{ ip: '203.0.113.129', ipMode: 'VIP' }]);
  expect(of('none')).toEqual([{ ip: '203.0.113.130', ipMode: 'VIP' }]);
  expect(of('waiting')).toEqual([]);
  expect(cluster.service('default', 'none')?.ports[0]?.nodePort).toBeUndefined();
  expect(cluster.service('default', 'none')?.healthCheckNodePort).toBeGreaterThanOrEqual(30000);
});

test('endpoints: named ports per pod, not ready, terminating, finished', () => {
  const status = (ready: string, phase = 'Running') => ({ phase, conditions: [{ type: 'Ready', status: ready }] });
  const labels = { app: 'web' };
  const port = (containerPort: number) => ({
    containers: [{ name: 'c', ports: [{ name: 'http', containerPort }] }],
    nodeName: 'node-1',
  });
  const leaving = pod('leaving', { labels, spec: port(83), status: status('True') });
  const cluster = build(
    pod('ok', { labels, spec: port(81), status: status('True') }),
    pod('ill', { labels, spec: port(82), status: status('False') }),
    { ...leaving, metadata: { ...leaving.metadata, deletionTimestamp: '2024-01-01T00:00:00Z' } },
    pod('done', { labels, spec: port(84), status: status('False', 'Succeeded') }),
    service('web', { ports: [{ name: 'w', port: 80, targetPort: 'http' }] }),
  );
  const seen = cluster.service('default', 'web')?.endpoints(4);
  expect(seen?.map((e) => [e.pod?.name, e.ports[0]?.port, e.ready, e.serving, e.terminating])).toEqual([
    ['ok', 81, true, true, false],
    ['ill', 82, false, false, false],
    ['leaving', 83, false, true, true],
  ]);
});

test('given EndpointSlices are all there is; they follow a pod that was moved', () => {
  const web = pod('web', { spec: { nodeName: 'node-1' }, status: { phase: 'Running', podIP: '10.244.1.9' } });
  const endpoints = [
    { addresses: ['10.244.1.9'], nodeName: 'node-1' },
    { addresses: ['10.1.1.1'], conditions: { ready: false } },
  ];
  const objects = [...nodes(2), web, service('web'), slice('web', endpoints, [{ name: 'p', port: 8080 }])];
  const seen = buildCluster({ objects }).service('default', 'web')?.endpoints(4);
  expect(seen).toMatchObject([
    { ip: '10.1.1.1', ready: false, serving: true, terminating: false },
    {
      ip: '10.244.1.9',
      ready: true,
      serving: true,
      ports: [{ name: 'p', port: 8080, protocol: 'TCP' }],
      pod: { name: 'web' },
    },
  ]);
  const moved = buildCluster({
    objects,
    interventions: [{ type: 'reschedule', namespace: 'default', pod: 'web', node: 'node-2' }],
  });
  expect(moved.service('default', 'web')?.endpoints(4).at(-1)).toMatchObject({
    ip: '10.244.2.2',
    nodeName: 'node-2',
    ready: true,
  });
});

test('what people get wrong about Services is told', () => {
  const cluster = build(
    deployment('web'),
    service('typo', { selector: { app: 'wob' } }),
    service('web', { ports: [{ port: 80, targetPort: 'htpp' }] }),
  );
  const typo = cluster.findings.find((f) => f.code === 'SELECTOR_MATCHES_NOTHING');
  expect(typo?.object.name).toBe('typo');
  expect(typo && saidFinding(typo)).toContain('Deployment web');
  expect(cluster.findings.find((f) => f.code === 'TARGET_PORT_NOT_FOUND')?.path).toEqual([
    'spec',
    'ports',
    0,
    'targetPort',
  ]);
  expect(cluster.service('default', 'web')?.endpoints(4)[0]?.ports).toEqual([]);
});

test('a cluster DNS that is assumed answers by the Corefile that is given, and that is said', () => {
  const corefile = (namespace: string): RawObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'coredns', namespace },
    data: { Corefile: '.:53 {\n}\n' },
  });
  const told = (...objects: readonly RawObject[]) =>
    build(...objects)
      .assumptions.filter(({ code }) => code === 'CLUSTER_DNS_ASSUMED')
      .map((assumption) => ({ ...assumption, said: saidAssumption(assumption) }));
  const [given] = told(corefile('kube-system'));
  expect(given?.detail).toEqual({ config: { namespace: 'kube-system', name: 'coredns' } });
  expect(given?.said).toContain('the Corefile of ConfigMap kube-system/coredns');
  expect(told(corefile('elsewhere'))).toMatchObject([{ detail: {} }]);
});
