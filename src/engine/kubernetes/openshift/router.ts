import type { Ip } from '../../net/ip.ts';
import type { Cluster, ClusterPod, ClusterService } from '../cluster/cluster.ts';
import type { RawObject } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import { recordOf } from '../model/reader.ts';
import { assume, type Report } from '../model/report.ts';
import { type AddOnObject, deployment } from '../services/addons.ts';
import { isForHost, type RouterRoute, routerRoutes } from './routes.ts';

/** On the pods of a router: which IngressController they are of. // cluster-ingress-operator v4.19 pkg/operator/controller/names.go */
const ROUTER = 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller';

/** What makes Routes work; only clusters that have some need it. */
export interface OpenShiftPlanner {
  /** A router where none is given. */
  readonly addOns: (store: PlanStore, report: Report) => readonly AddOnObject[];
  /** Where the world's DNS sends who asks for a host of a Route; undefined: no Route is for it. */
  readonly addressesOf: (cluster: Cluster, host: string) => readonly Ip[] | undefined;
}

export const OPENSHIFT: OpenShiftPlanner = { addOns: routerAddOn, addressesOf };

export const isRouter = ({ labels }: Pick<ClusterPod, 'labels'>): boolean => labels[ROUTER] !== undefined;

/** The Services in front of routers for who comes from outside. */
export function routerFronts({ services }: Cluster): readonly ClusterService[] {
  return services.filter(({ selector, type }) => selector?.[ROUTER] !== undefined && type !== 'ClusterIP');
}

/** All Routes of a cluster. */
export const routesOf = ({ ofKind, notRead }: Cluster): readonly RouterRoute[] =>
  routerRoutes({ routes: ofKind('Route'), notRead });

/** Of load balancers; where routers have the host's network without one, of their nodes. */
function addressesOf(cluster: Cluster, host: string): readonly Ip[] | undefined {
  const routes = routesOf(cluster);
  if (!routes.some((route) => isForHost(route, host))) return undefined;
  const balanced = routerFronts(cluster).flatMap(({ loadBalancerIPs }) => loadBalancerIPs.map(({ ip }) => ip));
  if (balanced.length > 0) return balanced;
  const nodes = new Set(cluster.pods.flatMap((pod) => (isRouter(pod) && pod.hostNetwork ? (pod.nodeName ?? []) : [])));
  return cluster.nodes.flatMap(({ name, externalIPs, ips }) =>
    nodes.has(name) ? (externalIPs.length > 0 ? externalIPs : ips) : [],
  );
}

function routerAddOn(store: PlanStore, report: Report): readonly AddOnObject[] {
  if (store.ofKind('Route').length === 0 || hasRouter(store)) return [];
  assume(report, { code: 'ROUTER_ASSUMED', detail: {} });
  const [namespace, name] = ['openshift-ingress', 'router-default'];
  const labels = { [ROUTER]: 'default' };
  const service: RawObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: { app: 'router', router: name } },
    spec: {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      selector: labels,
      ports: [
        { name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' },
        { name: 'https', port: 443, protocol: 'TCP', targetPort: 'https' },
      ],
    },
  };
  const ports = [
    { name: 'http', containerPort: 80, protocol: 'TCP' },
    { name: 'https', containerPort: 443, protocol: 'TCP' },
    { name: 'metrics', containerPort: 1936, protocol: 'TCP' },
  ];
  const router = deployment({ name, namespace, labels, container: { name: 'router', image: 'haproxy-router', ports } });
  const space: RawObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
  return [space, service, router].map((raw) => ({ raw, assumed: 'ROUTER_ASSUMED' }));
}

const hasRouter = (store: PlanStore): boolean =>
  store.few('Pod', isRouter).length > 0 || MAKERS.some((kind) => store.few(kind, makesRouters).length > 0);

const MAKERS = ['Deployment', 'DaemonSet', 'ReplicaSet'] as const;

function makesRouters({ raw }: StoredObject): boolean {
  const template = recordOf(recordOf(raw['spec'])['template']);
  return recordOf(recordOf(template['metadata'])['labels'])[ROUTER] !== undefined;
}
