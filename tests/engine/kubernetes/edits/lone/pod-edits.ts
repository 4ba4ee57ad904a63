import type { RawObject } from '../../../../../src/engine/kubernetes/model/object.ts';
import { nodeObject as node } from '../edited-objects.ts';
import {
  conditions,
  containers,
  CORDONED,
  deployment,
  dns,
  edit,
  type Fields,
  type Input,
  type LoneEdit,
  object,
  owner,
  pod,
  PODS,
  running,
  service,
  SHOP,
  sideFailed,
  TAINTED,
  WEB,
  web,
  withMetadata,
  without,
  withPart,
  zone,
  address,
} from './lone-edits.ts';

const terms = (values: readonly string[]): Fields => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values }] }],
      },
    },
  },
});
const unplaced = (message: string): RawObject =>
  pod(
    'web-2',
    {},
    { status: { phase: 'Pending', ...conditions('PodScheduled', 'False', { reason: 'Unschedulable', message }) } },
  );

const TWO = containers(
  { name: 'main', ports: [{ containerPort: 8080 }] },
  { name: 'side', ports: [{ containerPort: 9000 }] },
);
const SAME_PORT = containers(
  { name: 'main', ports: [{ containerPort: 8080 }] },
  { name: 'side', ports: [{ containerPort: 8080 }] },
);

/** What is asked of a pod itself. */
export const POD_EDITS: readonly LoneEdit[] = [
  edit('nodeSelector', [pod('web-2', zone('zone-1')), pod('web-2', zone('zone-2'))], PODS),
  edit('node affinity', [pod('web-2', terms(['zone-1'])), pod('web-2', terms(['zone-2']))], PODS),
  edit(
    'tolerations',
    [pod('web-2', zone('zone-1')), pod('web-2', { ...zone('zone-1'), tolerations: [{ operator: 'Exists' }] })],
    {
      ground: [TAINTED, node(2)],
    },
  ),
  edit(
    'why it is not placed',
    [unplaced('0/2 nodes are available: one thing'), unplaced('0/2 nodes are available: another')],
    PODS,
  ),
  edit('phase', [web(), web({}, running('10.244.2.3', { phase: 'Succeeded' }))], PODS),
  edit('whether it is ready', [web(), web({}, running('10.244.2.3', conditions('Ready', 'False')))], PODS),
  edit('labels', [web(), withMetadata(web(), { labels: { app: 'other' } })], PODS),
  edit('host ports', [pod('web-2', hostPort(8080)), pod('web-2', hostPort(8081))], {
    ground: [node(1)],
    others: [pod('web-3', hostPort(8081)), WEB],
  }),
  edit('hostIP of a node that nobody gave', [lost('192.168.7.7'), lost('192.168.7.8')], PODS),
  edit('an address that another has', [web(), web({}, {}, '10.244.1.3')], PODS),
  edit('who owns it', [web(), withMetadata(web(), owner('ReplicaSet', 'web'))], PODS),
  edit('that it ends', [owned(), withMetadata(owned(), { deletionTimestamp: '2026-01-01T00:00:00Z' })], {
    others: [deployment('web', 1)],
    ground: [node(1), node(2)],
  }),
  edit('hostname', [web({ subdomain: 'web', hostname: 'a' }), web({ subdomain: 'web', hostname: 'b' })], {
    ...PODS,
    others: [service('web', { clusterIP: 'None' })],
  }),
  edit('families of its addresses', [web(), web({}, {}, 'fd00:2::7')], PODS),
  edit('subdomain', [web({ subdomain: 'web', hostname: 'a' }), web({ subdomain: 'other', hostname: 'a' })], {
    ...PODS,
    others: [service('web', { clusterIP: 'None' })],
  }),
  edit('a container that failed', [web(TWO, sideFailed()), web(TWO, sideFailed('running'))], PODS),
  edit('a container that failed and runs', [web(TWO, sideFailed('lastState')), web(TWO, sideFailed())], PODS),
  edit(
    'a port that two containers want, of a pod that is ready',
    [web(SAME_PORT, readiness('True')), web(SAME_PORT, readiness('False'))],
    PODS,
  ),
  edit('a pod of a DaemonSet', [of('ReplicaSet'), of('DaemonSet')], { ground: CORDONED.slice(0, 1) }),
  edit('a name of a pod that a Deployment owns', [owned(), withMetadata(owned(), { name: 'web-9' })], {
    ...SHOP,
    others: [deployment('web', 1)],
  }),
  edit('a host port that a pod behind it wants', [taker(8080), taker(8081)], {
    ground: [node(1), node(2)],
    others: [pod('web-3', { nodeName: 'node-1', ...hostPort(8081) }), dns('10.96.0.10')],
  }),
  edit('a pod that goes with its host port', [taker(8081), taker(8081, 'node-2')], {
    ground: [node(1), node(2)],
    others: [pod('web-3', { nodeName: 'node-1', ...hostPort(8081) }), dns('10.96.0.10')],
  }),
  edit('an address that is free again', [web({}, {}, '10.244.2.2'), web({}, {}, '10.244.2.9')], {
    ground: [node(1), node(2)],
    others: [pod('free-1', { nodeName: 'node-2' }), dns('10.96.0.10')],
  }),
  edit('the last address of a family', [web(), pod('web-2', { nodeName: 'node-2' })], { ground: [node(1), node(2)] }),
  edit('the last address of the only family', [web({}, {}, 'fd00:2::7'), pod('web-2', { nodeName: 'node-2' })], {
    ground: [1, 2].map((n) => ({ ...node(n), spec: {} })),
    others: [service('web')],
  }),
  edit('an address that a pod behind it has', [web({}, {}, '10.244.2.9'), web()], {
    ground: [node(1), node(2)],
    others: [pod('last-1', { nodeName: 'node-2' }, running('10.244.2.3')), dns('10.96.0.10')],
  }),
  edit('one of the addresses that a pod behind it has', [web({}, {}, '10.244.2.9'), web()], {
    ground: [node(1), node(2)],
    others: [twoAddresses('10.244.2.3', '10.244.2.4'), dns('10.96.0.10')],
  }),
  swapped('pods', [taker(8081), pod('web-3', { nodeName: 'node-1', ...hostPort(8081) })]),
  swapped('workloads', [template('a', 8081), template('b', 8081)]),
  rescheduled(),
  edit('why a pod waits', [TAINTED, cordoned()], { ground: [pod('web-2', {})], others: [dns('10.96.0.10')] }),
  edit('a name of a pod whose owner nobody gave', [orphan(), withMetadata(orphan(), { name: 'web-9' })], PODS),
  edit('the address of a node on whose network a pod is', [node(2), moved()], {
    ground: [...without('node-2'), pod('host-1', { nodeName: 'node-2', hostNetwork: true }, running('192.168.0.12'))],
    others: [service('host', { selector: { app: 'host' } }), dns('10.96.0.10')],
  }),
  edit(
    'a node’s name where all nodes have the addresses they had',
    [node(2), withMetadata(node(2), { name: 'node-9' })],
    {
      ground: [node(1), onHost('host-1', 'node-2'), onHost('host-2', 'node-9')],
      others: [dns('10.96.0.10')],
    },
  ),
  edit('an outside address of a node that a pod has', [outside('203.0.113.5'), outside('203.0.113.6')], {
    ground: [...without('node-2'), pod('far-1', { nodeName: 'node-1' }, running('203.0.113.6'))],
    others: [service('far', { selector: undefined }), farSlice(), dns('10.96.0.10')],
  }),
];

function readiness(status: string): Fields {
  return running('10.244.2.3', conditions('Ready', status));
}

function of(kind: string): RawObject {
  return withMetadata(pod('web-2', {}), owner(kind, 'web'));
}

function taker(port: number, nodeName = 'node-1'): RawObject {
  return pod('web-2', { nodeName, ...hostPort(port) });
}

function twoAddresses(...ips: readonly [string, string]): RawObject {
  const podIPs = ips.map((ip) => ({ ip }));
  return pod('last-1', { nodeName: 'node-2' }, running(ips[0], { podIPs }));
}

/** Of two pods that want one port of their node, the first has it. */
function swapped(kind: string, pods: readonly RawObject[]): LoneEdit {
  const of = (list: readonly RawObject[]): Input => ({ objects: [node(1), ...list, dns('10.96.0.10')] });
  return { what: `the order of ${kind} that want a host port`, before: of(pods), after: of(pods.toReversed()) };
}

function template(name: string, port: number): RawObject {
  return deployment(name, 1, {}, { nodeName: 'node-1', ...hostPort(port) });
}

/** To where a pod behind it wants its host port. */
function rescheduled(): LoneEdit {
  const others = [1, 2].map((n) => pod(`web-${n + 2}`, { nodeName: `node-${n}`, ...hostPort(8081) }));
  const objects = [node(1), node(2), taker(8081), ...others, dns('10.96.0.10')];
  const interventions = [{ type: 'reschedule', namespace: 'shop', pod: 'web-2', node: 'node-2' }] as const;
  return { what: 'the node of a pod that takes a host port', before: { objects }, after: { objects, interventions } };
}

function cordoned(): RawObject {
  return withPart(node(1), 'spec', { unschedulable: true });
}

function orphan(): RawObject {
  return withMetadata(web(), owner('ReplicaSet', 'gone'));
}

function moved(): RawObject {
  return withPart(node(2), 'status', { addresses: [{ type: 'InternalIP', address: '192.168.0.22' }] });
}

function onHost(name: string, nodeName: string): RawObject {
  return pod(name, { nodeName, hostNetwork: true });
}

function outside(ip: string): RawObject {
  return withPart(node(2), 'status', address('ExternalIP', ip));
}

function farSlice(): RawObject {
  const endpoints = [{ addresses: ['203.0.113.6'], conditions: { ready: true } }];
  const fields = { addressType: 'IPv4', endpoints, ports: [{ port: 8080, protocol: 'TCP', name: '' }] };
  const labels = { 'kubernetes.io/service-name': 'far' };
  return withMetadata(object('discovery.k8s.io/v1', 'EndpointSlice', 'far-x', fields), { labels });
}

function hostPort(port: number): Fields {
  return containers({ name: 'main', ports: [{ containerPort: 8080, hostPort: port }] });
}

function lost(hostIP: string): RawObject {
  return pod('web-2', { nodeName: 'node-7' }, running('10.244.7.3', { hostIP, hostIPs: [{ ip: hostIP }] }));
}

function owned(): RawObject {
  return withMetadata(web(), owner('Deployment', 'web'));
}
