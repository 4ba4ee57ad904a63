import fc from 'fast-check';
import type { ClusterOverrides } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { Intervention } from '../../../../src/engine/kubernetes/cluster/intervention.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import {
  DNS_SERVICE,
  gatewayObject,
  ingressObject,
  nodeObject,
  notedNode,
  policyObject,
  proxyObject,
  sliceObject,
} from './edited-objects.ts';

// Clusters in which pods are given in every way there is, and edits of them in their places.

type Fields = Readonly<Record<string, unknown>>;

const APPS = ['web', 'cart', 'db'] as const;
const app = fc.constantFrom(...APPS);

/** How a pod declares its ports. */
const PORTS: Readonly<Record<string, readonly Fields[]>> = {
  none: [],
  declared: [{ containerPort: 8080 }],
  named: [{ name: 'http', containerPort: 8080 }],
  renamed: [{ name: 'http', containerPort: 9090 }],
  host: [{ containerPort: 8080, hostPort: 30080 }],
  wrong: [{ containerPort: 'eighty' }],
};
const ports = fc.constantFrom(...Object.keys(PORTS));

const OWNERS: Readonly<Record<string, readonly Fields[]>> = {
  none: [],
  given: [{ kind: 'ReplicaSet', name: 'web-6d4f', controller: true }],
  daemon: [{ kind: 'DaemonSet', name: 'agent', controller: true }],
  absent: [{ kind: 'ReplicaSet', name: 'gone-6d4f', controller: true }],
};
const owner = fc.constantFrom(...Object.keys(OWNERS));

/** The labels of pods that are more than pods to somebody. */
const ROLES: Readonly<Record<string, Fields>> = {
  none: {},
  ingress: { 'app.kubernetes.io/name': 'ingress-nginx' },
  gateway: { 'app.kubernetes.io/name': 'envoy' },
  dnsCache: { 'k8s-app': 'node-local-dns' },
};
const role = fc.constantFrom(...Object.keys(ROLES));

const STATUSES = ['absent', 'ready', 'unready', 'waiting', 'silent', 'pending', 'done'] as const;
const status = fc.constantFrom(...STATUSES);

const podDraft = fc.record({
  app,
  role,
  ports,
  owner,
  status,
  node: fc.constantFrom(0, 1, 1, 2, 2, 2),
  address: fc.constantFrom('own', 'own', 'own', 'stray', 'taken'),
  hostNetwork: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  leaving: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  container: fc.constantFrom('main', 'other'),
  note: fc.nat({ max: 2 }),
});
/** `id`: its name, which it keeps wherever it stands. */
type PodDraft = (typeof podDraft extends fc.Arbitrary<infer T> ? T : never) & { readonly id?: number };

const serviceDraft = fc.record({
  app,
  type: fc.constantFrom('ClusterIP', 'ClusterIP', 'LoadBalancer', 'Headless', 'NodePort'),
  targetPort: fc.constantFrom<(number | string)[]>(8080, 'http', 9999),
  sliced: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
  near: fc.boolean(),
});
type ServiceDraft = (typeof serviceDraft extends fc.Arbitrary<infer T> ? T : never) & { readonly id?: number };

const stop = fc.record({
  which: fc.nat({ max: 5 }),
  type: fc.constantFrom('stop-container', 'stop-container', 'start-container', 'kill-sandbox'),
  container: fc.constantFrom('main', 'main', 'other'),
});

export const clusterDraft = fc.record({
  pods: fc.array(podDraft, { minLength: 1, maxLength: 6 }),
  services: fc.array(serviceDraft, { minLength: 1, maxLength: 4 }),
  extras: fc.record({
    workloads: fc.boolean(),
    ingress: fc.integer({ min: 0, max: 2 }).map((n) => n === 0),
    gateway: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    policy: fc.boolean(),
    addOns: fc.boolean(),
  }),
  stops: fc.array(stop, { maxLength: 1 }),
  mode: fc.constantFrom('iptables', 'iptables', 'nftables', 'ipvs', 'ebpf'),
  cni: fc.constantFrom('bridge', 'bridge', 'calico', 'cilium', 'aws-vpc', 'flannel'),
});
export interface ClusterDraft extends Omit<DrawnCluster, 'pods' | 'services'> {
  readonly pods: readonly PodDraft[];
  readonly services: readonly ServiceDraft[];
  readonly replicas?: number;
  /** What is written at the nodes, by their number. */
  readonly nodes?: Readonly<Record<number, string>>;
}
type DrawnCluster = typeof clusterDraft extends fc.Arbitrary<infer T> ? T : never;

/** Everything has its name before it is edited. */
export const named = (draft: DrawnCluster): ClusterDraft => ({
  ...draft,
  pods: draft.pods.map((pod, id) => ({ ...pod, id })),
  services: draft.services.map((service, id) => ({ ...service, id })),
});

/** One thing about one pod or Service; `which` counts among them. */
const podChange = fc.oneof(
  ...[
    { app },
    { role },
    { ports },
    { status },
    { app, ports },
    { leaving: fc.boolean() },
    { note: fc.nat({ max: 2 }) },
    { container: fc.constantFrom('main', 'other') },
    { owner },
    { hostNetwork: fc.boolean() },
    { node: fc.constantFrom(0, 1, 2) },
    { address: fc.constantFrom('own', 'stray', 'taken') },
  ].map((fields) => fc.record(fields as unknown as { readonly [K in keyof PodDraft]: fc.Arbitrary<PodDraft[K]> })),
);
const serviceChange = fc.oneof(
  fc.record({ app }),
  fc.record({ targetPort: fc.constantFrom<(number | string)[]>(8080, 'http', 9999) }),
);
const change = fc.oneof(
  { arbitrary: fc.record({ pod: fc.nat({ max: 5 }), to: podChange }), weight: 4 },
  { arbitrary: fc.record({ service: fc.nat({ max: 3 }), to: serviceChange }), weight: 2 },
  // What somebody does to a container, and what is taken back.
  { arbitrary: fc.record({ stop: fc.option(stop, { nil: undefined }) }), weight: 1 },
);
/** What comes, goes, or stands elsewhere, and what all pods depend on. */
const NODE_NOTES = ['', 'zone', 'other', 'cordoned', 'tainted', 'unready'] as const;
const structure = fc.oneof(
  fc.record({ addPod: podDraft, at: fc.nat({ max: 6 }) }),
  fc.record({ dropPod: fc.nat({ max: 5 }) }),
  fc.record({ swapPods: fc.nat({ max: 5 }) }),
  fc.record({ addService: serviceDraft, at: fc.nat({ max: 4 }) }),
  fc.record({ dropService: fc.nat({ max: 3 }) }),
  fc.record({ replicas: fc.nat({ max: 4 }) }),
  fc.record({ node: fc.constantFrom(1, 2), says: fc.constantFrom(...NODE_NOTES) }),
  fc.record({ reschedule: fc.nat({ max: 5 }), to: fc.constantFrom(1, 2) }),
);
/** Mostly one change at a time. */
export const edit = fc.array(fc.oneof({ arbitrary: change, weight: 1 }, { arbitrary: structure, weight: 1 }), {
  minLength: 1,
  maxLength: 2,
});
export type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

const nextId = (list: readonly { readonly id?: number }[]): number => Math.max(10, ...list.map(({ id = 0 }) => id)) + 1;

function without<T>(list: readonly T[], at: number): readonly T[] {
  return list.length < 2 ? list : list.toSpliced(at % list.length, 1);
}

function applyStructure(before: ClusterDraft, each: Edit[number]): ClusterDraft | undefined {
  const { pods, services } = before;
  if ('addPod' in each) {
    const pod = { ...each.addPod, id: nextId(pods) };
    return { ...before, pods: pods.toSpliced(each.at % (pods.length + 1), 0, pod) };
  }
  if ('dropPod' in each) return { ...before, pods: without(pods, each.dropPod) };
  if ('swapPods' in each) {
    const at = each.swapPods % pods.length;
    const [pod] = pods.slice(at, at + 1);
    return pod === undefined ? before : { ...before, pods: [...pods.toSpliced(at, 1), pod] };
  }
  if ('addService' in each) {
    const service = { ...each.addService, id: nextId(services) };
    return { ...before, services: services.toSpliced(each.at % (services.length + 1), 0, service) };
  }
  if ('dropService' in each) return { ...before, services: without(services, each.dropService) };
  if ('replicas' in each) return { ...before, replicas: each.replicas };
  if ('says' in each) return { ...before, nodes: { ...before.nodes, [each.node]: each.says } };
  if ('reschedule' in each) {
    const move = { which: each.reschedule, type: 'reschedule', container: `node-${each.to}` };
    return { ...before, stops: [...before.stops, move as ClusterDraft['stops'][number]] };
  }
  return undefined;
}

export function applyEdit(draft: ClusterDraft, changes: Edit): ClusterDraft {
  return changes.reduce((before, each): ClusterDraft => {
    const other = applyStructure(before, each);
    if (other !== undefined) return other;
    if (!('pod' in each || 'stop' in each || 'service' in each)) return before;
    if ('pod' in each) {
      const at = each.pod % before.pods.length;
      return { ...before, pods: before.pods.map((pod, index) => (index === at ? { ...pod, ...each.to } : pod)) };
    }
    if ('stop' in each) {
      return { ...before, stops: each.stop === undefined ? before.stops.slice(0, -1) : [...before.stops, each.stop] };
    }
    const at = each.service % before.services.length;
    return {
      ...before,
      services: before.services.map((service, index) => (index === at ? { ...service, ...each.to } : service)),
    };
  }, draft);
}

/** Objects are remembered by what they are made of: an edit leaves the others the objects they were. */
export function createObjects(): (draft: ClusterDraft) => readonly RawObject[] {
  const made = new Map<string, RawObject>();
  const fixed = new Map<string, readonly RawObject[]>();
  const one = (key: string, make: () => RawObject): RawObject => {
    const object = made.get(key) ?? make();
    made.set(key, object);
    return object;
  };
  return ({ pods, services, extras, mode, replicas = 2, nodes: notes = {} }) => {
    const others = fixed.get('') ?? otherObjects(extras, mode, services);
    fixed.set('', others);
    const edited = others.map((object) => {
      if (object.kind === 'Deployment' && replicas !== 2)
        return one(`Deployment ${replicas}`, () => ({ ...object, spec: { ...(object['spec'] as Fields), replicas } }));
      const note = object.kind === 'Node' ? (notes[Number(object.metadata.name.slice(5))] ?? '') : '';
      return note === '' ? object : one(`${object.metadata.name} ${note}`, () => notedNode(object, note));
    });
    return [
      ...edited,
      ...services.map((each) => one(`service ${JSON.stringify(each)}`, () => serviceObject(each, each.id ?? 0))),
      ...pods.map((each) => one(`pod ${JSON.stringify(each)}`, () => podObject(each, each.id ?? 0))),
      one('client', () => clientObject()),
    ];
  };
}

export function interventionsOf({ stops, pods }: ClusterDraft): readonly Intervention[] {
  return stops.map(({ which, type, container }): Intervention => {
    const target = { namespace: 'shop', pod: `p${pods[which % pods.length]?.id ?? 0}` };
    if ((type as string) === 'reschedule') return { type: 'reschedule', ...target, node: container };
    return type === 'stop-container' || type === 'start-container'
      ? { type, ...target, container }
      : { type: 'kill-sandbox', ...target };
  });
}

export function overridesOf({ mode, cni }: ClusterDraft): ClusterOverrides {
  return { proxyMode: mode === 'ebpf' ? 'ebpf' : (mode as 'iptables' | 'nftables' | 'ipvs'), cni };
}

function podObject(draft: PodDraft, at: number): RawObject {
  const labels = { app: draft.app, ...ROLES[draft.role] };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `p${at}`,
      namespace: 'shop',
      labels,
      annotations: { note: `${draft.note}` },
      ownerReferences: OWNERS[draft.owner],
      ...(draft.leaving ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    } as unknown as RawObject['metadata'],
    spec: {
      ...(draft.hostNetwork ? { hostNetwork: true } : {}),
      ...(draft.node === 0 ? {} : { nodeName: `node-${draft.node}` }),
      containers: [{ name: draft.container, image: 'main', ports: PORTS[draft.ports] }],
    },
    ...statusOf(draft, at),
  };
}

function statusOf({ status: state, address, node, container, hostNetwork }: PodDraft, at: number): Fields {
  if (state === 'absent' || node === 0) return {};
  const own = hostNetwork ? `192.168.0.${10 + node}` : `10.244.${node}.${20 + at}`;
  const podIP = { own, stray: `10.99.0.${at}`, taken: '10.244.1.30' }[address] ?? own;
  const phase = { pending: 'Pending', done: 'Succeeded' }[state as string] ?? 'Running';
  const ready = { type: 'Ready', status: state === 'ready' ? 'True' : 'False' };
  const waiting = { name: container, state: { waiting: { reason: 'CrashLoopBackOff' } } };
  return {
    status: {
      phase,
      podIP,
      hostIP: `192.168.0.${10 + node}`,
      ...(state === 'silent' ? {} : { conditions: [ready] }),
      ...(state === 'waiting' ? { containerStatuses: [waiting] } : {}),
    },
  };
}

function serviceObject({ app: label, type, targetPort, near }: ServiceDraft, at: number): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `s${at}`, namespace: 'shop' },
    spec: {
      ...(type === 'Headless' ? { clusterIP: 'None' } : { type }),
      selector: { app: label },
      ports: [{ name: 'main', port: 80, targetPort }],
      ...(near ? { internalTrafficPolicy: 'Local' } : {}),
    },
  };
}

function clientObject(): RawObject {
  const containers = [{ name: 'client', image: 'client', ports: [{ containerPort: 9000 }] }];
  const metadata = { name: 'client', namespace: 'shop' };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName: 'node-1', containers } };
}

function otherObjects(
  { workloads, ingress, gateway, policy, addOns }: ClusterDraft['extras'],
  mode: string,
  services: ClusterDraft['services'],
): readonly RawObject[] {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main' }] } };
  const metadata = (name: string) => ({ name, namespace: 'shop' });
  const spec = { selector: { matchLabels: { app: 'web' } }, template };
  const deployment: RawObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata('web'),
    spec: { ...spec, replicas: 2 },
  };
  const replicaSet: RawObject = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      ...metadata('web-6d4f'),
      labels: { 'pod-template-hash': '6d4f' },
      ownerReferences: [{ kind: 'Deployment', name: 'web', controller: true }],
    },
    spec: { ...spec, replicas: 2 },
  };
  const daemon: RawObject = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: metadata('agent'), spec };
  const backend = { service: { name: 's0', port: { number: 80 } } };
  return [
    ...(mode === 'ebpf' ? [] : [proxyObject()]),
    ...[1, 2].map(nodeObject),
    ...(workloads ? [deployment, replicaSet, daemon] : []),
    ...(ingress ? [ingressObject(backend)] : []),
    ...(gateway ? [gatewayObject()] : []),
    ...(policy ? [policyObject()] : []),
    ...(addOns ? [] : [DNS_SERVICE]),
    ...services.flatMap((each, at) => (each.sliced ? [sliceObject(at)] : [])),
  ];
}
