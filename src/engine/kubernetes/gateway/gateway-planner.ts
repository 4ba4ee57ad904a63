import type { Ip } from '../../net/ip.ts';
import type { AddOnObject } from '../services/addons.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ClusterEntry } from '../cluster/cluster-entry.ts';
import type { ClusterGateway } from '../cluster/cluster-gateway.ts';
import type { ListenerSpec } from './read/gateway-specs.ts';
import type { ProxyFront, ProxyPod } from './infrastructure.ts';
import type { LabelIndex } from '../matching/label-index.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import type { Report } from '../model/report.ts';

/** A Gateway and the Service in front of its proxy, given or assumed. */
export interface PlannedGateway {
  readonly object: StoredObject;
  /** Absent: nobody serves its class. */
  readonly service?: { readonly namespace: string; readonly name: string };
  /** What an assumed proxy takes connections on; empty when the proxy is given or there is none. */
  readonly proxyPorts: readonly ListenerSpec[];
}

export interface GatewaySources {
  readonly store: PlanStore;
  readonly services: readonly ProxyFront[];
  readonly pods: () => Pick<LabelIndex<ProxyPod>, 'select'>;
}

/** What makes Gateways work; only clusters that have some need it. */
export interface GatewayPlanner {
  readonly plan: (sources: GatewaySources) => readonly PlannedGateway[];
  /** Proxies for those whose own are not part of the input. */
  readonly addOns: (gateways: readonly PlannedGateway[], report: Report) => readonly AddOnObject[];
  readonly build: (gateways: readonly PlannedGateway[], cluster: Cluster) => readonly ClusterGateway[];
  readonly entries: (cluster: Pick<Cluster, 'gateways'>) => readonly ClusterEntry[];
  /** Addresses of the Gateway that serves this host by name; undefined: none does. */
  readonly addressesOf: (gateways: readonly ClusterGateway[], host: string) => readonly Ip[] | undefined;
}
