import { type Change, DEFAULT_DELAYS } from '../../src/engine/kubernetes/changes/change.ts';
import { frozenObjects } from '../../src/engine/kubernetes/changes/freeze.ts';
import { planChanges } from '../../src/engine/kubernetes/changes/plan-changes.ts';
import type { Cluster, ClusterOverrides } from '../../src/engine/kubernetes/cluster/cluster.ts';
import type { Intervention } from '../../src/engine/kubernetes/cluster/intervention.ts';
import { computeGatewayStatus } from '../../src/engine/kubernetes/gateway/status.ts';
import { objectKey, type ObjectRef, type RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { computeReach } from '../../src/engine/routing/reach/compute-reach.ts';
import type { TraceRequest } from '../../src/engine/routing/request/request.ts';
import type { Router } from '../../src/engine/routing/engine/router.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { LATER_WORDS } from '../../src/narration/en/page/later-words.ts';
import { resolverLines } from '../../src/simulation/views/host-text.ts';
import { factsOf } from '../../src/simulation/facts/object-facts.ts';
import { offeredChanges, tellOffered } from '../../src/simulation/changes/offered-changes.ts';
import { createPolicyMarks } from '../../src/simulation/views/policy-marks.ts';
import {
  sourceSuggestions,
  suggestRequests,
  targetSuggestions,
} from '../../src/simulation/views/request-suggestions.ts';
import { tellOutcome } from '../narration/told-walks.ts';
import { formatNodeRuleset, buildCluster, createTimelineRouters, createRouter } from '../whole-engine.ts';

export interface Board {
  readonly objects: readonly RawObject[];
  readonly interventions?: readonly Intervention[];
  readonly overrides?: ClusterOverrides;
  readonly requests?: readonly TraceRequest[];
  readonly changes?: readonly Change[];
}

/** Everything that reads objects, once: the cluster, what is wrong with it, walks and why they fail, what is said, timelines. */
export function readEverything({ objects, interventions = [], overrides = {}, requests, changes }: Board): Cluster {
  const cluster = buildCluster({ objects, interventions, overrides });
  void cluster.findings;
  void cluster.gateways;
  const router = createRouter(cluster);
  const asked = requests ?? suggestRequests(cluster);
  walk(router, asked);
  for (const request of asked.slice(0, 2))
    targetSuggestions(cluster, 'pod' in request.from ? `pod/${request.from.pod}` : 'internet');
  sourceSuggestions(cluster, LATER_WORDS.suggestions);
  computeGatewayStatus(cluster);
  for (const { name } of cluster.nodes.slice(0, 2))
    for (const family of [4, 6] as const) formatNodeRuleset(cluster, name, family);
  const marks = createPolicyMarks(cluster);
  for (const pod of cluster.pods) {
    marks(pod);
    resolverLines(cluster, pod);
  }
  for (const [key, { kind, metadata }] of cluster.objects) {
    const ref: ObjectRef = {
      kind,
      name: metadata.name,
      ...(key.split('/').length > 2 && { namespace: metadata.namespace ?? 'default' }),
    };
    factsOf(cluster, ref, { ...LATER_WORDS.objectFacts, condition: ENGLISH.condition });
    if (kind === 'Pod' || kind === 'Node')
      for (const offered of offeredChanges(cluster, objectKey(ref))) tellOffered(offered, LATER_WORDS.offeredChanges);
  }
  computeReach(cluster).lines();
  for (const change of changes ?? someChanges(cluster)) {
    const timeline = planChanges(cluster, [{ at: 500, change }], DEFAULT_DELAYS);
    const routers = createTimelineRouters(timeline);
    for (const at of [600, 3000, timeline.duration]) walk(routers.at(at), asked.slice(0, 1));
    frozenObjects(objects, routers.at(timeline.duration).cluster);
  }
  return cluster;
}

function walk(router: Router, requests: readonly TraceRequest[]): void {
  for (const request of requests) {
    const result = router.trace(request);
    if (result.ok) for (const outcome of result.value.outcomes.slice(0, 4)) tellOutcome(router.cluster, outcome);
  }
}

/** One of each type. */
function someChanges({ pods, nodes, workloads }: Cluster): readonly Change[] {
  const pod = pods.find(({ phase, assumed }) => phase === 'Running' && assumed === undefined);
  const at = pod === undefined ? undefined : { namespace: pod.namespace, pod: pod.name };
  const node = nodes.at(-1)?.name ?? '';
  return [
    ...(at === undefined
      ? []
      : (['fail-readiness', 'crash', 'delete-pod'] as const).map((type): Change => ({ type, ...at }))),
    ...workloads
      .filter(({ assumed }) => assumed === undefined)
      .slice(0, 4)
      .flatMap(({ kind, namespace, name }): readonly Change[] => {
        const workload = { kind, namespace, name };
        return [
          { type: 'roll-out', workload },
          { type: 'scale', workload, replicas: 1 },
        ];
      }),
    { type: 'node-down', node },
    { type: 'drain', node },
  ];
}
