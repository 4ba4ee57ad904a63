import { expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { saidCause, saidFinding } from '../../../support/said.ts';
import { buildCluster } from '../../../whole-engine.ts';
import { shopObjects, shopRouter, traced } from '../shop.ts';

type Change = (node: RawObject) => RawObject;
const OF_KIND: Change = (node) => ({
  ...node,
  spec: { ...(node['spec'] as object), providerID: `kind://docker/kind/${node.metadata.name}` },
});
const OF_MINIKUBE: Change = (node) => ({
  ...node,
  metadata: { ...node.metadata, labels: { 'minikube.k8s.io/name': 'minikube' } },
});

const shop = (change: Change, service: object = {}, status?: object): readonly RawObject[] =>
  shopObjects({ service: { type: 'LoadBalancer', ...service } }).map((each) => {
    if (each.kind === 'Node') return change(each);
    return each.kind === 'Service' && status !== undefined ? { ...each, status } : each;
  });

test.each([
  ['kind', OF_KIND, 'cloud-provider-kind'],
  ['minikube', OF_MINIKUBE, 'minikube tunnel'],
] as const)('in %s a Service waits, and what would serve it is said', (_name, change, helper) => {
  const { services, findings } = buildCluster({ objects: shop(change) });
  expect(services.find(({ name }) => name === 'web')?.loadBalancerIPs).toEqual([]);
  const finding = findings.find(({ code }) => code === 'LOAD_BALANCER_PENDING');
  expect(finding && saidFinding(finding)).toContain(helper);
  const asks = shopRouter(shop(change, { loadBalancerIP: '192.168.0.99' }));
  const { verdict, outcomes } = traced(asks, { from: { internet: true }, to: 'http://192.168.0.99/' });
  expect(verdict).toBe('UNREACHABLE');
  expect(outcomes[0]?.cause?.code).toBe('LOAD_BALANCER_PENDING');
  expect(saidCause(outcomes[0]?.cause)).toContain(helper);
});

test('what its status shows is believed, and what was made up is served', () => {
  const objects = shop(OF_KIND, {}, { loadBalancer: { ingress: [{ ip: '172.18.0.9' }] } });
  const { verdict } = traced(shopRouter(objects), { from: { internet: true }, to: 'http://172.18.0.9/' });
  expect(verdict).toBe('REACHABLE');
  const ingress: RawObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'entry', namespace: 'shop' },
    spec: {
      rules: [
        {
          host: 'shop.example',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
    },
  };
  const router = shopRouter([...shop(OF_KIND, { type: 'ClusterIP' }), ingress]);
  expect(traced(router, { from: { internet: true }, to: 'http://shop.example/' }).verdict).toBe('REACHABLE');
});

test('elsewhere a Service that was not applied yet is taken to get an address', () => {
  const { services } = buildCluster({ objects: shop((node) => node) });
  expect(services.find(({ name }) => name === 'web')?.loadBalancerIPs).toHaveLength(1);
});
