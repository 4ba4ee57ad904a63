import { apiGroup } from '../engine/kubernetes/model/kinds.ts';

/**
 * Component configuration files: objects without metadata. The value is the name we give them, after the ConfigMap
 * kubeadm keeps each in.
 */
const CONFIGURATIONS: ReadonlyMap<string, string> = new Map([
  ['kubeproxy.config.k8s.io/KubeProxyConfiguration', 'kube-proxy'],
  ['kubeadm.k8s.io/ClusterConfiguration', 'kubeadm-config'],
  ['kubelet.config.k8s.io/KubeletConfiguration', 'kubelet-config'],
]);

/** The name a component configuration goes by; undefined for every other object. */
export function configurationName(apiVersion: string, kind: string): string | undefined {
  return CONFIGURATIONS.get(`${apiGroup(apiVersion)}/${kind}`);
}
