import { expect, test } from 'vitest';
import { parseManifests } from '../../src/manifests/parse.ts';
import { saidDiagnostic } from '../support/said.ts';
import { buildCluster } from '../whole-engine.ts';

const read = (text: string) => parseManifests([{ name: 'dump.yaml', text }]);

const configMap = (name: string, data: Readonly<Record<string, string>>, namespace = 'kube-system') =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data });

/** As kubeadm writes it. */
const PROXY = `apiVersion: kubeproxy.config.k8s.io/v1alpha1
bindAddress: 0.0.0.0
clientConnection:
  acceptContentTypes: ""
  kubeconfig: /var/lib/kube-proxy/kubeconfig.conf
clusterCIDR: 10.9.0.0/16
detectLocal:
  bridgeInterface: ""
  interfaceNamePrefix: ""
detectLocalMode: ""
iptables:
  localhostNodePorts: null
  masqueradeAll: false
  masqueradeBit: null
kind: KubeProxyConfiguration
mode: nftables
nodePortAddresses: null
`;
const KUBEADM = `apiServer: {}
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.33.2
networking:
  dnsDomain: corp.local
  podSubnet: 10.9.0.0/16
  serviceSubnet: 10.8.0.0/16
`;
const KUBELET = `apiVersion: kubelet.config.k8s.io/v1beta1
clusterDNS:
- 10.8.0.10
clusterDomain: corp.local
kind: KubeletConfiguration
maxPods: 30
`;

test('ConfigMaps of kubeadm and of EKS are the configurations that they hold', () => {
  const parsed = read(
    [
      configMap('kube-proxy', { 'config.conf': PROXY, 'kubeconfig.conf': 'apiVersion: v1\nkind: Config\n' }),
      configMap('kubeadm-config', { ClusterConfiguration: KUBEADM }),
      configMap('kubelet-config', { kubelet: KUBELET }),
    ].join('\n'),
  );
  expect(parsed.diagnostics).toEqual([]);
  expect(parsed.documents).toBe(3);
  expect(parsed.skipped).toEqual({});
  expect(parsed.objects.map(({ kind }) => kind)).toEqual([
    'KubeProxyConfiguration',
    'ClusterConfiguration',
    'KubeletConfiguration',
  ]);
  const { settings, findings } = buildCluster(parsed);
  expect(findings).toEqual([]);
  expect(settings).toMatchObject({
    proxyMode: 'nftables',
    podCIDRs: ['10.9.0.0/16'],
    serviceCIDRs: ['10.8.0.0/16'],
    clusterDomain: 'corp.local',
    clusterDNS: ['10.8.0.10'],
    localDetector: { mode: 'ClusterCIDR', cidrs: ['10.9.0.0/16'] },
    maxPods: 30,
  });
});

test('a configuration that is written out counts, before it and behind it', () => {
  const held = configMap('kube-proxy-config', { config: PROXY });
  const own = JSON.stringify({
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'ipvs',
  });
  for (const text of [`${held}\n${own}`, `${own}\n${held}`]) {
    const { objects, diagnostics } = read(text);
    expect(diagnostics.map(saidDiagnostic)).toEqual([]);
    expect(objects.map(({ mode }) => mode)).toEqual(['ipvs']);
  }
});

test('of other namespaces, of other kinds and of texts that cannot be read it stays a ConfigMap', () => {
  for (const text of [
    configMap('kube-proxy', { 'config.conf': PROXY }, 'vcluster'),
    configMap('kube-proxy', { 'config.conf': PROXY.replace('kind: KubeProxyConfiguration', 'kind: Config') }),
    configMap('kube-proxy', { 'config.conf': `${PROXY}  : [` }),
  ]) {
    const { objects, skipped } = read(text);
    expect(skipped).toEqual({ ConfigMap: 1 });
    expect(objects.map(({ kind }) => kind)).not.toContain('KubeProxyConfiguration');
  }
});
