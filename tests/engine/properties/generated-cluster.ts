import fc from 'fast-check';
import type { Cluster } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { formatEndpoint, ipFamily } from '../../../src/engine/net/ip.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';

// Clusters as people have them, in small: nodes, Deployments, bare pods, Services of every type and policy, Ingresses.

const APPS = ['web', 'cart', 'db'] as const;
const STACKS = ['IPv4', 'IPv6', 'dual'] as const;
type Stack = (typeof STACKS)[number];

const app = fc.constantFrom(...APPS);

const deployment = fc.record({
  replicas: fc.integer({ min: 0, max: 3 }),
  hostNetwork: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  declared: fc.constantFrom('named', 'plain', 'none'),
});

const service = fc.record({
  app: fc.constantFrom(...APPS, 'nobody'),
  type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'Headless'),
  targetPort: fc.constantFrom<(number | string)[]>(8080, 8080, 'http', 9999),
  protocol: fc.constantFrom('TCP', 'TCP', 'UDP'),
  internal: fc.constantFrom('Cluster', 'Local'),
  external: fc.constantFrom('Cluster', 'Local'),
  ranged: fc.boolean(),
  externalIP: fc.boolean(),
  sticky: fc.boolean(),
  unready: fc.boolean(),
});

const pod = fc.record({ app, ready: fc.boolean(), terminating: fc.boolean(), node: fc.integer({ min: 1, max: 4 }) });

const ingress = fc.record({
  host: fc.constantFrom('shop.example', '*.example', undefined),
  path: fc.constantFrom('/', '/cart'),
  pathType: fc.constantFrom('Prefix', 'Exact', 'ImplementationSpecific'),
  backend: fc.integer({ min: 0, max: 3 }),
  isDefault: fc.boolean(),
});

const draft = fc.record({
  stack: fc.constantFrom(...STACKS),
  nodes: fc.integer({ min: 1, max: 4 }),
  deployments: fc.tuple(deployment, deployment, deployment),
  services: fc.array(service, { minLength: 1, maxLength: 4 }),
  pods: fc.array(pod, { maxLength: 3 }),
  ingresses: fc.array(ingress, { maxLength: 2 }),
  detector: fc.constantFrom<(string | undefined)[]>(undefined, undefined, ''),
  masqueradeAll: fc.boolean(),
  mode: fc.constantFrom('iptables', 'iptables', 'nftables', 'ipvs', 'ebpf'),
});
export type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

/** What a cluster is made of, still as a list of choices. */
export const drafts: fc.Arbitrary<Draft> = draft;

const NAMESPACE = 'shop';

/** The objects of a draft. */
export function objectsOf(chosen: Draft): readonly RawObject[] {
  return [
    proxyConfig(chosen),
    ...Array.from({ length: chosen.nodes }, (_, at) => nodeObject(at + 1, chosen.stack)),
    ...chosen.deployments.map((each, at) => deploymentObject(APPS[at] ?? 'web', each)),
    ...chosen.pods.map((each, at) => podObject(at, each, chosen.nodes)),
    ...chosen.services.map((each, at) => serviceObject(at, each, chosen.stack)),
    ...chosen.ingresses.map(ingressObject),
    clientObject(),
  ];
}

function proxyConfig({ detector, masqueradeAll, mode }: Draft): RawObject {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    metadata: { name: 'config' },
    mode,
    ...(detector === undefined ? {} : { clusterCIDR: detector }),
    iptables: { masqueradeAll },
    nftables: { masqueradeAll },
  };
}

function nodeObject(n: number, stack: Stack): RawObject {
  const four = stack === 'IPv6' ? [] : [{ cidr: `10.244.${n}.0/24`, address: `192.168.0.1${n}` }];
  const six = stack === 'IPv4' ? [] : [{ cidr: `fd00:10:244:${n}::/64`, address: `fd00:192::1${n}` }];
  const both = [...four, ...six];
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${n}`, labels: { 'topology.kubernetes.io/zone': n % 2 === 0 ? 'b' : 'a' } },
    spec: { podCIDRs: both.map(({ cidr }) => cidr) },
    status: { addresses: both.map(({ address }) => ({ type: 'InternalIP', address })) },
  };
}

function deploymentObject(name: string, { replicas, hostNetwork, declared }: Draft['deployments'][number]): RawObject {
  const port = declared === 'named' ? { name: 'http', containerPort: 8080 } : { containerPort: 8080 };
  const containers = [{ name, image: name, ...(declared === 'none' ? {} : { ports: [port] }) }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { hostNetwork, containers } },
    },
  };
}

function podObject(at: number, { app: label, ready, terminating, node }: Draft['pods'][number], nodes: number) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `bare-${at}`,
      namespace: NAMESPACE,
      labels: { app: label },
      ...(terminating ? { deletionTimestamp: '2025-01-01T00:00:00Z' } : {}),
    },
    spec: {
      nodeName: `node-${Math.min(node, nodes)}`,
      containers: [{ name: 'main', image: 'main', ports: [{ name: 'http', containerPort: 8080 }] }],
    },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}

function serviceObject(at: number, chosen: Draft['services'][number], stack: Stack): RawObject {
  const { type, protocol, targetPort, internal, external, ranged, externalIP, sticky, unready } = chosen;
  const outside = type === 'NodePort' || type === 'LoadBalancer';
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `s${at}`, namespace: NAMESPACE },
    spec: {
      ...(type === 'Headless' ? { clusterIP: 'None' } : { type }),
      selector: { app: chosen.app },
      ports: [{ name: 'main', port: 80, targetPort, protocol }],
      ipFamilyPolicy: stack === 'dual' ? 'PreferDualStack' : 'SingleStack',
      internalTrafficPolicy: internal,
      ...(outside ? { externalTrafficPolicy: external } : {}),
      ...(type === 'LoadBalancer' && ranged ? { loadBalancerSourceRanges: ['198.51.100.0/24', '10.244.1.0/24'] } : {}),
      ...(externalIP && type !== 'Headless'
        ? { externalIPs: [stack === 'IPv6' ? `2001:db8:1::${at + 1}` : `203.0.113.${200 + at}`] }
        : {}),
      ...(sticky ? { sessionAffinity: 'ClientIP' } : {}),
      publishNotReadyAddresses: unready,
    },
  };
}

function ingressObject({ host, path, pathType, backend, isDefault }: Draft['ingresses'][number], at: number) {
  const target = { service: { name: `s${backend}`, port: { number: 80 } } };
  const rule = { ...(host === undefined ? {} : { host }), http: { paths: [{ path, pathType, backend: target }] } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: `i${at}`, namespace: NAMESPACE },
    spec: isDefault ? { defaultBackend: target } : { rules: [rule] },
  };
}

function clientObject(): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'client', namespace: NAMESPACE },
    spec: { nodeName: 'node-1', containers: [{ name: 'client', image: 'client', ports: [{ containerPort: 9000 }] }] },
  };
}

/** Requests of every kind of source to every kind of target of a cluster, in a fixed order. */
function requestsFor(cluster: Cluster): readonly TraceRequest[] {
  const targets = targetsOf(cluster);
  return sourcesOf(cluster).flatMap((from) => targets.map((target) => ({ from, ...target })));
}

function sourcesOf(cluster: Cluster): readonly TraceRequest['from'][] {
  const running = cluster.pods.filter((each) => each.phase === 'Running' && each.assumed === undefined);
  const first = cluster.nodes[0];
  const foreign = first !== undefined && first.ips.some((ip) => ipFamily(ip) === 4) ? '203.0.113.2' : '2001:db8::2';
  return [
    ...running.map((each) => ({ pod: `${each.namespace}/${each.name}` })),
    ...cluster.nodes.map((each) => ({ node: each.name })),
    ...cluster.nodes.map((each) => ({ ip: foreign, enters: each.name })),
    { internet: true },
  ];
}

type Target = Pick<TraceRequest, 'to' | 'via'>;

function targetsOf(cluster: Cluster): readonly Target[] {
  const own = cluster.services.filter((each) => each.namespace === NAMESPACE);
  const nodeIPs = cluster.nodes.flatMap((each) => each.ips);
  const services = own.flatMap((each): readonly Target[] => {
    const port = each.ports[0];
    if (port === undefined) return [];
    const scheme = port.protocol.toLowerCase();
    const balanced = each.loadBalancerIPs.map(({ ip }) => ip);
    const addresses = [...each.clusterIPs, ...each.externalIPs, ...balanced];
    const onNodes = port.nodePort === undefined ? [] : nodeIPs.map((ip) => formatEndpoint(ip, port.nodePort ?? 0));
    return [
      { to: `${scheme}://${each.name}.${each.namespace}:${port.port}` },
      ...addresses.map((ip) => ({ to: `${scheme}://${formatEndpoint(ip, port.port)}` })),
      ...addresses.slice(0, 1).map((ip) => ({ to: `tcp://${formatEndpoint(ip, 81)}` })),
      ...onNodes.map((at) => ({ to: `${scheme}://${at}` })),
    ];
  });
  const pods = cluster.pods.flatMap((each) => each.ips.map((ip) => ({ to: `tcp://${formatEndpoint(ip, 8080)}` })));
  const v6 = (cluster.nodes[0]?.ips ?? []).every((ip) => ipFamily(ip) === 6);
  const icmp = [
    ...pods.slice(0, 1),
    ...own
      .slice(0, 1)
      .flatMap((each) => each.clusterIPs.slice(0, 1).map((ip) => ({ to: `tcp://${formatEndpoint(ip, 1)}` }))),
  ].map(({ to }) => ({ to: `icmp://${to.replace(/^tcp:\/\//, '').replace(/:\d+$/, '')}` }));
  const ingresses = cluster.ingresses.map((each) => ({
    to: 'http://shop.example/cart/1',
    via: `ingress/${each.namespace}/${each.name}`,
  }));
  return [
    ...services,
    ...pods,
    ...icmp,
    ...ingresses,
    { to: 'http://elsewhere.example.org/' },
    { to: 'http://nowhere/' },
    { to: v6 ? 'tcp://[fd00:10:244:1::ffff]:80' : 'tcp://10.244.1.250:80' },
    { to: v6 ? 'tcp://[::1]:80' : 'tcp://127.0.0.1:80' },
  ];
}

/** An endless, evenly spread choice of requests. */
export const picks: fc.Arbitrary<readonly number[]> = fc.array(fc.nat({ max: 1_000_000 }), {
  minLength: 1,
  maxLength: 10,
});

export function pickRequests(cluster: Cluster, numbers: readonly number[]): readonly TraceRequest[] {
  const all = requestsFor(cluster);
  return numbers.flatMap((number) => all[number % all.length] ?? []);
}
