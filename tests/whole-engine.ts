import { formatLab as format } from '../src/engine/dataplane/lab/format-lab.ts';
import { formatNodeRuleset as formatRuleset } from '../src/engine/dataplane/build/ruleset-text.ts';
import type { Timeline } from '../src/engine/kubernetes/changes/plan-changes.ts';
import type { Cluster } from '../src/engine/kubernetes/cluster/cluster.ts';
import type { Network } from '../src/engine/linux/namespace/namespace.ts';
import type { IpFamily } from '../src/engine/net/ip.ts';
import { createTimelineRouters as createRouters } from '../src/engine/routing/changes/moment-router.ts';
import { ALL_PROGRAMS } from '../src/engine/routing/engine/all-programs.ts';
import { createEngine } from '../src/engine/routing/engine/create-engine.ts';

/** An engine that can do everything, as the command line has it. */
export const ENGINE = createEngine(ALL_PROGRAMS);

export const { buildCluster, buildClusterInSteps, buildNetwork, createRouter } = ENGINE;

export const formatNodeRuleset = (cluster: Cluster, node: string, family: IpFamily): string =>
  formatRuleset(cluster, node, family, ALL_PROGRAMS.network);

export const formatLab = (cluster: Cluster, network: Network = buildNetwork(cluster)) => format(cluster, network);

export const createTimelineRouters = (timeline: Timeline) => createRouters(timeline, ALL_PROGRAMS);
