/** Objects, their kinds, and the cluster they make. */
export type {
  Assumption,
  AssumptionDetails,
  HealthCheck,
  NamespacedName,
  ProtocolPort,
} from './kubernetes/model/assumption.ts';
export type {
  BalancerName,
  PassedPool,
  PendingAddress,
  PendingDetails,
  StatedBy,
} from './kubernetes/model/balancing.ts';
export type { Environment, Machine } from './kubernetes/model/machine.ts';
export type {
  CloudName,
  IngressPath,
  PolicyLanguage,
  ProxyMode,
  TransportProtocol,
} from './kubernetes/model/basics.ts';
export type { ClusterEntry, EntryWay } from './kubernetes/cluster/cluster-entry.ts';
export type { ClusterGateway, GatewayRoute } from './kubernetes/cluster/cluster-gateway.ts';
export type {
  Cluster,
  ClusterIngress,
  ClusterNode,
  ClusterOverrides,
  ClusterSetting,
  ClusterPod,
  ClusterService,
  ContainerReason,
  PodContainer,
  ServiceEndpoint,
  Workload,
} from './kubernetes/cluster/cluster.ts';
export type { Intervention } from './kubernetes/cluster/intervention.ts';
export type { UnsupportedField } from './kubernetes/model/unsupported-field.ts';
export type {
  CalicoRefusal,
  CiliumRefusal,
  Expected,
  FieldDetails,
  FoundValue,
} from './kubernetes/model/field-details.ts';
export type { Finding, FindingDetails } from './kubernetes/model/finding.ts';
export type {
  BackendProblem,
  ConditionDetail,
  GatewayDetails,
  PatternProblem,
} from './kubernetes/model/gateway-details.ts';
export {
  apiGroup,
  fileNameOf,
  hasBearing,
  hasRole,
  isNamespaced,
  kindOf,
  KINDS,
  kindsOf,
  refIn,
  templatePath,
  writtenKind,
} from './kubernetes/kind-table/kinds.ts';
export type {
  AddressDetails,
  DeclaredPort,
  NamedPort,
  NearestPods,
  ObjectDetails,
  ServiceDetails,
} from './kubernetes/model/object-details.ts';
export {
  formatObjectRef,
  objectKey,
  type ObjectMeta,
  type ObjectRef,
  parseObjectKey,
  type RawObject,
} from './kubernetes/model/object.ts';
export type { NoPodsReason } from './kubernetes/pods/why-no-pods.ts';
export type { PendingReason, PodDetails, Refusal } from './kubernetes/model/pod-details.ts';
export type { ServiceRefusal, SpecialRange } from './kubernetes/model/service-refusal.ts';
export { isCniUnnamed } from './kubernetes/nodes/unnamed-cni.ts';
export type { NearestPod, PolicyDetails, SelectedPods, WorkloadName } from './kubernetes/model/policy-details.ts';
export type { LabelRequirement, Labels, LabelSelector } from './kubernetes/model/specs.ts';
export type { Coded, NoDetail } from './kubernetes/tools/coded.ts';
export { NAME_OF_NAMESPACE, NAME_OF_NODE } from './kubernetes/model/name-labels.ts';
export { IS_DEFAULT_CLASS } from './kubernetes/fields/entries/default-class.ts';
export { wellKnownLabels } from './kubernetes/nodes/nodes.ts';
export { NODE_PORTS } from './kubernetes/services/node-ports.ts';
export { frontIPs } from './kubernetes/services/front-ips.ts';
