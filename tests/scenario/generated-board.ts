import type { Change, TimedChange } from '../../src/engine/kubernetes/changes/change.ts';
import type { Cluster, ClusterOverrides } from '../../src/engine/kubernetes/cluster/cluster.ts';
import type { Intervention } from '../../src/engine/kubernetes/cluster/intervention.ts';
import { EMPTY_DOCUMENT, type SavedRequest, type SharedScenario } from '../../src/scenario/document/document.ts';
import type { Dice } from './dice.ts';
import { gatewaysOf, ingressesOf, servicesOf, slicesOf } from './generated-entries.ts';
import { policiesOf, settingsOf } from './generated-settings.ts';
import { nodesOf, podsOf, workloadsOf } from './generated-workloads.ts';
import { buildCluster } from '../whole-engine.ts';

/** A small board of any kinds of objects, edited, with things that happen to it, and something on the screen. */
export function generateBoard(dice: Dice): SharedScenario {
  const objects = [
    ...settingsOf(dice),
    ...(dice.chance(9) ? nodesOf(dice) : []),
    ...workloadsOf(dice),
    ...podsOf(dice),
    ...servicesOf(dice),
    ...slicesOf(dice),
    ...ingressesOf(dice),
    ...gatewaysOf(dice),
    ...policiesOf(dice),
  ];
  const overrides = overridesOf(dice);
  const cluster = buildCluster({ objects, overrides });
  const requests = requestsOf(dice, cluster);
  const [first] = requests;
  const changes = changesOf(dice, cluster);
  const layout = cluster.pods.flatMap(({ namespace, name }) =>
    dice.chance(3) ? [[`Pod/${namespace}/${name}`, { x: dice.upTo(900), y: dice.upTo(900) }] as const] : [],
  );
  return {
    document: {
      ...EMPTY_DOCUMENT,
      title: dice.pick(['Untitled', 'Shop in production']),
      objects,
      overrides: { ...overrides, ...allocatedOf(dice, cluster) },
      interventions: interventionsOf(dice, cluster),
      layout: Object.fromEntries([
        ...layout,
        ...(dice.chance(3) ? [['Service/shop/s0', { x: 1, y: 2 }] as const] : []),
      ]),
      requests,
      story: dice.chance(2) ? [{ title: 'One', text: 'First\nsecond line', request: 0 }] : [],
    },
    ...(first !== undefined && dice.chance(9) && { request: first }),
    choices: dice.chance(3) ? [dice.upTo(2), dice.upTo(2)] : [],
    ...dice.maybe(4, () => ({
      step: {
        leg: dice.upTo(2),
        direction: dice.pick(['request', 'reply'] as const),
        hop: dice.upTo(4),
        type: 'ROUTE' as const,
      },
    })),
    lens: dice.pick(['objects', 'wires'] as const),
    ...dice.maybe(3, () => ({ depth: 'rules' as const, dns: true as const, speed: 2 })),
    ...dice.maybe(2, () => ({
      part: 1,
      selected: 'Service/shop/s0',
      inspector: { tab: 'YAML' },
      reach: { from: 'shop', onlyChanges: true as const },
      unfolded: ['a', 'b'],
    })),
    ...(changes.length > 0 && {
      timeline: { changes, time: dice.upTo(9000), ...dice.maybe(3, () => ({ delays: { sandbox: 20 }, rate: 7 })) },
    }),
  };
}

function overridesOf(dice: Dice): ClusterOverrides {
  return {
    ...dice.maybe(3, () => ({ proxyMode: dice.pick(['iptables', 'nftables', 'ipvs', 'ebpf'] as const) })),
    ...dice.maybe(2, () => ({ cni: dice.pick(['flannel', 'calico', 'cilium', 'aws-vpc']) })),
    ...dice.maybe(1, () => ({ cloud: dice.pick(['eks', 'gke', 'aks'] as const) })),
  };
}

/** What others have, some of which can be had and some not. */
function allocatedOf(dice: Dice, { pods, services, nodes }: Cluster): Pick<ClusterOverrides, 'allocated'> {
  if (!dice.chance(4)) return {};
  const entries = [
    ...pods.flatMap(({ namespace, name }) => {
      const other = dice.pick(pods);
      const place = { node: dice.pick(nodes).name, ...(other.ips.length > 0 && { ips: other.ips }) };
      return dice.chance(4) ? [[`Pod/${namespace}/${name}`, place] as const] : [];
    }),
    ...services.flatMap(({ namespace, name }) => {
      const { clusterIPs, loadBalancerIPs, ports } = dice.pick(services);
      const given = {
        ...(clusterIPs.length > 0 && { ips: clusterIPs }),
        ...dice.maybe(4, () => ({ nodePorts: ports.map(({ nodePort }) => nodePort ?? 30_007) })),
        ...(loadBalancerIPs.length > 0 && { balancerIPs: loadBalancerIPs.map(({ ip }) => ip) }),
        ...dice.maybe(2, () => ({ healthCheckNodePort: 30_011 })),
      };
      return dice.chance(4) ? [[`Service/${namespace}/${name}`, given] as const] : [];
    }),
  ];
  return entries.length === 0 ? {} : { allocated: Object.fromEntries(entries) };
}

function interventionsOf(dice: Dice, { pods, nodes }: Cluster): readonly Intervention[] {
  return pods.flatMap(({ namespace, name, containers }): readonly Intervention[] => {
    if (!dice.chance(2)) return [];
    const at = { namespace, pod: name };
    return [
      dice.pick<Intervention>([
        { type: 'reschedule', ...at, node: nodes.at(-1)?.name ?? '' },
        { type: 'stop-container', ...at, container: containers[0]?.name ?? '' },
        { type: 'kill-sandbox', ...at },
      ]),
    ];
  });
}

function requestsOf(dice: Dice, cluster: Cluster): readonly SavedRequest[] {
  const pod = cluster.pods[dice.upTo(Math.max(cluster.pods.length - 1, 0))];
  const from = dice.pick<SavedRequest['from']>([
    { pod: 'shop/client' },
    ...(pod === undefined ? [] : [{ pod: `${pod.namespace}/${pod.name}` }]),
    { internet: true },
    { node: cluster.nodes[0]?.name ?? 'node-1' },
  ]);
  const service = cluster.services[dice.upTo(Math.max(cluster.services.length - 1, 0))];
  const to = dice.pick([
    ...(service === undefined
      ? []
      : [
          `http://${service.name}.${service.namespace}:${service.ports[0]?.port ?? 80}/`,
          `tcp://${service.loadBalancerIPs[0]?.ip ?? service.clusterIPs[0] ?? '10.96.0.50'}:80`,
        ]),
    'http://alias/',
    'udp://s1.shop:80',
  ]);
  const via = [
    ...cluster.ingresses.map(({ namespace, name }) => `ingress/${namespace}/${name}`),
    ...cluster.gateways.map(({ namespace, name }) => `gateway/${namespace}/${name}`),
  ];
  const entry = via.map(
    (each): SavedRequest => ({
      from: { internet: true },
      to: dice.pick(['http://shop.example/cart', 'https://shop.example/']),
      via: each,
      ...dice.maybe(3, () => ({ http: { headers: { 'X-Canary': 'always' } } })),
    }),
  );
  return [{ from, to, ...dice.maybe(2, () => ({ title: 'A request' })) }, ...entry.slice(0, 1)];
}

function changesOf(dice: Dice, { pods, workloads, nodes }: Cluster): readonly TimedChange[] {
  if (!dice.chance(4)) return [];
  const pod = pods.find(({ assumed }) => assumed === undefined);
  const workload = workloads.find(({ assumed }) => assumed === undefined);
  const offered: readonly Change[] = [
    ...(pod === undefined
      ? []
      : (['delete-pod', 'crash', 'fail-readiness'] as const).map(
          (type): Change => ({ type, namespace: pod.namespace, pod: pod.name }),
        )),
    ...(workload === undefined
      ? []
      : [
          { type: 'roll-out', workload: refOf(workload) } as const,
          { type: 'scale', workload: refOf(workload), replicas: 2 } as const,
        ]),
    { type: dice.pick(['node-down', 'drain'] as const), node: nodes[0]?.name ?? '' },
  ];
  return [
    { at: 100, change: dice.pick(offered) },
    ...(dice.chance(3) ? [{ at: 2000, change: dice.pick(offered) }] : []),
  ];
}

function refOf({ kind, namespace, name }: Cluster['workloads'][number]): {
  kind: string;
  namespace: string;
  name: string;
} {
  return { kind, namespace, name };
}
