import type {
  Cluster,
  ClusterIngress,
  ClusterNode,
  ClusterPod,
  ClusterService,
  ClusterSettings,
  Seats,
} from '../cluster/cluster.ts';
import type { MistakeFinders } from '../findings/cluster-checks.ts';
import type { About } from '../model/finding.ts';
import type { Assumption } from '../model/assumption.ts';
import type { ObjectStore } from '../cluster/object-store.ts';

/** The pods of a cluster; none is made before somebody asks for it. */
export interface PodSource extends Seats<ClusterPod> {
  readonly all: () => readonly ClusterPod[];
  readonly find: (namespace: string, name: string) => ClusterPod | undefined;
  /** Those on a node that may take ports of it: with hostNetwork or a hostPort. */
  readonly portTakersOn: (nodeName: string) => readonly ClusterPod[];
  /** Told without reading what pods run: the same object while none of it changes. */
  readonly seats: Seats;
}

export interface ServiceSource {
  readonly all: readonly ClusterService[];
  readonly find: (namespace: string, name: string) => ClusterService | undefined;
}

/** What is in a cluster; all look-ups follow from it (index-cluster.ts). What follows from several of them is a function of the cluster. */
export interface ClusterFacts {
  readonly settings: ClusterSettings;
  readonly nodes: readonly ClusterNode[];
  readonly pods: PodSource;
  readonly services: ServiceSource;
  readonly ingresses: readonly ClusterIngress[];
  readonly store: Omit<ObjectStore, 'get' | 'parts'>;
  readonly namespaces: () => Cluster['namespaces'];
  readonly workloads: () => Cluster['workloads'];
  readonly serviceAddresses: Cluster['serviceAddresses'];
  readonly gateways: (cluster: Cluster) => Cluster['gateways'];
  readonly entries: (cluster: Cluster) => Cluster['entries'];
  readonly gatewayAddresses: (cluster: Cluster, host: string) => ReturnType<Cluster['gatewayAddresses']>;
  readonly keptAddresses: (cluster: Cluster) => ReturnType<Cluster['keptAddresses']>;
  /** `finders` absent: with those of the engine that built the cluster; `about`: of these objects, and of others perhaps. */
  readonly findings: (cluster: Cluster, finders?: MistakeFinders, about?: About) => Cluster['findings'];
  readonly assumptions: readonly Assumption[];
}
