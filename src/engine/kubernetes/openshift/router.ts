import type { Ip } from '../../net/ip.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ClusterEntry } from '../cluster/cluster-entry.ts';
import type { RawObject } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import { recordOf } from '../model/reader.ts';
import { assume, type Report } from '../model/report.ts';
import { type AddOnObject, deployment } from '../services/addons.ts';
import { routeEntries } from './route-entry.ts';
import { addressesOf, isRouter, ROUTER } from './router-places.ts';

/** What makes Routes work; only clusters that have some need it. */
export interface OpenShiftPlanner {
  /** A router where none is given. */
  readonly addOns: (store: PlanStore, report: Report) => readonly AddOnObject[];
  /** Where the world's DNS sends who asks for a host of a Route; undefined: no Route is for it. */
  readonly addressesOf: (cluster: Cluster, host: string) => readonly Ip[] | undefined;
  readonly entries: (cluster: Cluster) => readonly ClusterEntry[];
}

export const OPENSHIFT: OpenShiftPlanner = { addOns: routerAddOn, addressesOf, entries: routeEntries };

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
