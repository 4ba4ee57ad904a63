import { describe, expect, test } from 'vitest';
import type { ClusterOverrides } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { buildCluster } from '../../whole-engine.ts';

const node = (spec: object): RawObject => ({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, spec });
const daemon = (name: string, env: Readonly<Record<string, string>> = {}, namespace = 'kube-system'): RawObject => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, namespace },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        containers: [{ name, image: name, env: Object.entries(env).map(([key, value]) => ({ name: key, value })) }],
      },
    },
  },
});
const config = (name: string, data: Readonly<Record<string, string>>, namespace = 'kube-system'): RawObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data,
});
const found = (objects: readonly RawObject[], overrides: ClusterOverrides = {}) => {
  const { settings, assumptions } = buildCluster({ objects, overrides });
  const { cni, cloud, podCIDRs, policiesIgnored, proxyMode } = settings;
  return { cni, cloud, podCIDRs, policiesIgnored, proxyMode, assumed: assumptions.map(({ code }) => code) };
};

test('nothing says: the bridge, which is taken to enforce policies', () => {
  expect(found([node({})])).toMatchObject({ cni: 'bridge', cloud: undefined, policiesIgnored: undefined });
  expect(found([node({})], { cni: 'bridge' }).policiesIgnored).toBe(true);
});

describe('DaemonSets', () => {
  test.each([
    ['aws-node', 'aws-vpc', true],
    ['kube-flannel-ds', 'flannel', true],
    ['calico-node', 'calico', undefined],
    ['cilium', 'cilium', undefined],
    ['anetd', 'gke-dataplane-v2', undefined],
    ['kindnet', 'kindnet', undefined],
    ['azure-cns', 'azure-overlay', true],
  ])('%s is %s', (name, cni, policiesIgnored) => {
    expect(found([daemon(name)])).toMatchObject({ cni, policiesIgnored });
    expect(found([daemon(name)]).assumed).not.toContain('CNI_ASSUMED');
  });

  test('Calico by its variables and pools', () => {
    expect(
      found([daemon('calico-node', { CALICO_IPV4POOL_IPIP: 'Always', CALICO_IPV4POOL_CIDR: '10.10.0.0/16' })]),
    ).toMatchObject({
      cni: 'calico-ipip',
      podCIDRs: ['10.10.0.0/16'],
    });
    expect(found([daemon('calico-node', { CALICO_IPV4POOL_VXLAN: 'Always' })]).cni).toBe('calico-vxlan');
    const pool = { apiVersion: 'crd.projectcalico.org/v1', kind: 'IPPool', metadata: { name: 'p' } };
    const spec = { cidr: '10.20.0.0/16', ipipMode: 'Never', vxlanMode: 'Always' };
    expect(found([daemon('calico-node', {}, 'calico-system'), { ...pool, spec }])).toMatchObject({
      cni: 'calico-vxlan',
      podCIDRs: ['10.20.0.0/16'],
    });
  });

  test('flannel with Calico beside it enforces policies (Canal)', () => {
    expect(found([daemon('kube-flannel-ds'), daemon('calico-node')])).toMatchObject({
      cni: 'flannel',
      policiesIgnored: undefined,
    });
  });

  test('configuration maps say the mode and the range', () => {
    const cilium = config('cilium-config', { 'routing-mode': 'native', 'cluster-pool-ipv4-cidr': '10.30.0.0/16' });
    expect(found([daemon('cilium'), cilium])).toMatchObject({ cni: 'cilium-native', podCIDRs: ['10.30.0.0/16'] });
    const flannel = config('kube-flannel-cfg', { 'net-conf.json': '{"Network": "10.40.0.0/16"}' }, 'kube-flannel');
    expect(found([daemon('kube-flannel-ds', {}, 'kube-flannel'), flannel]).podCIDRs).toEqual(['10.40.0.0/16']);
  });
});

describe('clouds', () => {
  test.each([
    ['aws:///eu-west-1a/i-0', 'eks', 'aws-vpc'],
    ['gce://project/zone/name', 'gke', 'gke'],
    ['azure:///subscriptions/x', 'aks', 'azure-overlay'],
  ])('%s', (providerID, cloud, cni) => {
    const seen = found([node({ providerID })]);
    expect(seen).toMatchObject({ cloud, cni });
    expect(seen.assumed).toContain('CNI_ASSUMED');
  });

  test('AWS nodes with a podCIDR are not of the VPC CNI', () => {
    expect(found([node({ providerID: 'aws:///x', podCIDR: '10.244.1.0/24' })])).toMatchObject({
      cloud: 'eks',
      cni: 'bridge',
    });
  });

  test('other providers are no cloud', () =>
    expect(found([node({ providerID: 'kind://docker/x' })]).cloud).toBeUndefined());

  test('flags come first', () => {
    expect(found([daemon('calico-node')], { cni: 'flannel' }).cni).toBe('flannel');
    expect(found([node({ providerID: 'gce://x' })], { cloud: 'eks' })).toMatchObject({ cloud: 'eks', cni: 'aws-vpc' });
    expect(found([], { cloud: 'aks', cni: 'azure' })).toMatchObject({ cloud: 'aks', cni: 'azure' });
  });
});

test('a CNI replaces kube-proxy unless a mode is stated', () => {
  expect(found([daemon('cilium')]).proxyMode).toBe('ebpf');
  const stated = {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    metadata: { name: 'c' },
  };
  expect(found([daemon('cilium'), { ...stated, mode: 'nftables' }]).proxyMode).toBe('nftables');
});

test('a CNI without a program says so', () => {
  expect(found([], { cni: 'weave' })).toMatchObject({ cni: 'weave' });
  expect(found([], { cni: 'weave' }).assumed).toContain('CNI_REPLACED');
});
