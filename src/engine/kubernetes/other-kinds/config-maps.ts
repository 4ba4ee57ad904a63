/**
 * What the ConfigMaps are called by which programs of the network are set up, of those that are looked up by their names. Where there are
 * several names, the first that is there counts.
 */
export const CONFIG_MAPS = {
  /** What kubeadm, kops, EKS, AKS and k3s call CoreDNS' Corefile; RKE2's chart. */
  corefile: ['coredns', 'rke2-coredns-rke2-coredns'],
  /** What AKS and k3s import into it. // k3s v1.33 manifests/coredns.yaml; learn.microsoft.com/azure/aks/coredns-custom */
  imports: ['coredns-custom'],
  /** Of kube-dns, which GKE still runs. // kubernetes/dns, cmd/kube-dns pkg/dns/config */
  kubeDns: ['kube-dns'],
  /** Of NodeLocal DNSCache: what Kubernetes' own manifest calls it, and what kubespray does. */
  dnsCache: ['node-local-dns', 'nodelocaldns'],
  cilium: ['cilium-config'],
  calico: ['calico-config'],
  canal: ['canal-config'],
  flannel: ['kube-flannel-cfg'],
} as const;

/** Out of which kube-vip-cloud-provider takes addresses. // kube-vip-cloud-provider v0.0.12 pkg/provider/loadBalancer.go */
export const KUBE_VIP_POOLS = { namespace: 'kube-system', name: 'kubevip' } as const;

/** What the manifests of ingress-nginx call its settings; its flags may name others. */
export const NGINX_CONFIG_MAPS = ['ingress-nginx-controller', 'nginx-configuration'] as const;
