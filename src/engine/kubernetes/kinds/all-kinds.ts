import {
  CALICO_GLOBAL_POLICY,
  CALICO_POLICY,
  CALICO_TIER,
  GLOBAL_NETWORK_SET,
  NETWORK_SET,
} from './calico-policies.ts';
import { CIDR_GROUP, CILIUM_CLUSTER_POLICY, CILIUM_POLICY } from './cilium-policies.ts';
import { ADMIN_POLICY, BASELINE_POLICY, CLUSTER_POLICY } from './cluster-policies.ts';
import { K3D_CLUSTER, KIND_CLUSTER, KUBE_PROXY, KUBEADM, KUBELET, SERVICE_CIDR } from './configurations.ts';
import { ENDPOINT_SLICE } from './endpoint-slice.ts';
import { ENDPOINTS } from './endpoints.ts';
import { BACKEND_TLS_POLICY } from './gateway-api/backend-tls-policy.ts';
import { GATEWAY_CLASS } from './gateway-api/gateway-class.ts';
import { GATEWAY } from './gateway-api/gateway.ts';
import { LISTENER_SET } from './gateway-api/listener-set.ts';
import { REFERENCE_GRANT } from './gateway-api/reference-grant.ts';
import { GRPC_ROUTE, HTTP_ROUTE, TCP_ROUTE, TLS_ROUTE, UDP_ROUTE } from './gateway-api/routes.ts';
import { INGRESS_CLASS } from './ingress-class.ts';
import { INGRESS } from './ingress.ts';
import { AUTHORIZATION_POLICY } from './istio-authorization.ts';
import { DESTINATION_RULE, PEER_AUTHENTICATION } from './istio-policies.ts';
import type { Kind } from '../fields/kind.ts';
import { INGRESS_CLASS_PARAMS } from './load-balancers/aws.ts';
import {
  CILIUM_BGP_ADVERTISEMENT,
  CILIUM_BGP_CLUSTER,
  CILIUM_BGP_PEER,
  CILIUM_BGP_PEERING,
  CILIUM_L2_POLICY,
  CILIUM_POOL,
} from './load-balancers/cilium.ts';
import { BACKEND_CONFIG, FRONTEND_CONFIG } from './load-balancers/gke.ts';
import { BGP_ADVERTISEMENT, BGP_PEER, IP_ADDRESS_POOL, L2_ADVERTISEMENT } from './load-balancers/metallb.ts';
import { NAMESPACE } from './namespace.ts';
import { NETWORK_POLICY } from './network-policy.ts';
import { NODE } from './node.ts';
import { OPENSHIFT_ROUTE } from './openshift-route.ts';
import { POD } from './pod.ts';
import { SECRET } from './secret.ts';
import { SERVICE } from './service.ts';
import { CRON_JOB } from './workloads/cron-job.ts';
import { DAEMON_SET } from './workloads/daemon-set.ts';
import { DEPLOYMENT } from './workloads/deployment.ts';
import { JOB } from './workloads/job.ts';
import { ALERTMANAGER, PROMETHEUS, PROMETHEUS_AGENT, THANOS_RULER } from './workloads/monitoring.ts';
import { REPLICA_SET } from './workloads/replica-set.ts';
import { REPLICATION_CONTROLLER } from './workloads/replication-controller.ts';
import { ROLLOUT } from './workloads/rollout.ts';
import { STATEFUL_SET } from './workloads/stateful-set.ts';
import { VIRTUAL_MACHINE, VIRTUAL_MACHINE_INSTANCE } from './workloads/virtual-machines.ts';

/** Every kind that is read. Where kinds share a role, their objects are acted upon in this order. */
export const ALL_KINDS: readonly Kind[] = [
  NAMESPACE,
  NODE,
  POD,
  DEPLOYMENT,
  REPLICA_SET,
  REPLICATION_CONTROLLER,
  STATEFUL_SET,
  DAEMON_SET,
  JOB,
  CRON_JOB,
  ROLLOUT,
  PROMETHEUS,
  PROMETHEUS_AGENT,
  ALERTMANAGER,
  THANOS_RULER,
  VIRTUAL_MACHINE,
  VIRTUAL_MACHINE_INSTANCE,
  SERVICE,
  ENDPOINT_SLICE,
  ENDPOINTS,
  INGRESS,
  INGRESS_CLASS,
  INGRESS_CLASS_PARAMS,
  FRONTEND_CONFIG,
  BACKEND_CONFIG,
  OPENSHIFT_ROUTE,
  SECRET,
  NETWORK_POLICY,
  ADMIN_POLICY,
  BASELINE_POLICY,
  CLUSTER_POLICY,
  CILIUM_POLICY,
  CILIUM_CLUSTER_POLICY,
  CIDR_GROUP,
  CALICO_POLICY,
  CALICO_GLOBAL_POLICY,
  CALICO_TIER,
  NETWORK_SET,
  GLOBAL_NETWORK_SET,
  GATEWAY_CLASS,
  GATEWAY,
  LISTENER_SET,
  HTTP_ROUTE,
  GRPC_ROUTE,
  TLS_ROUTE,
  TCP_ROUTE,
  UDP_ROUTE,
  REFERENCE_GRANT,
  BACKEND_TLS_POLICY,
  PEER_AUTHENTICATION,
  DESTINATION_RULE,
  AUTHORIZATION_POLICY,
  IP_ADDRESS_POOL,
  L2_ADVERTISEMENT,
  BGP_ADVERTISEMENT,
  BGP_PEER,
  CILIUM_POOL,
  CILIUM_L2_POLICY,
  CILIUM_BGP_PEERING,
  CILIUM_BGP_CLUSTER,
  CILIUM_BGP_PEER,
  CILIUM_BGP_ADVERTISEMENT,
  KUBE_PROXY,
  KUBEADM,
  KUBELET,
  KIND_CLUSTER,
  K3D_CLUSTER,
  SERVICE_CIDR,
];
