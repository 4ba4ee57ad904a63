import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { saidFinding } from '../../../support/said.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { traced } from '../shop.ts';

interface NodeFacts {
  readonly external?: string;
  readonly labels?: Record<string, string>;
}

function k3sNode(n: number, { external, labels = {} }: NodeFacts = {}): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `board-${n}`, labels },
    spec: { providerID: `k3s://board-${n}`, podCIDRs: [`10.42.${n}.0/24`] },
    status: {
      addresses: [
        { type: 'InternalIP', address: `192.168.1.1${n}` },
        ...(external === undefined ? [] : [{ type: 'ExternalIP', address: external }]),
      ],
    },
  };
}

const app = (name: string, node = 'board-1'): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', labels: { app: name } },
  spec: { nodeName: node, containers: [{ name: 'c', image: 'c', ports: [{ containerPort: 8080 }] }] },
});

const service = (name: string, port: number, spec: object = {}, labels: Record<string, string> = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default', labels },
  spec: { type: 'LoadBalancer', selector: { app: name }, ports: [{ port, targetPort: 8080 }], ...spec },
});

const build = (...objects: readonly RawObject[]) => buildCluster({ objects });
const addresses = (cluster: ReturnType<typeof build>, name: string) =>
  cluster.service('default', name)?.loadBalancerIPs.map(({ ip }) => ip);

describe('a Service of k3s has the addresses of the nodes', () => {
  test('on which its pods are, which take its ports there', () => {
    const cluster = build(k3sNode(1), k3sNode(2), app('web'), service('web', 80));
    expect(addresses(cluster, 'web')).toEqual(['192.168.1.11', '192.168.1.12']);
    const pods = cluster.pods.filter(({ name }) => name.startsWith('svclb-web-'));
    expect(
      pods.map(({ namespace, nodeName, containers }) => [namespace, nodeName, containers[0]?.ports[0]?.hostPort]),
    ).toEqual([
      ['kube-system', 'board-1', 80],
      ['kube-system', 'board-2', 80],
    ]);
    expect(cluster.assumptions.map(({ code }) => code)).toContain('SERVICELB_ASSUMED');
  });

  test('unless another has the port on all of them: it waits, and that is told', () => {
    const cluster = build(k3sNode(1), app('web'), app('shop'), service('web', 80), service('shop', 80));
    expect(addresses(cluster, 'web')).toEqual(['192.168.1.11']);
    expect(addresses(cluster, 'shop')).toEqual([]);
    const finding = cluster.findings.find(({ code }) => code === 'LOAD_BALANCER_PENDING');
    expect(finding?.object.name).toBe('shop');
    expect(finding && saidFinding(finding)).toContain('Service default/web has TCP port 80');
  });

  test('that a label lets serve, and of its pool', () => {
    const enabled = 'svccontroller.k3s.cattle.io/enablelb';
    const pool = 'svccontroller.k3s.cattle.io/lbpool';
    const one = k3sNode(1, { labels: { [enabled]: 'true', [pool]: 'a' } });
    const two = k3sNode(2, { labels: { [enabled]: 'true' } });
    const cluster = build(
      one,
      two,
      k3sNode(3),
      app('web'),
      service('web', 80),
      service('shop', 81, {}, { [pool]: 'a' }),
    );
    expect(addresses(cluster, 'web')).toEqual(['192.168.1.11', '192.168.1.12']);
    expect(addresses(cluster, 'shop')).toEqual(['192.168.1.11']);
  });

  test('with externalTrafficPolicy Local where an endpoint is', () => {
    const local = { externalTrafficPolicy: 'Local' };
    const cluster = build(
      k3sNode(1),
      k3sNode(2),
      app('web', 'board-2'),
      service('web', 80, local),
      service('none', 81, local),
    );
    expect(addresses(cluster, 'web')).toEqual(['192.168.1.12']);
    expect(cluster.service('default', 'none')?.balancing?.pending).toEqual({
      code: 'NO_NODE',
      detail: { local: true },
    });
  });

  test('as the DaemonSets that are given have it, and not where something else has pools', () => {
    const pool = {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'IPAddressPool',
      metadata: { name: 'lan', namespace: 'metallb-system' },
      spec: { addresses: ['192.168.1.240/29'] },
    };
    expect(addresses(build(k3sNode(1), app('web'), service('web', 80), pool), 'web')).toEqual(['192.168.1.240']);
    const other = service('web', 80, { loadBalancerClass: 'example.com/other' });
    expect(addresses(build(k3sNode(1), app('web'), other), 'web')).toEqual(['203.0.113.129']);
  });
});

describe('a packet from outside', () => {
  const ask = (cluster: ReturnType<typeof build>, to: string) =>
    traced(createRouter(cluster), { from: { internet: true }, to });

  test('is taken by kube-proxy’s rule for the node’s address, which hides the client', () => {
    const cluster = build(k3sNode(1), k3sNode(2), app('web', 'board-2'), service('web', 80));
    const result = ask(cluster, 'http://192.168.1.11/');
    expect(result.verdict).toBe('REACHABLE');
    const [outcome] = result.outcomes;
    expect(outcome?.masqueraded).toBe(true);
    expect(outcome?.legs.at(-1)?.request.hops.some(({ namespace }) => namespace.includes('svclb'))).toBe(false);
    expect(result.assumptions.map(({ code }) => code)).toContain('SERVICELB_ASSUMED');
  });

  test('to an address outside that a router translates passes the host port and the pod of servicelb', () => {
    const cluster = build(k3sNode(1, { external: '203.0.113.7' }), app('web'), service('web', 80));
    expect(addresses(cluster, 'web')).toEqual(['203.0.113.7']);
    const result = ask(cluster, 'http://203.0.113.7/');
    expect(result.verdict).toBe('REACHABLE');
    const [outcome] = result.outcomes;
    const passed = outcome?.legs.at(-1)?.request.hops.map(({ namespace }) => namespace.replace(/-[0-9a-z-]*$/, ''));
    expect(passed?.filter((namespace) => namespace.startsWith('pod/'))[0]).toContain('pod/kube-system/svclb');
    expect(outcome?.destination).toMatchObject({ name: 'web' });
    expect(outcome?.reply).toBe('ACCEPTED');
  });

  test('from a range that the Service does not allow gets no further than its pod', () => {
    const narrow = service('web', 80, { loadBalancerSourceRanges: ['10.9.0.0/16'] });
    const cluster = build(k3sNode(1, { external: '203.0.113.7' }), app('web'), narrow);
    expect(ask(cluster, 'http://203.0.113.7/').outcomes[0]).toMatchObject({
      disposition: 'DROPPED',
      cause: { code: 'SOURCE_RANGE_NOT_ALLOWED' },
    });
  });
});
