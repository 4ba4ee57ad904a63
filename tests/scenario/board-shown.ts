import { planChanges } from '../../src/engine/kubernetes/changes/plan-changes.ts';
import { DEFAULT_DELAYS } from '../../src/engine/kubernetes/changes/change.ts';
import { objectKey } from '../../src/engine/kubernetes/model/object.ts';
import { containerReasonText } from '../../src/narration/en/phrases/container-reason.ts';
import type { Router } from '../../src/engine/routing/engine/router.ts';
import type { SavedRequest, SharedScenario } from '../../src/scenario/document/document.ts';
import { formatNodeRuleset, buildCluster, createTimelineRouters, createRouter } from '../whole-engine.ts';

/** What a board shows, as data in which nothing of the form of its objects is. */
export function boardShown({ document, timeline }: SharedScenario): unknown {
  const { objects, interventions, overrides, requests } = document;
  const cluster = buildCluster({ objects, interventions, overrides });
  const router = createRouter(cluster);
  return {
    settings: cluster.settings,
    nodes: cluster.nodes.map(({ name, ips, podCIDRs, ready, zone }) => [name, ips, podCIDRs, ready, zone]),
    pods: cluster.pods.map(
      ({ namespace, name, nodeName, ips, phase, ready, terminating, pendingReason, containers }) => [
        namespace,
        name,
        nodeName,
        ips,
        phase,
        ready,
        terminating,
        pendingReason,
        containers.map((each) => `${each.name} ${each.state} ${each.reason ? containerReasonText(each.reason) : ''}`),
      ],
    ),
    services: cluster.services.map(({ namespace, name, clusterIPs, loadBalancerIPs, externalIPs, ports }) => [
      namespace,
      name,
      clusterIPs,
      loadBalancerIPs,
      externalIPs,
      ports,
    ]),
    workloads: cluster.workloads,
    ingresses: cluster.ingresses.map(({ name, addresses }) => [name, addresses]),
    gateways: cluster.gateways.map(({ name, addresses, listeners, routes }) => [
      name,
      addresses,
      listeners,
      routes.map((route) => [route.name, route.listeners]),
    ]),
    findings: cluster.findings.map(({ code, object, path }) => [code, objectKey(object), path?.join('.')]),
    assumptions: cluster.assumptions,
    walks: requests.map((request) => walkShown(router, request)),
    rules: cluster.nodes.slice(0, 1).map(({ name }) => formatNodeRuleset(cluster, name, 4)),
    timeline: timeline === undefined ? undefined : timelineShown(cluster, timeline, requests),
  };
}

function walkShown(router: Router, request: SavedRequest): unknown {
  const result = router.trace(request);
  if (!result.ok) return result.error.code;
  const { verdict, outcomes, notConsidered = [] } = result.value;
  return [
    verdict,
    notConsidered.map(({ object, code, detail }) => [objectKey(object), code, detail]),
    outcomes.map(({ probability, disposition, cause, final, destination, http, reply, legs }) => [
      probability,
      disposition,
      cause?.code,
      cause?.object && objectKey(cause.object),
      final,
      destination,
      http?.status,
      http?.route,
      http?.backend,
      reply,
      legs.map((leg) => [
        leg.kind,
        leg.request.hops.map(({ namespace, steps }) => [
          namespace,
          steps.map(({ type, action }) => `${type} ${action}`),
        ]),
      ]),
    ]),
  ];
}

function timelineShown(
  cluster: ReturnType<typeof buildCluster>,
  { changes, time, delays }: NonNullable<SharedScenario['timeline']>,
  requests: readonly SavedRequest[],
): unknown {
  const timeline = planChanges(cluster, changes, { ...DEFAULT_DELAYS, ...delays });
  const router = createTimelineRouters(timeline).at(time);
  return [timeline.events, timeline.duration, requests.slice(0, 1).map((request) => walkShown(router, request))];
}
