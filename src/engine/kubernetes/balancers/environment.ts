import type { Environment } from '../model/balancing.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import { recordOf, textOf } from '../model/reader.ts';

/**
 * A cluster on somebody's own machine in which nothing serves load balancers unless it is started; undefined: it shows none of
 * these. kind v0.30 pkg/cluster/internal/create/actions; minikube v1.37 pkg/minikube/node/start.go.
 */
export function environmentOf(store: PlanStore): Environment | undefined {
  if (store.few('Node', isKind).length > 0) return 'kind';
  return store.few('Node', isMinikube).length > 0 ? 'minikube' : undefined;
}

const isMinikube = ({ labels }: StoredObject): boolean => labels['minikube.k8s.io/name'] !== undefined;

/** By its providerID: "kind://docker/CLUSTER/NODE". */
const isKind = ({ raw }: StoredObject): boolean =>
  textOf(recordOf(raw['spec'])['providerID'])?.startsWith('kind://') === true;
