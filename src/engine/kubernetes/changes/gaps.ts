import type { Cluster, ClusterPod } from '../cluster/cluster.ts';
import { matchesLabels } from '../matching/node-match.ts';
import type { Timeline } from './plan-changes.ts';
import { applyDelta, createWorld, type World } from './world.ts';

/** A stretch of time in which some kube-proxy sends to a pod that does not take connections; milliseconds. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** When rules and reality differ: a request may fail then, depending on where it is sent from and on chance. */
export function findGaps(timeline: Timeline): readonly Gap[] {
  const { base, steps, duration } = timeline;
  const services = touchedServices(timeline);
  const gaps: Gap[] = [];
  const world = createWorld();
  let since: number | undefined;
  for (const [index, { event, deltas }] of steps.entries()) {
    for (const delta of deltas) applyDelta(world, delta);
    // What happens in one millisecond happens at once.
    if (steps[index + 1]?.event.at === event.at) continue;
    const open = isOpen(timeline, world, services);
    if (open && since === undefined) since = event.at;
    if (!open && since !== undefined) {
      gaps.push({ from: since, to: event.at });
      since = undefined;
    }
  }
  if (since !== undefined && base.pods.length > 0) gaps.push({ from: since, to: duration });
  return gaps;
}

/** By the key of the Service: its pods before the first change. */
type ServicePods = ReadonlyMap<string, readonly ClusterPod[]>;

function touchedServices({ base, steps }: Timeline): ServicePods {
  const touched = new Map<string, ClusterPod>();
  for (const { deltas } of steps)
    for (const delta of deltas) {
      if ('pod' in delta && delta.value !== null && !touched.has(delta.pod)) touched.set(delta.pod, delta.value);
      if ('machine' in delta)
        for (const pod of base.podsOn(delta.machine)) touched.set(`${pod.namespace}/${pod.name}`, pod);
    }
  const pods = [...touched.values()];
  return new Map(
    base.services.flatMap((service) => {
      const { namespace, name, selector } = service;
      if (selector === undefined) return [];
      const selects = (pod: ClusterPod): boolean => pod.namespace === namespace && matchesLabels(selector, pod.labels);
      return pods.some(selects) ? [[`${namespace}/${name}`, endpointPods(base, service)] as const] : [];
    }),
  );
}

function endpointPods(base: Cluster, service: Cluster['services'][number]): readonly ClusterPod[] {
  return ([4, 6] as const).flatMap((family) =>
    service
      .endpoints(family)
      .flatMap(({ pod }) => (pod === undefined ? [] : (base.pod(pod.namespace, pod.name) ?? []))),
  );
}

function isOpen({ base, proxyGroups }: Timeline, world: World, services: ServicePods): boolean {
  return proxyGroups.some(({ nodes }, group) => {
    if (nodes.every((node) => world.down.has(node))) return false;
    return [...services].some(([service, before]) =>
      (world.synced.get(group)?.get(service) ?? before).some(
        (pod) => pod.ready && !pod.terminating && !answers(base, world, pod),
      ),
    );
  });
}

/** True while the pod takes connections. */
function answers(base: Cluster, { pods, down }: World, { namespace, name }: ClusterPod): boolean {
  const changed = pods.get(`${namespace}/${name}`);
  const now = changed === undefined ? base.pod(namespace, name) : changed;
  if (now === undefined || now === null || (now.nodeName !== undefined && down.has(now.nodeName))) return false;
  return now.listeners.length > 0 || now.listensEverywhere;
}
