import type { RawObject } from '../../../../../src/engine/kubernetes/model/object.ts';
import { nodeObject as node } from '../edited-objects.ts';
import {
  clusterConfiguration,
  edit,
  type Fields,
  type Input,
  type LoneEdit,
  object,
  pod,
  proxyConfiguration,
  running,
  service,
  without,
  withMetadata,
  withPart,
} from './lone-edits.ts';

const PORT = { port: 80, targetPort: 8080 };
const RULES = { modes: ['iptables', 'nftables', 'ipvs', 'ebpf'] } as const;
const NODE_PORT = { type: 'NodePort', clusterIP: '10.96.0.20', ports: [{ ...PORT, nodePort: 30_080 }] };
const BALANCED = {
  ...NODE_PORT,
  type: 'LoadBalancer',
  loadBalancerSourceRanges: ['198.51.100.0/24', '192.168.0.11/32'],
};
const INGRESS = { status: { loadBalancer: { ingress: [{ ip: '203.0.113.9' }] } } };
const HEALTH = { ...BALANCED, externalTrafficPolicy: 'Local', healthCheckNodePort: 32_100 };
const DUAL = { networking: { serviceSubnet: '10.96.0.0/16,fd00:1::/108', podSubnet: '10.244.0.0/16,fd00:2::/56' } };
/** Two of a kind: one has an address already that the other would get. */
const FIRST = service('other', { clusterIP: '10.96.0.20', selector: { app: 'web' } });

const balanced = (spec: Fields = {}, ip = '203.0.113.9'): RawObject =>
  service('web', { ...BALANCED, ...spec }, { status: { loadBalancer: { ingress: [{ ip }] } } });

/** Web, with its spec before and after. */
const spec = (what: string, was: Fields, is: Fields, more: Parameters<typeof edit>[2] = {}): LoneEdit =>
  edit(what, [service('web', was), service('web', is)], more);

/** What of a Service tells which addresses and node ports it and the others get. */
export const ADDRESS_EDITS: readonly LoneEdit[] = [
  edit('name', [service('web', { clusterIP: '10.96.0.20' }), service('a', { clusterIP: '10.96.0.20' })], {
    others: [FIRST],
  }),
  spec('type', { type: 'ClusterIP' }, { type: 'NodePort' }),
  spec('headless', { ipFamilies: ['IPv4'] }, { ipFamilies: ['IPv4'], clusterIP: 'None' }),
  spec('clusterIPs', { clusterIP: '10.96.0.20' }, { clusterIP: '10.96.0.30' }),
  spec('clusterIPs that tell the range', { clusterIP: '172.20.0.5' }, { clusterIP: '172.30.0.5' }),
  spec('ipFamilies', { ipFamilies: ['IPv4'] }, { ipFamilies: ['IPv6'] }, { others: [clusterConfiguration(DUAL)] }),
  spec('ipFamilies that tell the range', { ipFamilies: ['IPv4'] }, { ipFamilies: ['IPv4', 'IPv6'] }),
  spec(
    'ipFamilyPolicy',
    { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' },
    { ipFamilies: ['IPv4'], ipFamilyPolicy: 'PreferDualStack' },
    { others: [clusterConfiguration(DUAL)] },
  ),
  spec(
    'loadBalancerIP',
    { ...BALANCED, loadBalancerIP: '203.0.113.7' },
    { ...BALANCED, loadBalancerIP: '203.0.113.8' },
  ),
  edit('loadBalancerIngress', [balanced(), balanced({}, '203.0.113.8')], RULES),
  spec(
    'allocateLoadBalancerNodePorts',
    { ...BALANCED, ports: [PORT] },
    { ...BALANCED, ports: [PORT], allocateLoadBalancerNodePorts: false },
  ),
  spec('externalTrafficPolicy', BALANCED, { ...BALANCED, externalTrafficPolicy: 'Local' }),
  spec('healthCheckNodePort', HEALTH, { ...HEALTH, healthCheckNodePort: 32_101 }),
  spec(
    'ports.port',
    {
      type: 'NodePort',
      ports: [
        { name: 'a', port: 53, nodePort: 30_053 },
        { name: 'b', port: 54, protocol: 'UDP' },
      ],
    },
    {
      type: 'NodePort',
      ports: [
        { name: 'a', port: 53, nodePort: 30_053 },
        { name: 'b', port: 53, protocol: 'UDP' },
      ],
    },
  ),
  spec('ports.nodePort', NODE_PORT, { ...NODE_PORT, ports: [{ ...PORT, nodePort: 30_081 }] }),
  spec('hasSelector', { clusterIP: 'None' }, { clusterIP: 'None', selector: undefined }),
];

/** What another Service has because of the edited one. */
export const TAKEN_EDITS: readonly LoneEdit[] = [
  spec('a clusterIP', {}, { clusterIP: '10.96.0.12' }, { others: [service('other')] }),
  spec(
    'a node port',
    {},
    { type: 'NodePort', ports: [{ ...PORT, nodePort: 30_000 }] },
    {
      others: [service('other', { type: 'NodePort' })],
    },
  ),
  spec(
    'a health check port',
    {},
    { type: 'NodePort', ports: [{ ...PORT, nodePort: 30_001 }] },
    {
      others: [service('other', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' })],
    },
  ),
  spec(
    'a load balancer’s address',
    { clusterIP: '10.96.0.20' },
    { ...BALANCED, loadBalancerIP: '203.0.113.129' },
    {
      others: [service('other', { type: 'LoadBalancer' })],
    },
  ),
  edit('families', [clusterConfiguration({}), clusterConfiguration(DUAL)], {
    others: [service('other', { ipFamilyPolicy: 'PreferDualStack', clusterIP: '10.96.0.20' })],
  }),
  spec('that it is stated', {}, { clusterIP: '10.96.0.11' }),
];

const LOCAL = { internalTrafficPolicy: 'Local' };
const version = (kubernetesVersion: string): RawObject => clusterConfiguration({ kubernetesVersion });
const SINGLE = { others: [service('web', { clusterIP: '10.96.0.20' })], ground: without('web-2') };

/** What the rules of a Service port are made of. */
export const RULE_EDITS: readonly LoneEdit[] = [
  spec(
    'port name',
    { ...NODE_PORT, ports: [{ ...PORT, name: 'a' }] },
    { ...NODE_PORT, ports: [{ ...PORT, name: 'b' }] },
    RULES,
  ),
  spec('protocol', NODE_PORT, { ...NODE_PORT, ports: [{ ...PORT, nodePort: 30_080, protocol: 'UDP' }] }, RULES),
  spec('clusterIP', NODE_PORT, { ...NODE_PORT, clusterIP: '10.96.0.30' }, RULES),
  spec('port', NODE_PORT, { ...NODE_PORT, ports: [{ ...PORT, port: 81, nodePort: 30_080 }] }, RULES),
  spec('nodePort', NODE_PORT, { ...NODE_PORT, ports: [{ ...PORT, nodePort: 30_081 }] }, RULES),
  spec('externalIPs', NODE_PORT, { ...NODE_PORT, externalIPs: ['198.51.100.7'] }, RULES),
  edit('loadBalancerVIPs', [balanced(), balanced({}, '203.0.113.8')], RULES),
  edit(
    'sourceRanges',
    [balanced(), balanced({ loadBalancerSourceRanges: ['192.0.2.0/24', '192.168.0.11/32'] })],
    RULES,
  ),
  spec('internalPolicyLocal', NODE_PORT, { ...NODE_PORT, ...LOCAL }, RULES),
  spec(
    'externalPolicyLocal',
    { ...NODE_PORT, ...LOCAL },
    { ...NODE_PORT, ...LOCAL, externalTrafficPolicy: 'Local' },
    RULES,
  ),
  spec(
    'affinityTimeout',
    { ...NODE_PORT, sessionAffinity: 'ClientIP' },
    {
      ...NODE_PORT,
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
    },
    RULES,
  ),
  edit(
    'healthCheckNodePort',
    [service('web', HEALTH, INGRESS), service('web', { ...HEALTH, healthCheckNodePort: 32_101 }, INGRESS)],
    RULES,
  ),
  spec('targetPort', NODE_PORT, { ...NODE_PORT, ports: [{ ...PORT, targetPort: 9090, nodePort: 30_080 }] }, RULES),
  spec(
    'another port more',
    NODE_PORT,
    {
      ...NODE_PORT,
      ports: [
        { ...PORT, nodePort: 30_080, name: 'a' },
        { port: 81, name: 'b' },
      ],
    },
    {
      ...RULES,
      others: [service('behind', { clusterIP: '10.96.0.40' })],
    },
  ),
  edit('that there is any, before another Service', [webOn('10.244.2.4'), webOn('10.244.2.4', 'False')], {
    ...RULES,
    others: [
      service('web', { clusterIP: '10.96.0.20' }),
      service('xylo', { selector: { app: 'client' }, clusterIP: '10.96.0.40' }),
    ],
    ground: [node(1), node(2)],
  }),
  edit('an endpoint’s address', [webOn('10.244.2.4'), webOn('10.244.2.5')], {
    ...RULES,
    others: [service('web', NODE_PORT)],
    ground: without('web-2'),
  }),
  edit('endpoints for policy Cluster alone', [slice(true), slice(false)], {
    ...RULES,
    others: [service('web', { ...NODE_PORT, selector: undefined, externalTrafficPolicy: 'Local' })],
  }),
  edit('endpoints for policy Local alone', [sliceOn('node-2'), sliceOn('node-1')], {
    ...RULES,
    others: [service('web', { ...NODE_PORT, selector: undefined, externalTrafficPolicy: 'Local' })],
  }),
  edit('that there is any', [webOn('10.244.2.4'), webOn('10.244.2.4', 'False')], {
    ...RULES,
    others: [service('web', { ...LOCAL, clusterIP: '10.96.0.20' })],
    ground: [node(1), node(2)],
  }),
  edit(
    'localMatch',
    [proxyConfiguration({ clusterCIDR: '10.244.0.0/16' }), proxyConfiguration({ clusterCIDR: '10.0.0.0/8' })],
    {
      ...RULES,
      others: [service('web', NODE_PORT)],
    },
  ),
  edit('masqueradeAll', [proxyConfiguration(masquerade(false, 14)), proxyConfiguration(masquerade(true, 14))], {
    ...RULES,
    others: [service('web', NODE_PORT)],
  }),
  edit('the mark', [proxyConfiguration(masquerade(false, 14)), proxyConfiguration(masquerade(false, 15))], {
    ...RULES,
    others: [service('web', NODE_PORT), version('v1.36.0')],
  }),
  spec(
    'internalPolicyLocal alone',
    { ...NODE_PORT, externalTrafficPolicy: 'Local' },
    { ...NODE_PORT, ...LOCAL, externalTrafficPolicy: 'Local' },
    RULES,
  ),
  edit('that a cluster is large', [manyEndpoints(1001), manyEndpoints(900)], {
    others: [service('many', { selector: undefined }), service('web', NODE_PORT)],
  }),
  edit(
    'nodeAllowed',
    [node(1), withPart(node(1), 'status', { addresses: [{ type: 'InternalIP', address: '192.168.0.21' }] })],
    {
      ...RULES,
      others: [balanced()],
      ground: without('node-1'),
    },
  ),
  edit('the form of endpoints', [version('v1.35.0'), version('v1.36.0')], {
    ...RULES,
    others: [service('web', NODE_PORT)],
  }),
  edit('the form of a single endpoint', [version('v1.36.0'), version('v1.37.0')], { ...RULES, ...SINGLE }),
];

/** A cluster, and two others that follow from it: in each another Service has endpoints no more. */
export function branches(): Record<'trunk' | 'left' | 'right', Input> {
  const of = (web: string, other: string): Input => ({
    objects: [
      node(1),
      node(2),
      webOn('10.244.2.4', web),
      withMetadata(webOn('10.244.2.5', other), { name: 'other-1', labels: { app: 'other' } }),
      service('other', { clusterIP: '10.96.0.40', selector: { app: 'other' } }),
      service('web', { clusterIP: '10.96.0.20' }),
    ],
  });
  return { trunk: of('True', 'True'), left: of('True', 'False'), right: of('False', 'True') };
}

function masquerade(masqueradeAll: boolean, masqueradeBit: number): Fields {
  return { iptables: { masqueradeAll, masqueradeBit }, nftables: { masqueradeAll, masqueradeBit } };
}

function webOn(ip: string, ready = 'True'): RawObject {
  return pod('web-2', { nodeName: 'node-2' }, running(ip, { conditions: [{ type: 'Ready', status: ready }] }));
}

function sliceObject(endpoints: readonly Fields[]): RawObject {
  const metadata = { name: 'web-x', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } };
  const fields = { addressType: 'IPv4', endpoints, ports: [{ port: 8080, protocol: 'TCP', name: '' }] };
  return { ...object('discovery.k8s.io/v1', 'EndpointSlice', 'web-x', fields), metadata };
}

/** Of another Service, and not one of them ready: nothing is written for them. */
function manyEndpoints(count: number): RawObject {
  const endpoints = Array.from({ length: count }, (_, at) => ({
    addresses: [`10.77.${Math.floor(at / 200)}.${(at % 200) + 1}`],
    conditions: { ready: false },
  }));
  return withMetadata(sliceObject(endpoints), { labels: { 'kubernetes.io/service-name': 'many' } });
}

/** Each pod is hinted at the other’s zone: what is near by the hint is not what is on the node. */
function slice(hinted: boolean): RawObject {
  const endpoint = (ip: string, nodeName: string, zone: string): Fields => ({
    addresses: [ip],
    nodeName,
    conditions: { ready: true },
    ...(hinted && { hints: { forZones: [{ name: zone }] } }),
  });
  return sliceObject([endpoint('10.244.1.3', 'node-1', 'zone-2'), endpoint('10.244.2.3', 'node-2', 'zone-1')]);
}

function sliceOn(nodeName: string): RawObject {
  const conditions = { ready: true };
  return sliceObject([
    { addresses: ['10.244.1.3'], nodeName: 'node-1', conditions },
    { addresses: ['10.244.2.3'], nodeName, conditions },
  ]);
}
