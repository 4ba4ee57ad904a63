import fc from 'fast-check';
import type { Cluster, ClusterOverrides, Intervention } from '../../../../src/engine/kubernetes/model/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';

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
type PodDraft = typeof podDraft extends fc.Arbitrary<infer T> ? T : never;

const serviceDraft = fc.record({
  app,
  type: fc.constantFrom('ClusterIP', 'ClusterIP', 'LoadBalancer', 'Headless', 'NodePort'),
  targetPort: fc.constantFrom<(number | string)[]>(8080, 'http', 9999),
  sliced: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
  near: fc.boolean(),
});
type ServiceDraft = typeof serviceDraft extends fc.Arbitrary<infer T> ? T : never;

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
export type ClusterDraft = typeof clusterDraft extends fc.Arbitrary<infer T> ? T : never;

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
/** Mostly one change at a time. */
export const edit = fc.array(change, { minLength: 1, maxLength: 2 });
export type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

export function applyEdit(draft: ClusterDraft, changes: Edit): ClusterDraft {
  return changes.reduce((before, each): ClusterDraft => {
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
  return ({ pods, services, extras, mode }) => {
    const others = fixed.get('') ?? otherObjects(extras, mode, services);
    fixed.set('', others);
    return [
      ...others,
      ...services.map((each, at) => one(`service ${at} ${JSON.stringify(each)}`, () => serviceObject(each, at))),
      ...pods.map((each, at) => one(`pod ${at} ${JSON.stringify(each)}`, () => podObject(each, at))),
      one('client', () => clientObject()),
    ];
  };
}

export function interventionsOf({ stops, pods }: ClusterDraft): readonly Intervention[] {
  return stops.map(({ which, type, container }): Intervention => {
    const target = { namespace: 'shop', pod: `p${which % pods.length}` };
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

const DNS_SERVICE: RawObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  spec: { clusterIP: '10.96.0.10', ports: [{ port: 53, protocol: 'UDP' }] },
};

function proxyObject(): RawObject {
  return { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', metadata: { name: 'c' } };
}

function nodeObject(n: number): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${n}`, labels: { 'topology.kubernetes.io/zone': `zone-${n}` } },
    spec: { podCIDRs: [`10.244.${n}.0/24`] },
    status: { addresses: [{ type: 'InternalIP', address: `192.168.0.${10 + n}` }] },
  };
}

function ingressObject(backend: Fields): RawObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'in', namespace: 'shop' },
    spec: { defaultBackend: backend },
  };
}

function gatewayObject(): RawObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'gate', namespace: 'shop' },
    spec: { gatewayClassName: 'contour', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  };
}

function policyObject(): RawObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'only-cart', namespace: 'shop' },
    spec: {
      podSelector: { matchLabels: { app: 'web' } },
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'cart' } } }], ports: [{ port: 'http' }] }],
    },
  };
}

function sliceObject(at: number): RawObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `s${at}-1`, namespace: 'shop', labels: { 'kubernetes.io/service-name': `s${at}` } },
    addressType: 'IPv4',
    endpoints: [
      { addresses: ['10.244.1.20'], targetRef: { kind: 'Pod', name: 'p0' } },
      { addresses: ['10.244.2.21'], conditions: { ready: false } },
    ],
    ports: [{ name: 'main', port: 8080 }],
  } as unknown as RawObject;
}

/** All that a cluster says, functions asked. */
export function contentsOf(cluster: Cluster): unknown {
  const { services, pods, nodes, findings, assumptions, objects, ingresses, gateways, workloads, settings } = cluster;
  const nodeNames = nodes.map(({ name }) => name);
  const addresses = pods.flatMap(({ ips }) => ips);
  return {
    services: services.map(({ endpoints, targets, ...each }) => ({
      ...each,
      endpoints: [4 as const, 6 as const].map((family) => endpoints(family)),
      targets: each.ports.map((port) => [...targets(4, port)].map(({ usable }) => usable)),
    })),
    gateways: gateways.map(({ name, addresses: own, routes }) => [name, own, routes]),
    namespaces: [...cluster.namespaces],
    objects: [...objects],
    perNode: nodeNames.map((name) => [cluster.podsOn(name), cluster.seats.on(name), cluster.portTakersOn(name)]),
    astray: cluster.podsAstray(),
    owners: addresses.map((ip) => [cluster.owner(ip), cluster.seats.holder(ip)]),
    byName: pods.map(({ namespace, name }) => cluster.pod(namespace, name)),
    kinds: ['Pod', 'Service', 'Node', 'EndpointSlice'].map((kind) =>
      cluster.ofKind(kind).map(({ raw, ref, labels }) => ({ raw, ref, labels })),
    ),
    names: cluster.refsOf('Pod').map(({ ref }) => ref),
    serviceAddresses: cluster.serviceAddresses(),
    all: [pods, nodes, findings, assumptions, ingresses, workloads, settings],
  };
}
