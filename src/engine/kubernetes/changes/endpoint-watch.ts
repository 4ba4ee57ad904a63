import type { ClusterPod, ClusterService } from '../cluster/cluster.ts';
import { matchesLabels } from '../matching/node-match.ts';
import { type Delays, MIN_SYNC_PERIOD, proxySyncOf } from './change.ts';
import { after, note, type Sim, type SimPod } from './sim.ts';
import { podsOf } from './world.ts';

/** Nodes whose kube-proxies sync at the same moments. */
export interface ProxyGroup {
  readonly nodes: readonly string[];
  /** Milliseconds from an EndpointSlice's update. */
  readonly delay: number;
}

/** The nodes with a delay of their own first, then all others together. */
export function proxyGroups(nodes: readonly { readonly name: string }[], delays: Delays): readonly ProxyGroup[] {
  const byDelay = new Map<number, string[]>();
  for (const { name } of nodes) {
    const delay = proxySyncOf(delays, name);
    const group = byDelay.get(delay);
    if (group === undefined) byDelay.set(delay, [name]);
    else group.push(name);
  }
  return [...byDelay].map(([delay, names]) => ({ delay, nodes: names }));
}

/**
 * Follows the pods: EndpointSlices of the Services that select a changed pod, then each node's kube-proxy, then the load
 * balancer where it goes by the nodes' own endpoints.
 * // pkg/controller/endpointslice, discovery.k8s.io/v1 EndpointConditions; kube-proxy v1.34 pkg/proxy/runner BoundedFrequencyRunner
 */
export function watchEndpoints(
  sim: Sim,
  groups: readonly ProxyGroup[],
): { readonly podChanged: (pod: SimPod) => void; readonly checkNodes: () => void } {
  const services = sim.base.services.filter(({ selector, type }) => selector !== undefined && type !== 'ExternalName');
  const writing = new Set<ClusterService>();
  const syncing = new Set<number>();
  const lastSync = new Map<number, number>();
  const balanced = sim.base.services.some(({ loadBalancerIPs }) => loadBalancerIPs.length > 0);
  const local = sim.base.services.some(
    ({ loadBalancerIPs, externalTrafficPolicy }) => loadBalancerIPs.length > 0 && externalTrafficPolicy === 'Local',
  );

  const check = (): void =>
    after(sim, sim.delays.healthCheck, () => note(sim, { type: 'LOAD_BALANCER_CHECKED' }, { balancer: true }));

  const sync = (index: number, { delay, nodes }: ProxyGroup): void => {
    if (syncing.has(index)) return;
    syncing.add(index);
    const earliest = (lastSync.get(index) ?? -Infinity) + MIN_SYNC_PERIOD;
    sim.queue.at(Math.max(sim.queue.now() + delay, earliest), () => {
      syncing.delete(index);
      lastSync.set(index, sim.queue.now());
      const up = nodes.filter((node) => !sim.world.down.has(node));
      if (up.length > 0) note(sim, { type: 'PROXY_SYNCED', nodes: up }, { synced: index });
      if (local && index === groups.length - 1) check();
    });
  };

  const write = (service: ClusterService): void => {
    const endpoints = selected(sim, service);
    const known = sim.world.endpoints.get(keyOf(service)) ?? selectedFrom(sim.base.pods, service);
    if (signature(known) === signature(endpoints)) return;
    const ready = endpoints.filter((pod) => (pod.ready && !pod.terminating) || service.publishNotReadyAddresses).length;
    const terminating = endpoints.filter((pod) => pod.terminating).length;
    const object = { kind: 'Service', namespace: service.namespace, name: service.name };
    note(
      sim,
      { type: 'ENDPOINTS', object, ready, total: endpoints.length, terminating },
      { service: keyOf(service), endpoints },
    );
    for (const [index, group] of groups.entries()) sync(index, group);
  };

  return {
    podChanged: ({ healthy }) => {
      for (const service of services) {
        const { selector = {}, namespace } = service;
        if (namespace !== healthy.namespace || writing.has(service) || !matchesLabels(selector, healthy.labels))
          continue;
        writing.add(service);
        after(sim, sim.delays.endpointSlice, () => {
          writing.delete(service);
          write(service);
        });
      }
    },
    checkNodes: () => {
      if (balanced) check();
    },
  };
}

function keyOf({ namespace, name }: ClusterService): string {
  return `${namespace}/${name}`;
}

function selected(sim: Sim, service: ClusterService): readonly ClusterPod[] {
  return selectedFrom(podsOf(sim.base, sim.world), service);
}

function selectedFrom(
  pods: readonly ClusterPod[],
  { namespace, selector = {} }: ClusterService,
): readonly ClusterPod[] {
  return pods.filter(
    (pod) =>
      pod.namespace === namespace &&
      pod.ips.length > 0 &&
      pod.phase !== 'Succeeded' &&
      pod.phase !== 'Failed' &&
      matchesLabels(selector, pod.labels),
  );
}

function signature(pods: readonly ClusterPod[]): string {
  return pods
    .map(({ ips, nodeName, ready, terminating }) => `${ips.join()} ${nodeName} ${ready} ${terminating}`)
    .join('\n');
}
