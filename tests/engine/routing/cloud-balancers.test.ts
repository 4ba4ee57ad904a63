import { describe, expect, test } from 'vitest';
import type { ClusterOverrides } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { Labels } from './cloud-board.ts';
import { object, pod, service, walk } from './unread/board.ts';

const IP = '203.0.113.9';
const node = (n: number): RawObject => ({
  ...object(`v1 Node n${n}`, { podCIDRs: [`10.20.${n}.0/24`] }),
  status: { addresses: [{ type: 'InternalIP', address: `10.0.0.1${n}` }] },
});
const AZURE = 'service.beta.kubernetes.io/azure-load-balancer-health-probe-';
const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const NLB = { [`${AWS}type`]: 'external', [`${AWS}scheme`]: 'internet-facing' };

/** `ipMode`: Proxy where packets get another destination. */
function balanced(spec: object, annotations: Labels = {}, ipMode = 'VIP'): RawObject {
  const own = { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec };
  return {
    ...service('oven/web', 80, own, { annotations }),
    status: { loadBalancer: { ingress: [{ ip: IP, ipMode }] } },
  };
}

function call(objects: readonly RawObject[], overrides: ClusterOverrides) {
  const all = [node(1), node(2), object('v1 Namespace oven', {}), ...objects];
  return walk(all, { from: { internet: true }, to: `http://${IP}/` }, { cni: 'bridge', ...overrides });
}

describe('where no target is healthy', () => {
  const down: RawObject = { ...pod('oven/web', 8080), status: { conditions: [{ type: 'Ready', status: 'False' }] } };
  const ended = (cloud: 'eks' | 'gke' | 'aks', annotations: Labels = {}) => {
    const local = { externalTrafficPolicy: 'Local', healthCheckNodePort: 31_000 };
    const [outcome] = call([down, balanced(local, annotations, cloud === 'eks' ? 'Proxy' : 'VIP')], { cloud }).outcomes;
    return { end: outcome?.legs[0]?.request.end, cause: outcome?.cause };
  };
  test.each([
    ['an NLB', 'eks', NLB],
    ['Google’s passthrough load balancer', 'gke', {}],
  ] as const)('%s sends to all nodes, which drop it', (_, cloud, annotations) => {
    const { end, cause } = ended(cloud, annotations);
    expect(end).toMatch(/^node\/n/);
    expect(cause).toMatchObject({ code: 'NO_HEALTHY_TARGET', detail: { open: true, checks: 31_000 } });
  });
  test.each([
    ['a classic ELB', 'eks'],
    ['Azure’s load balancer', 'aks'],
  ] as const)('%s lets nothing through', (_, cloud) => {
    const { end, cause } = ended(cloud);
    expect(end).toBe('load-balancer');
    expect(cause?.code).toBe('NO_HEALTHY_TARGET');
    expect(cause?.detail).not.toHaveProperty('open');
  });
});

describe('the health probe of Azure’s load balancer', () => {
  const ready = pod('oven/web', 8080);
  const probed = pod('oven/web', 8080, {
    spec: {
      containers: [
        {
          name: 'main',
          image: 'img',
          ports: [{ name: 'http', containerPort: 8080 }],
          readinessProbe: { httpGet: { path: '/up', port: 'http' } },
        },
      ],
    },
  });
  const http = { ports: [{ port: 80, targetPort: 8080, appProtocol: 'http' }] };
  function told(
    spec: object,
    annotations: Labels = {},
    { of = ready, ...overrides }: ClusterOverrides & { of?: RawObject } = {},
  ) {
    const { verdict, notConsidered = [] } = call([of, balanced(spec, annotations)], { cloud: 'aks', ...overrides });
    return [verdict, ...notConsidered.flatMap((each) => (each.code === 'PROBED_BY_AZURE' ? [each.detail] : []))];
  }
  test('asks by TCP unless something says HTTP, and of policy Local kube-proxy', () => {
    expect(told({})).toEqual(['REACHABLE']);
    expect(told(http, { 'service.beta.kubernetes.io/port_80_health-probe_protocol': 'tcp' })).toEqual(['REACHABLE']);
    expect(told({ ...http, externalTrafficPolicy: 'Local' })).toEqual(['REACHABLE']);
    expect(told({}, { [`${AZURE}protocol`]: 'http' })[0]).toBe('UNDETERMINED');
  });
  test('goes by appProtocol since 1.24, at a path that nobody has chosen', () => {
    expect(told(http)).toMatchObject(['UNDETERMINED', { type: 'HTTP', path: '/', appProtocol: 'http' }]);
    expect(told(http, {}, { kubernetesVersion: '1.23' })).toEqual(['REACHABLE']);
  });
  test('at a path that somebody has chosen it is named, and a readinessProbe there answers for it', () => {
    const up = { [`${AZURE}request-path`]: '/up' };
    expect(told(http, up)).toMatchObject(['REACHABLE', { type: 'HTTP', path: '/up' }]);
    expect(told(http, up, { kubernetesVersion: '1.23' })).toMatchObject(['REACHABLE', { path: '/up' }]);
    expect(told(http, up, { of: probed })).toEqual(['REACHABLE']);
    expect(told(http, {}, { of: probed })[0]).toBe('UNDETERMINED');
    expect(
      told(http, { ...up, 'service.beta.kubernetes.io/port_80_health-probe_port': '15021' }, { of: probed })[1],
    ).toMatchObject({ path: '/up' });
  });
});
