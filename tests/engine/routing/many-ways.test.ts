import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { TraceResult } from '../../../src/engine/routing/engine/result.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { appOf, backend, gatewayOf, routeOf } from './gateway/gateway-objects.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const node = (at: number): RawObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `node-${at}` },
  spec: { podCIDRs: [`10.244.${at}.0/24`] },
  status: { addresses: [{ type: 'InternalIP', address: `192.168.0.${at}` }] },
});

const deployment = (name: string, replicas: number): RawObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name, image: name, ports: [{ containerPort: 8080 }] }] },
    },
  },
});

const balanced: RawObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
  status: { loadBalancer: { ingress: [{ ip: '203.0.113.50' }] } },
};

const nodes = Array.from({ length: 10 }, (_, at) => node(at + 1));
const mode = (proxyMode: string): RawObject => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  metadata: { name: 'config' },
  mode: proxyMode,
});

function trace(objects: readonly RawObject[], request: TraceRequest): TraceResult {
  const traced = createRouter(buildCluster({ objects })).trace(request);
  if (!traced.ok) throw new Error(traced.error.code);
  return traced.value;
}

const sum = ({ outcomes }: TraceResult): number => outcomes.reduce((total, { probability }) => total + probability, 0);

describe('a load balancer over 10 nodes with 210 pods behind it: 2,100 ways', () => {
  test.each(['iptables', 'ipvs', 'ebpf'])('%s: pods of a node that are alike are one', (proxyMode) => {
    const result = trace([...nodes, mode(proxyMode), deployment('web', 210), balanced], {
      from: { internet: true },
      to: 'http://203.0.113.50/',
    });
    expect(result).toMatchObject({ verdict: 'REACHABLE', ways: 2100 });
    expect(result.missing).toBeUndefined();
    expect(result.assumptions.map(({ code }) => code)).toContain('ENDPOINTS_ALIKE');
    // In iptables' row of rules the last endpoint is never passed over.
    expect(result.outcomes.length).toBe(proxyMode === 'iptables' ? 110 : 100);
    expect(sum(result)).toBeCloseTo(1);
  });

  test('what a policy stops on one node is not lost among the others', () => {
    const policy: RawObject = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'not-from-outside', namespace: 'shop' },
      spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '192.168.0.7/32' } }] }] },
    };
    const result = trace([...nodes, deployment('web', 210), balanced, policy], {
      from: { internet: true },
      to: 'http://203.0.113.50/',
    });
    expect(result).toMatchObject({ verdict: 'AMBIGUOUS', ways: 2100 });
    expect(sum(result)).toBeCloseTo(1);
    const good = result.outcomes.filter(({ disposition }) => disposition === 'ACCEPTED');
    // What comes by node 7 or ends on the node it came to.
    expect(good.length).toBeGreaterThan(0);
    expect(good.length).toBeLessThan(result.outcomes.length);
  });
});

test('five mirrors to ten pods each: 100,000 ways of the copies, ten of the request', () => {
  const mirrors = Array.from({ length: 5 }, () => ({
    type: 'RequestMirror',
    requestMirror: { backendRef: backend('copies') },
  }));
  const rules = [{ matches: [{ path: { value: '/' } }], filters: mirrors, backendRefs: [backend('web')] }];
  const [service] = appOf('copies');
  const objects = [
    ...nodes.slice(0, 2),
    gatewayOf(),
    routeOf('web', { rules }),
    ...appOf('web'),
    deployment('copies', 10),
  ];
  const result = trace(service === undefined ? objects : [...objects, service], {
    from: { internet: true },
    to: 'http://shop.example/',
    via: 'gateway/shop/edge',
  });
  expect(result.verdict).toBe('REACHABLE');
  expect(result.ways).toBeGreaterThan(99_999);
  expect(result.outcomes.length).toBeLessThan(20);
  expect(result.outcomes[0]?.legs.filter(({ kind }) => kind === 'MIRRORED').length).toBe(5);
  expect(sum(result)).toBeCloseTo(1);
});
