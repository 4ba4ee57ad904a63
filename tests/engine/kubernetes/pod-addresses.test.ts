import { expect, test } from 'vitest';
import { createCidr } from '../../../src/engine/net/cidr.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import { deployment, node, nodes, pod } from './objects.ts';
import { saidFinding } from '../../support/said.ts';
import { buildCluster } from '../../whole-engine.ts';

test("addresses are sequential from .2 in the node's podCIDR, and round by ordinal", () => {
  const cluster = buildCluster({ objects: [...nodes(1), deployment('a', 2), deployment('b', 2)] });
  expect(cluster.workloads.find((w) => w.name === 'a')?.pods.map((p) => cluster.pod('default', p)?.ips[0])).toEqual([
    '10.244.1.2',
    '10.244.1.4',
  ]);
});

test('a given podIP is believed, even outside, and never handed out again; podCIDRs follow given addresses', () => {
  const given = pod('given', { spec: { nodeName: 'a' }, status: { phase: 'Running', podIP: '10.42.7.2' } });
  const far = pod('far', { spec: { nodeName: 'b' }, status: { phase: 'Running', podIP: '172.30.0.9' } });
  const cluster = buildCluster({ objects: [node('a'), node('b'), given, far, deployment('web', 2)] });
  expect(cluster.node('a')?.podCIDRs).toEqual(['10.42.7.0/24']);
  expect(cluster.pod('default', 'far')?.ips).toEqual(['172.30.0.9']);
  const web = cluster.pods.filter((p) => p.workload.name === 'web').map((p) => p.ips[0]);
  expect(web).toContain('10.42.7.3');
  expect(cluster.owner(createIp('10.42.7.2'))).toBe(cluster.pod('default', 'given'));
});

test('nodes that share a pod network get parts of their own', () => {
  const at = (name: string, nodeName: string, podIP: string) => pod(name, { spec: { nodeName }, status: { podIP } });
  const objects = [node('a'), node('b'), at('p', 'a', '10.180.0.1'), at('q', 'b', '10.180.0.2')];
  const cluster = buildCluster({ objects });
  expect(cluster.nodes.map((n) => n.podCIDRs)).toEqual([['10.244.1.0/24'], ['10.244.2.0/24']]);
  expect(cluster.pods.slice(0, 2).map((p) => p.ips[0])).toEqual(['10.180.0.1', '10.180.0.2']);
});

test("without nodes there are three; hostNetwork pods have the node's address; dual stack gives two", () => {
  const cluster = buildCluster({
    objects: [pod('host', { spec: { hostNetwork: true } }), pod('web')],
    overrides: { podCIDRs: [createCidr(createIp('10.0.0.0'), 16), createCidr(createIp('fd00::'), 56)] },
  });
  expect(cluster.nodes.map((n) => n.ips[0])).toEqual(['192.168.0.11', '192.168.0.12', '192.168.0.13']);
  expect(cluster.assumptions.map((a) => a.code)).toContain('NODES_ASSUMED');
  expect(cluster.pod('default', 'host')?.ips).toEqual(cluster.nodes[0]?.ips);
  expect(cluster.pod('default', 'web')?.ips).toEqual(['10.0.2.2', 'fd00:0:0:2::2']);
});

test('a full podCIDR leaves pods Pending', () => {
  const cluster = buildCluster({ objects: [node('a', { spec: { podCIDRs: ['10.0.0.0/29'] } }), deployment('web', 8)] });
  const waiting = cluster.pods.filter((p) => p.pendingReason?.is === 'NO_ADDRESS');
  expect(waiting.length).toBeGreaterThanOrEqual(3);
  expect(cluster.findings.map((f) => f.code)).toContain('POD_UNSCHEDULABLE');
});

test('interventions: new addresses that were never used; given slices follow; nonsense is ignored', () => {
  const objects = [...nodes(2), pod('a', { spec: { nodeName: 'node-1' } }), pod('b', { spec: { nodeName: 'node-1' } })];
  const names = { namespace: 'default', pod: 'a' };
  const cluster = buildCluster({
    objects,
    interventions: [
      { type: 'kill-sandbox', ...names },
      { type: 'kill-sandbox', ...names },
      { type: 'reschedule', ...names, node: 'node-1' },
      { type: 'reschedule', ...names, node: 'nowhere' },
      { type: 'stop-container', namespace: 'default', pod: 'b', container: 'main' },
    ],
  });
  expect(cluster.pod('default', 'a')).toMatchObject({
    ips: ['10.244.1.5'],
    sandbox: 3,
    nodeName: 'node-1',
    ready: true,
  });
  expect(cluster.pod('default', 'b')).toMatchObject({ ips: ['10.244.1.3'], sandbox: 1, ready: false, listeners: [] });
  expect(cluster.pod('default', 'b')?.containers[0]?.state).toBe('stopped');
});

test('replicas that stay Pending for reasons in turn are told once for each reason, and of many reasons the rest as a number', () => {
  const full = (count: number) =>
    Array.from({ length: count }, (_, n) => node(`n${n}`, { spec: { podCIDRs: [`10.0.${n}.0/30`] } }));
  const pending = (count: number) =>
    buildCluster({ objects: [...full(count), deployment('web', 200)] })
      .findings.filter(({ code, object }) => code === 'POD_UNSCHEDULABLE' && object.name === 'web')
      .map(saidFinding);
  const two = pending(2);
  expect(two).toHaveLength(2);
  expect(two.map((message) => /on Node (n\d)/.exec(message)?.[1])).toEqual(['n0', 'n1']);
  const eight = pending(8);
  expect(eight).toHaveLength(6);
  expect(eight.at(-1)).toMatch(/^\d+ more of its pods stay Pending, for other reasons of this kind\.$/);
});
