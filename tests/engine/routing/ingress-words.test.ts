import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { object, pod, service, walk } from './unread/board.ts';
import { saidCause } from '../../support/said.ts';

const NODE = object('v1 Node n1', { podCIDRs: ['10.20.1.0/24'] });
const labels = { 'app.kubernetes.io/name': 'ingress-nginx' };
const containers = [
  {
    name: 'c',
    image: 'registry.k8s.io/ingress-nginx/controller:v1.9.1',
    args: ['/nginx-ingress-controller'],
    ports: [{ containerPort: 80 }],
  },
];
/** As an API server shows it: nothing that it lacks is still to be made up. */
const FROM_CLUSTER = { namespace: 'edge', name: 'gate', uid: 'u-1', resourceVersion: '7' };
const front = (ingress: readonly object[]): RawObject => ({
  ...service('edge/gate', 80, { type: 'LoadBalancer', selector: labels, clusterIP: '10.96.0.40' }, {}),
  metadata: FROM_CLUSTER,
  status: { loadBalancer: ingress.length === 0 ? {} : { ingress } },
});
const rule = (name: string, path: string): RawObject =>
  object(`networking.k8s.io/v1 Ingress town/${name}`, {
    ingressClassName: 'nginx',
    rules: [
      {
        host: 'fair.example',
        http: { paths: [{ path, pathType: 'Prefix', backend: { service: { name: 'stall', port: { number: 80 } } } }] },
      },
    ],
  });
const causeOf = (gate: RawObject, path: string, more: readonly RawObject[] = []) =>
  walk(
    [
      NODE,
      object('networking.k8s.io/v1 IngressClass nginx', { controller: 'k8s.io/ingress-nginx' }),
      pod('edge/gate', 80, { labels, spec: { containers } }),
      gate,
      rule('hats', '/hats'),
      rule('shoes', '/shoes'),
      ...more,
      pod('town/stall', 80),
      service('town/stall', 80),
    ],
    { from: { internet: true }, to: `http://fair.example${path}` },
  ).outcomes[0]?.cause;

test('the paths of a host are those of all Ingresses that have it', () => {
  const cause = causeOf(front([{ ip: '203.0.113.9' }]), '/coats');
  expect(cause).toMatchObject({ code: 'INGRESS_NO_MATCH' });
  expect(saidCause(cause)).toContain('/hats (Prefix), /shoes (Prefix)');
});

test('a path that several Ingresses have is told once', () => {
  const cause = causeOf(front([{ ip: '203.0.113.9' }]), '/coats', [rule('more-hats', '/hats')]);
  expect(saidCause(cause)).toContain('/hats (Prefix), /shoes (Prefix).');
});

test('a controller whose Service waits for its address is not told to become a load balancer', () => {
  const waits = causeOf(front([]), '/hats');
  expect(waits?.code).toBe('INGRESS_NOT_SERVED');
  expect(saidCause(waits)).toContain('has not been given one');
  expect(waits?.fix?.code).toBe('LET_ADDRESS_BE_GIVEN');
});
