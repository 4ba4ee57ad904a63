// Annotations of Services that decide something, apart from the fields: readers need no more than their names.

/** Annotations by which clouds are told to send the PROXY protocol; any value but "" and "false" asks for it. */
export const PROXY_PROTOCOL: readonly string[] = [
  'service.beta.kubernetes.io/aws-load-balancer-proxy-protocol',
  'service.beta.kubernetes.io/do-loadbalancer-enable-proxy-protocol',
  'service.beta.kubernetes.io/scw-loadbalancer-proxy-protocol-v2',
  'service.beta.kubernetes.io/linode-loadbalancer-default-proxy-protocol',
  'service.beta.kubernetes.io/ovh-loadbalancer-proxy-protocol',
  'service.beta.kubernetes.io/oci-load-balancer-connection-proxy-protocol-version',
  'service.beta.kubernetes.io/vultr-loadbalancer-proxy-protocol',
  'kubernetes.civo.com/loadbalancer-enable-proxy-protocol',
  'load-balancer.hetzner.cloud/uses-proxyprotocol',
  'loadbalancer.openstack.org/proxy-protocol',
];
/** By which Services ask for addresses: of MetalLB and of Cilium's LB IPAM, each with its former names, and of kube-vip. */
export const BALANCER_ANNOTATIONS: readonly string[] = [
  ...['address-pool', 'loadBalancerIPs', 'allow-shared-ip'].flatMap((name) =>
    ['metallb.io/', 'metallb.universe.tf/'].map((prefix) => prefix + name),
  ),
  ...['ips', 'sharing-key', 'sharing-cross-namespace'].flatMap((name) =>
    ['lbipam.cilium.io/', 'io.cilium/lb-ipam-'].map((prefix) => prefix + name),
  ),
  'kube-vip.io/loadbalancerIPs',
];
/** Of the AWS load balancer controller: "type", "nlb-target-type". */
export const AWS_LOAD_BALANCER = 'service.beta.kubernetes.io/aws-load-balancer-';
export const AZURE_NO_FLOATING_IP = 'service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip';
export const AZURE_INTERNAL = 'service.beta.kubernetes.io/azure-load-balancer-internal';
export const GKE_TYPES: readonly string[] = [
  'networking.gke.io/load-balancer-type',
  'cloud.google.com/load-balancer-type',
];
/** By which clouds are told to make an internal load balancer, or another kind of it. */
export const SCHEME_ANNOTATIONS: readonly string[] = [
  ...['type', 'scheme', 'internal'].map((name) => AWS_LOAD_BALANCER + name),
  AZURE_INTERNAL,
  ...GKE_TYPES,
];
