import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';

/** n1 and n2: 192.168.10.11 and .12, podCIDRs 10.244.1.0/24 and 10.244.2.0/24. */
export const TWO_NODES: readonly RawObject[] = [1, 2].map((number) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `n${number}` },
  spec: { podCIDRs: [`10.244.${number}.0/24`] },
  status: { addresses: [{ type: 'InternalIP', address: `192.168.10.1${number}` }] },
}));

/** With the range of all pods of these nodes, unless `more` says otherwise. */
export const proxyConfiguration = (more: object): RawObject => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  metadata: { name: 'p' },
  clusterCIDR: '10.244.0.0/16',
  ...more,
});
