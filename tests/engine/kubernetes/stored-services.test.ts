import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { buildCluster, createRouter, formatNodeRuleset } from '../../whole-engine.ts';
import { deployment, nodes, service } from './objects.ts';

const stored = (object: RawObject, ...more: readonly RawObject[]) =>
  buildCluster({ objects: [object, ...more] }).services.find(({ name }) => name === object.metadata?.name)?.object as
    | { readonly spec: Readonly<Record<string, unknown>>; readonly status?: unknown }
    | undefined;

describe('a Service as the API server stores it', () => {
  test('LoadBalancer: node ports are handed out, unless it says otherwise', () => {
    expect(stored(service('s', { type: 'LoadBalancer' }))?.spec).toMatchObject({ allocateLoadBalancerNodePorts: true });
    const without = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false };
    expect(stored(service('s', without))?.spec).toMatchObject({ allocateLoadBalancerNodePorts: false });
    expect(stored(service('s'))?.spec).not.toHaveProperty('allocateLoadBalancerNodePorts');
  });

  test('externalTrafficPolicy: of all that can be reached from outside, by externalIPs too', () => {
    expect(stored(service('s', { externalIPs: ['203.0.113.5'] }))?.spec).toMatchObject({
      externalTrafficPolicy: 'Cluster',
    });
    expect(stored(service('s'))?.spec).not.toHaveProperty('externalTrafficPolicy');
  });

  test('ExternalName: affinity None, and ports with their defaults', () => {
    const named = service('s', { type: 'ExternalName', externalName: 'db.example.com', ports: [{ port: 5432 }] });
    expect(stored(named)?.spec).toMatchObject({
      sessionAffinity: 'None',
      ports: [{ port: 5432, protocol: 'TCP', targetPort: 5432 }],
    });
    expect(stored(named)?.spec).not.toHaveProperty('internalTrafficPolicy');
  });

  test('the time of an affinity that there is not goes', () => {
    const config = { sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } };
    expect(stored(service('s', config))?.spec).not.toHaveProperty('sessionAffinityConfig');
    expect(stored(service('s', { ...config, sessionAffinity: 'ClientIP' }))?.spec).toMatchObject(config);
  });

  test('headless without a selector is of both families, the one it names first', () => {
    const headless = (spec: object) =>
      stored(service('s', { selector: null, clusterIP: 'None', ports: undefined, ...spec }))?.spec;
    expect(headless({ ipFamilies: ['IPv6'] })).toMatchObject({
      ipFamilyPolicy: 'RequireDualStack',
      ipFamilies: ['IPv6', 'IPv4'],
    });
    expect(headless({})).toMatchObject({ ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] });
    expect(headless({ ipFamilyPolicy: 'SingleStack' })).toMatchObject({ ipFamilies: ['IPv4'] });
  });

  test('ports of one number share a node port, be it asked for by the last of them', () => {
    const ports = [
      { name: 'tcp', port: 53, protocol: 'TCP' },
      { name: 'web', port: 80, protocol: 'TCP' },
      { name: 'udp', port: 53, protocol: 'UDP', nodePort: 30053 },
    ];
    expect(stored(service('s', { type: 'NodePort', ports }))?.spec).toMatchObject({
      ports: [{ nodePort: 30053 }, { nodePort: 30000 }, { nodePort: 30053 }],
    });
  });
});

describe('a load balancer that is known by name', () => {
  const ingress = (points: readonly object[]) =>
    service('web', { type: 'LoadBalancer', clusterIP: '10.96.0.50' }, { loadBalancer: { ingress: points } });
  const objects = (points: readonly object[]) => [...nodes(2), deployment('web', 2), ingress(points)];
  const NAME = { hostname: 'lb.example.com' };

  test('no node has rules for an address of it', () => {
    const cluster = buildCluster({ objects: objects([NAME]) });
    const [address] = cluster.service('default', 'web')?.loadBalancerIPs ?? [];
    expect(address).toMatchObject({ ipMode: 'Proxy' });
    expect(formatNodeRuleset(cluster, 'node-1', 4)).not.toContain('loadbalancer IP');
    expect(cluster.service('default', 'web')?.object).toMatchObject({ status: { loadBalancer: { ingress: [NAME] } } });
  });

  test('the name stands for it outside', () => {
    const router = createRouter(buildCluster({ objects: objects([NAME]) }));
    const traced = router.trace({ from: { internet: true }, to: 'http://lb.example.com/' });
    expect(traced.ok && traced.value.verdict).toBe('REACHABLE');
  });

  test('with an address beside it nothing is made up', () => {
    for (const points of [[{ ip: '203.0.113.7', ...NAME }], [{ ip: '203.0.113.7' }, NAME]]) {
      const cluster = buildCluster({ objects: objects(points) });
      expect(cluster.service('default', 'web')?.loadBalancerIPs.map(({ ip }) => ip)).toEqual(['203.0.113.7']);
      const traced = createRouter(cluster).trace({ from: { internet: true }, to: 'http://lb.example.com/' });
      expect(traced.ok && traced.value.verdict).toBe('REACHABLE');
    }
  });
});
