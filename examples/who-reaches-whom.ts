// Which workloads may connect to which, by the NetworkPolicies of a cluster?

import { ALL_PROGRAMS, computeReach, createEngine } from '../src/engine/index.ts';
import { SHOP } from './objects.ts';

/** One line for each pair of workloads that may connect. */
export function whoReachesWhom(): readonly string[] {
  const { buildCluster } = createEngine(ALL_PROGRAMS);
  const { sources, destinations, connections } = computeReach(buildCluster({ objects: SHOP }));
  const workloads = sources.filter(({ kind }) => kind === 'workload');
  return workloads.flatMap(({ label: from }) =>
    destinations
      .filter(({ kind, label }) => kind === 'workload' && label !== from)
      .map(({ label: to }) => ({ to, allowed: connections(from, to) }))
      .filter(({ allowed }) => Object.keys(allowed).length > 0)
      .map(({ to, allowed }) => `${from} → ${to}: ${JSON.stringify(allowed)}`),
  );
}
