import { DEFAULT_DELAYS } from '../../../../src/engine/kubernetes/changes/change.ts';
import { planChanges } from '../../../../src/engine/kubernetes/changes/plan-changes.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { Router } from '../../../../src/engine/routing/engine/router.ts';
import type { TraceResult } from '../../../../src/engine/routing/engine/result.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import { traced } from '../shop.ts';
import { CLIENT, type Scenario } from './scenario.ts';
import { buildCluster, createTimelineRouters, createRouter } from '../../../whole-engine.ts';

/** The scenario's request in its cluster, or in one with other objects. */
export function walkScenario(scenario: Scenario, objects: readonly RawObject[] = scenario.objects): TraceResult {
  return traced(routerOf(scenario, objects), requestOf(scenario));
}

export function requestOf({ from = CLIENT, to, via, http, bytes }: Scenario): TraceRequest {
  return {
    from,
    to,
    ...(via === undefined ? {} : { via }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(http === undefined ? {} : { http }),
  };
}

export function routerOf({ interventions = [], after, cloud }: Scenario, objects: readonly RawObject[]): Router {
  const cluster = buildCluster({ objects, interventions, ...(cloud && { overrides: { cloud } }) });
  if (after === undefined) return createRouter(cluster);
  const timeline = planChanges(cluster, [{ at: 0, change: after.change }], { ...DEFAULT_DELAYS, ...after.delays });
  return createTimelineRouters(timeline).at(after.at);
}
