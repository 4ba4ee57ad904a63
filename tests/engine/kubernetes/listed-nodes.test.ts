import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { buildCluster } from '../../whole-engine.ts';

const kind = (more: object = {}): RawObject => ({
  apiVersion: 'kind.x-k8s.io/v1alpha4',
  kind: 'Cluster',
  metadata: { name: 'kind' },
  ...more,
});

const k3d = (more: object = {}): RawObject => ({
  apiVersion: 'k3d.io/v1alpha5',
  kind: 'Simple',
  metadata: { name: 'dev' },
  ...more,
});

const THREE = { nodes: [{ role: 'control-plane' }, { role: 'worker' }, { role: 'worker' }] };

const DEPLOYMENT: RawObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas: 4,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } },
  },
};

function built(...objects: readonly RawObject[]) {
  const { nodes, settings, pods, assumptions, findings } = buildCluster({ objects });
  return {
    nodes: nodes.map(({ name }) => name),
    ips: nodes.map(({ ips }) => ips.join()),
    podCIDRs: nodes.map((node) => node.podCIDRs.join()),
    ranges: [settings.podCIDRs, settings.serviceCIDRs],
    settings,
    of: Object.fromEntries(nodes.map((node) => [node.name, node])),
    hosts: new Set(pods.filter(({ namespace }) => namespace === 'default').map(({ nodeName }) => nodeName)),
    assumed: assumptions.map(({ code }) => code),
    findings,
  };
}

const TAKEN_FOR_GRANTED = ['NODES_ASSUMED', 'POD_CIDR_ASSUMED', 'SERVICE_CIDR_ASSUMED'];

describe('kind', () => {
  test('its nodes are those that are listed, on docker’s network, with its ranges', () => {
    const { assumed, ...found } = built(kind(THREE));
    expect(found).toMatchObject({
      nodes: ['kind-control-plane', 'kind-worker', 'kind-worker2'],
      ips: ['172.18.0.2', '172.18.0.3', '172.18.0.4'],
      podCIDRs: ['10.244.0.0/24', '10.244.1.0/24', '10.244.2.0/24'],
      ranges: [['10.244.0.0/16'], ['10.96.0.0/16']],
      settings: { cni: 'kindnet', proxyMode: 'iptables' },
    });
    for (const code of TAKEN_FOR_GRANTED) expect(assumed).not.toContain(code);
  });

  test('what it states', () => {
    const networking = { podSubnet: '10.10.0.0/16', serviceSubnet: '10.11.0.0/16', kubeProxyMode: 'nftables' };
    const labelled = [{ role: 'control-plane', labels: { tier: 'front' } }];
    const found = built(kind({ name: 'demo', networking, nodes: labelled }));
    expect(found).toMatchObject({
      nodes: ['demo-control-plane'],
      ranges: [['10.10.0.0/16'], ['10.11.0.0/16']],
      settings: { proxyMode: 'nftables' },
    });
    expect(found.of['demo-control-plane']?.labels).toMatchObject({ tier: 'front' });
  });

  test('without a default CNI the cluster has whichever is given', () => {
    expect(built(kind({ networking: { disableDefaultCNI: true } })).settings.cni).not.toBe('kindnet');
  });

  test.each([
    ['ipv6', ['fd00:10:244::/56'], ['fd00:10:96::/112'], 'fc00:f853:ccd:e793::2'],
    [
      'dual',
      ['10.244.0.0/16', 'fd00:10:244::/56'],
      ['10.96.0.0/16', 'fd00:10:96::/112'],
      '172.18.0.2,fc00:f853:ccd:e793::2',
    ],
  ])('ipFamily %s', (ipFamily, pods, services, ips) => {
    expect(built(kind({ networking: { ipFamily } }))).toMatchObject({ ranges: [pods, services], ips: [ips] });
  });

  test('pods run on its control plane only where that is its only node', () => {
    expect(built(kind(THREE), DEPLOYMENT).hosts).toEqual(new Set(['kind-worker', 'kind-worker2']));
    expect([...built(kind(), DEPLOYMENT).hosts]).toEqual(['kind-control-plane']);
  });

  test('of given Nodes the configuration lists none, and only ranges that it states count', () => {
    const node: RawObject = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'kind-control-plane' },
      spec: { providerID: 'kind://docker/kind/kind-control-plane', podCIDR: '10.50.0.0/24' },
      status: { addresses: [{ type: 'InternalIP', address: '172.20.0.2' }] },
    };
    const { nodes, ips, assumed } = built(node, kind(THREE));
    expect({ nodes, ips }).toEqual({ nodes: ['kind-control-plane'], ips: ['172.20.0.2'] });
    expect(assumed).toContain('POD_CIDR_ASSUMED');
    expect(built(node, kind({ networking: { podSubnet: '10.50.0.0/16' } })).ranges[0]).toEqual(['10.50.0.0/16']);
  });
});

describe('k3d', () => {
  test('its nodes are as many servers and agents as it says, with the ranges of k3s', () => {
    const { assumed, ...found } = built(k3d({ servers: 1, agents: 2 }));
    expect(found).toMatchObject({
      nodes: ['k3d-dev-server-0', 'k3d-dev-agent-0', 'k3d-dev-agent-1'],
      ips: ['172.18.0.2', '172.18.0.3', '172.18.0.4'],
      ranges: [['10.42.0.0/16'], ['10.43.0.0/16']],
    });
    for (const code of TAKEN_FOR_GRANTED) expect(assumed).not.toContain(code);
  });

  test('its network, and ranges that k3s is told', () => {
    const extraArgs = [{ arg: '--cluster-cidr=10.118.0.0/17' }, { arg: '--service-cidr=10.119.0.0/16' }];
    expect(built(k3d({ subnet: '172.28.0.0/16', options: { k3s: { extraArgs } } }))).toMatchObject({
      ips: ['172.28.0.2'],
      ranges: [['10.118.0.0/17'], ['10.119.0.0/16']],
    });
  });

  test('no node has an address that another has by its pods', () => {
    const pod = (name: string, nodeName: string, hostIP: string): RawObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default' },
      spec: { nodeName, containers: [{ name: 'web', image: 'web' }] },
      status: { hostIP },
    });
    const known = pod('a', 'k3d-dev-agent-1', '172.18.0.2');
    const { ips, findings } = built(k3d({ agents: 2 }), known, pod('b', 'elsewhere', '172.18.0.4'));
    expect({ ips, findings }).toEqual({ ips: ['172.18.0.3', '172.18.0.5', '172.18.0.2', '172.18.0.4'], findings: [] });
  });

  test.each([
    ['172.28.0.0/30', 2, ['172.28.0.2', '192.168.0.11', '192.168.0.12']],
    ['172.28.0.0/29', 5, ['172.28.0.2', '172.28.0.3', '172.28.0.4', '172.28.0.5', '172.28.0.6', '192.168.0.11']],
    ['172.28.0.0/32', 0, ['192.168.0.11']],
    ['255.255.255.252/30', 2, ['255.255.255.254', '192.168.0.11', '192.168.0.12']],
  ])('a network as small as %s is told of', (subnet, agents, ips) => {
    const found = built(k3d({ subnet, agents }));
    expect(found.ips).toEqual(ips);
    const without = found.nodes.filter((_, at) => ips[at]?.startsWith('192.168.') === true);
    const detail = { networks: [subnet], node: without[0], others: without.length - 1 };
    const told = { severity: 'error', code: 'NODE_NETWORK_EXHAUSTED', detail, path: ['subnet'] };
    expect(found.findings).toMatchObject([told]);
  });
});
