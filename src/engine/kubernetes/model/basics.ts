import type { Ip, Port } from '../../net/ip.ts';

/** Managed clusters: Amazon EKS, Google GKE, Azure AKS. */
export type CloudName = 'eks' | 'gke' | 'aks';

/** A CNI's own language of policies. */
export type PolicyLanguage = 'cilium' | 'calico';

export type ProxyMode = 'iptables' | 'nftables' | 'ipvs' | 'ebpf';

export type TransportProtocol = 'TCP' | 'UDP' | 'SCTP';

export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: Port;
  readonly protocol: TransportProtocol;
  readonly hostPort?: Port;
  readonly hostIP?: Ip;
}

export interface IngressBackend {
  readonly service: string;
  readonly port: { readonly number: Port } | { readonly name: string };
}

export interface IngressPath {
  readonly path: string;
  readonly pathType: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  readonly backend: IngressBackend;
}
