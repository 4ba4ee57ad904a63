import type { NetworkOptions } from '../../dataplane/build/build-network.ts';
import { buildCluster, buildClusterInSteps, type ClusterInput } from '../../kubernetes/build/build-cluster.ts';
import type { Cluster, ClusterOverrides } from '../../kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../kubernetes/model/object.ts';
import type { Network } from '../../linux/namespace/namespace.ts';
import type { Router, RouterOptions } from './router.ts';
import { type ClusterNeed, needs } from './needs.ts';
import { joinPrograms, NO_PROGRAMS, type Programs } from './programs.ts';

/** What turns objects into clusters, and clusters into answers, with the programs it was made of and no others. Immutable. */
export interface Engine {
  readonly programs: Programs;
  /** What a cluster needs and the programs lack stays undone; results say so (missingPrograms). */
  readonly buildCluster: (input: ClusterInput) => Cluster;
  /** What `buildCluster` returns, in steps, for a thread that has other things to do between them. */
  readonly buildClusterInSteps: (input: Omit<ClusterInput, 'previous'>) => Generator<undefined, Cluster>;
  readonly buildNetwork: (cluster: Cluster, options?: NetworkOptions) => Network;
  readonly createRouter: (cluster: Cluster, options?: RouterOptions) => Router;
  /** The programs that a cluster of these objects needs and the engine does not have. */
  readonly lacks: (objects: readonly RawObject[], overrides: ClusterOverrides) => readonly ClusterNeed[];
  /** An engine with these programs too; the same one where it has them. */
  readonly with: (...programs: readonly Programs[]) => Engine;
  /** An engine with the same programs that walks by this. */
  readonly walkingBy: (walking: Walking) => Engine;
}

/** What becomes of a cluster once it is built: hosts, and requests on their way. */
export interface Walking {
  readonly buildNetwork: (cluster: Cluster, programs: Programs, options?: NetworkOptions) => Network;
  readonly createRouter: (cluster: Cluster, programs: Programs, options?: RouterOptions) => Router;
}

/** The engine of these programs that walks by this. */
export function engineOf(walking: Walking, programs: Programs = NO_PROGRAMS): Engine {
  const engine: Engine = {
    programs,
    buildCluster: (input) => buildCluster(input, programs.cluster, programs.follow),
    buildClusterInSteps: (input) => buildClusterInSteps(input, programs.cluster),
    buildNetwork: (cluster, options) => walking.buildNetwork(cluster, programs, options),
    createRouter: (cluster, options) => walking.createRouter(cluster, programs, options),
    lacks: (objects, overrides) => needs(objects, overrides).filter((name) => !programs.names.includes(name)),
    with: (...more) => {
      const joined = joinPrograms(programs, ...more);
      return joined === programs ? engine : engineOf(walking, joined);
    },
    walkingBy: (other) => (other === walking ? engine : engineOf(other, programs)),
  };
  return engine;
}
