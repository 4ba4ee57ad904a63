import type { BalancerPlanner } from '../balancers/balancer-planner.ts';
import type { ClusterCheck, MistakeFinders } from '../findings/cluster-checks.ts';
import type { GatewayPlanner } from '../gateway/gateway-planner.ts';
import type { CollectSlices, HintByZones } from '../services/given-slices.ts';
import type { IngressPlanner } from '../ingress/ingress-planner.ts';
import type { NetworkDetector } from '../nodes/network-detector.ts';
import type { OpenShiftPlanner } from '../openshift/router.ts';
import type { CreateKeep } from './keep.ts';
import type { OperatorPlanner } from '../operators/operator-planner.ts';
import type { ServiceTaking } from '../services/refuse-service.ts';
import type { ProjectTemplate } from '../pods/pod-names.ts';

/** What controllers can do that only some clusters need. A field is absent: the cluster is built as if there were nothing of that kind. */
export interface ClusterPrograms {
  /** Absent: every cluster is built on bridges. */
  readonly networks?: NetworkDetector;
  /** Absent: pods are made by the workloads of Kubernetes itself. */
  readonly operators?: OperatorPlanner;
  readonly ingresses?: IngressPlanner;
  readonly gateways?: GatewayPlanner;
  readonly openshift?: OpenShiftPlanner;
  /** Absent: Services are served by the pods they select. */
  readonly endpointSlices?: CollectSlices;
  /** Absent: topology-mode Auto gives no hints. */
  readonly hintByZones?: HintByZones;
  /** Absent: pods of Deployments are named by their whole template. */
  readonly templates?: ProjectTemplate;
  /** Absent: load balancers are a cloud's, or made up. */
  readonly balancers?: BalancerPlanner;
  /** Absent: the API server takes every Service. */
  readonly serviceTaking?: ServiceTaking;
  /** Absent: what nobody states is handed out anew. */
  readonly keep?: CreateKeep;
  readonly findings?: MistakeFinders;
  readonly findPolicyMistakes?: ClusterCheck;
  readonly findGatewayMistakes?: ClusterCheck;
}
