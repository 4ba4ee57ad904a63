import { expect, test } from 'vitest';
import { hasBearing } from '../../../src/engine/kubernetes/kind-table/kinds.ts';
import { deployment, node, pod, service } from './objects.ts';
import { buildCluster } from '../../whole-engine.ts';

const proxy = (fields: object) => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  metadata: { name: '' },
  ...fields,
});
const settings = (...objects: Parameters<typeof buildCluster>[0]['objects']) => buildCluster({ objects }).settings;

test('settings come from the objects Kubernetes uses', () => {
  const networking = { podSubnet: '10.1.0.0/16,fd01::/48', serviceSubnet: '10.2.0.0/16', dnsDomain: 'corp.local' };
  const kubeadm = {
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'ClusterConfiguration',
    metadata: { name: '' },
    networking,
  };
  const kubelet = {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    metadata: { name: '' },
    clusterDNS: ['10.2.0.53'],
  };
  expect(
    settings(kubeadm, kubelet, proxy({ mode: 'nftables', clusterCIDR: '', nftables: { masqueradeAll: true } })),
  ).toMatchObject({
    podCIDRs: ['10.1.0.0/16', 'fd01::/48'],
    serviceCIDRs: ['10.2.0.0/16'],
    clusterDomain: 'corp.local',
    clusterDNS: ['10.2.0.53'],
    proxyMode: 'nftables',
    masqueradeAll: true,
    localDetector: { mode: 'none' },
  });
});

test("without configuration: kubeadm's ranges, or what the objects show", () => {
  expect(settings()).toMatchObject({
    podCIDRs: ['10.244.0.0/16'],
    serviceCIDRs: ['10.96.0.0/12'],
    localDetector: { mode: 'ClusterCIDR', cidrs: ['10.244.0.0/16'] },
    localhostNodePorts: true,
  });
  const k3s = ['10.42.0.0/24', '10.42.1.0/24'].map((cidr, i) => node(`n${i}`, { spec: { podCIDRs: [cidr] } }));
  expect(settings(...k3s, service('kubernetes', { clusterIP: '10.43.0.1' }))).toMatchObject({
    podCIDRs: ['10.42.0.0/16'],
    serviceCIDRs: ['10.43.0.0/16'],
  });
});

test('sloppy addresses are lived with, and noted; unusable fields are noted with their path', () => {
  const cluster = buildCluster({
    objects: [
      service('web', {
        type: 'LoadBalancer',
        loadBalancerSourceRanges: [' 203.0.113.0/25'],
        externalIPs: ['010.001.1.1'],
      }),
      service('bad', { ports: [{ port: 'eighty' }, { port: 81 }] }),
      pod('p'),
      pod('p'),
      deployment('web'),
    ],
  });
  expect(cluster.service('default', 'web')).toMatchObject({
    loadBalancerSourceRanges: ['203.0.113.0/25'],
    externalIPs: ['10.1.1.1'],
  });
  expect(cluster.service('default', 'bad')?.ports.map((p) => p.port)).toEqual([81]);
  const found = cluster.findings.map((f) => `${f.code} ${f.path?.join('.') ?? ''}`);
  expect(found).toContain('ADDRESS_SPELLING spec.loadBalancerSourceRanges.0');
  expect(found).toContain('FIELD_UNUSABLE spec.ports.0.port');
  expect(found).toContain('DUPLICATE_OBJECT ');
});

test('kinds are told by group', () => {
  expect(hasBearing('v1', 'Service')).toBe(true);
  expect(hasBearing('serving.knative.dev/v1', 'Service')).toBe(false);
  expect(hasBearing('v1', 'ConfigMap')).toBe(false);
});

test("a VPC's ranges hold every node and pod, one range or several", () => {
  const at = (cni: string, ...addresses: readonly string[]) =>
    buildCluster({
      objects: addresses.map((address, index) => node(`n${index}`, { address })),
      overrides: { cni },
    }).settings.podCIDRs;
  expect(at('aws-vpc', '10.16.7.11', '10.19.7.14')).toEqual(['10.16.0.0/14']);
  expect(at('aws-vpc', '10.16.7.11', '10.16.9.12', '172.17.7.12')).toEqual(['10.16.0.0/16', '172.17.0.0/16']);
  expect(at('azure', 'fd00:192::11', 'fd07:10:244:77::14')).toEqual(['fd00:192::/56', 'fd07:10:244::/56']);
});

test('the version is the newest kubelet’s, else what kubeadm says, and a flag wins', () => {
  const kubelet = (name: string, kubeletVersion: string) => ({
    ...node(name),
    status: { nodeInfo: { kubeletVersion } },
  });
  const kubeadm = {
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'ClusterConfiguration',
    metadata: { name: '' },
    kubernetesVersion: 'v1.33.1',
  };
  expect(settings()).toMatchObject({ kubernetesVersion: '1.35', versionAssumed: true });
  expect(settings(kubeadm)).toMatchObject({ kubernetesVersion: '1.33' });
  expect(settings(kubeadm)).not.toHaveProperty('versionAssumed');
  const mixed = [kubelet('a', 'v1.9.11'), kubelet('b', 'v1.36.3-gke.1589018'), kubelet('c', 'v1.35.4+k3s1'), kubeadm];
  expect(settings(...mixed)).toMatchObject({ kubernetesVersion: '1.36' });
  expect(buildCluster({ objects: mixed, overrides: { kubernetesVersion: '1.37' } }).settings).toMatchObject({
    kubernetesVersion: '1.37',
  });
});

test('masqueradeBit is that of the mode', () => {
  const bits = { iptables: { masqueradeBit: 5 }, nftables: { masqueradeBit: 31 } };
  expect(settings(proxy({ mode: 'iptables', ...bits })).masqueradeMark).toBe(0x20);
  expect(settings(proxy({ mode: 'nftables', ...bits })).masqueradeMark).toBe(0x80000000);
  expect(settings(proxy({ mode: 'iptables' })).masqueradeMark).toBe(0x4000);
});

test('nodePortAddresses in words: primary, and since 1.37 localhost and all', () => {
  const of = (kubernetesVersion: '1.36' | '1.37', nodePortAddresses: readonly string[]) =>
    buildCluster({ objects: [proxy({ nodePortAddresses })], overrides: { kubernetesVersion } });
  expect(of('1.37', ['primary', 'localhost', '192.168.0.0/16']).settings.nodePortAddresses).toEqual([
    'primary',
    '127.0.0.0/8',
    '::1/128',
    '192.168.0.0/16',
  ]);
  expect(of('1.37', ['all']).settings.nodePortAddresses).toEqual(['0.0.0.0/0', '::/0']);
  const before = of('1.36', ['localhost']);
  expect(before.settings.nodePortAddresses).toEqual([]);
  expect(before.findings.map(({ code }) => code)).toContain('FIELD_UNUSABLE');
});
