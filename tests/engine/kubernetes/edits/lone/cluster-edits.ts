import { USUAL_VERSION } from '../../../../../src/engine/kubernetes/tools/kubernetes-version.ts';
import type { RawObject } from '../../../../../src/engine/kubernetes/model/object.ts';
import { nodeObject as node } from '../edited-objects.ts';
import {
  GROUND,
  webSlice,
  clusterConfiguration,
  conditions,
  CORDONED,
  daemonSet,
  deployment,
  dns,
  edit,
  EVERYWHERE,
  type LoneEdit,
  NODES,
  object,
  otherwise,
  PODS,
  proxyConfiguration,
  service,
  TAINTED,
  WEB,
  web,
  withMetadata,
  without,
  withPart,
  address,
} from './lone-edits.ts';

const kubelet = (address: string): RawObject =>
  object('kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration', 'config', { clusterDNS: [address] });
const CIDRLESS = [
  { ...node(1), spec: {} },
  { ...node(2), spec: {} },
];

/** What settings and nodes are read from. */
export const CLUSTER_EDITS: readonly LoneEdit[] = [
  otherwise('overrides: mode', { overrides: { proxyMode: 'ipvs' } }),
  otherwise('overrides: cloud', { overrides: { cloud: 'eks' } }),
  otherwise('overrides: version', { overrides: { kubernetesVersion: '1.30' as never } }),
  otherwise('overrides: ranges of pods', { overrides: { podCIDRs: ['10.128.0.0/14' as never] } }),
  otherwise('overrides: ranges of Services', { overrides: { serviceCIDRs: ['10.200.0.0/16' as never] } }),
  edit('a node’s version', [versioned('v1.30.1'), versioned('v1.33.1')], NODES),
  edit('a node’s label', [node(2), withMetadata(node(2), { labels: { rack: '7' } })], NODES),
  edit('a node’s zone', [node(2), withMetadata(node(2), { labels: { 'topology.kubernetes.io/zone': 'z' } })], {
    ground: without('node-2'),
    others: [service('web', { trafficDistribution: 'PreferClose' })],
  }),
  edit('a node’s CPUs', [sized(1, '2'), sized(1, '6')], {
    ground: without('node-1').filter((one) => one.metadata.name !== 'node-2'),
    others: [sized(2, '2'), withMetadata(WEB, { annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } })],
  }),
  edit(
    'a node’s address',
    [node(2), withPart(node(2), 'status', { addresses: [{ type: 'InternalIP', address: '192.168.0.22' }] })],
    NODES,
  ),
  edit(
    'a node’s address outside',
    [
      withPart(node(2), 'status', address('ExternalIP', '203.0.113.5')),
      withPart(node(2), 'status', address('ExternalIP', '203.0.113.6')),
    ],
    NODES,
  ),
  edit('a node’s name', [node(2), withMetadata(node(2), { name: 'node-9' })], NODES),
  edit('whether a node is ready', [node(2), withPart(node(2), 'status', conditions('Ready', 'False'))], NODES),
  edit('taints', [node(1), TAINTED], { ground: [node(2)], others: [deployment('web', 3)] }),
  edit('that a node is cordoned', [node(1), CORDONED[0] ?? node(1)], {
    ground: [node(2)],
    others: [deployment('web', 3)],
  }),
  edit('the CNI’s DaemonSet', [daemonSet('kube-flannel-ds'), daemonSet('calico-node')]),
  edit('the mode', [proxyConfiguration({ mode: 'iptables' }), proxyConfiguration({ mode: 'ipvs' })], { others: [WEB] }),
  edit('tcpBeLiberal', [proxyConfiguration({}), proxyConfiguration({ conntrack: { tcpBeLiberal: true } })]),
  edit(
    'addresses of node ports',
    [proxyConfiguration({}), proxyConfiguration({ nodePortAddresses: ['192.168.0.0/28'] })],
    {
      others: [service('web', { type: 'NodePort' })],
      ...EVERYWHERE,
    },
  ),
  edit(
    'node ports on localhost',
    [proxyConfiguration({}), proxyConfiguration({ iptables: { localhostNodePorts: false } })],
    {
      others: [service('web', { type: 'NodePort' })],
      ...EVERYWHERE,
    },
  ),
  edit('the domain', [clusterConfiguration({}), clusterConfiguration({ networking: { dnsDomain: 'corp.test' } })], {
    others: [WEB],
  }),
  edit(
    'ranges of Services',
    [clusterConfiguration({}), clusterConfiguration({ networking: { serviceSubnet: '10.100.0.0/16' } })],
    {
      others: [service('web')],
    },
  ),
  edit('the DNS’s address', [kubelet('10.96.0.10'), kubelet('10.96.0.53')], { others: [WEB] }),
  edit('the DNS’s Service', [dns('10.96.0.10'), dns('10.96.0.54')], { others: [WEB] }),
  edit('an object that is not read', [object('a.io/v1', 'Thing', 'a'), object('a.io/v1', 'Thing', 'b')]),
  edit('an address of a pod that tells the range', [web(), web({}, {}, '10.99.2.3')], {
    ground: [...CIDRLESS, ...without('web-2').slice(2)],
  }),
  edit('an address of a pod that alone tells the range', [web(), web({}, {}, '10.99.2.3')], { ground: CIDRLESS }),
  edit('an object that is not read and tells how a CNI forwards', [pool('Always'), pool('Never')], {
    others: [daemonSet('calico-node'), dns('10.96.0.10')],
  }),
  edit('an address of a pod in a cloud’s network', [web({}, {}, '192.168.5.3'), web({}, {}, '10.7.0.3')], {
    ...PODS,
    overrides: { cloud: 'eks' },
  }),
  nameless(),
  edit('a version that is as good as stated', [
    clusterConfiguration({}),
    clusterConfiguration({ kubernetesVersion: `v${USUAL_VERSION}.0` }),
  ]),
  otherwise(
    'overrides: the cloud alone',
    { overrides: { cni: 'flannel', cloud: 'gke' } },
    { overrides: { cni: 'flannel', cloud: 'aks' } },
  ),
  edit('a node’s zone, for endpoints that are given', [node(2), withMetadata(node(2), { labels: {} })], {
    ground: without('node-2'),
    others: [service('web', { selector: undefined }), webSlice(), dns('10.96.0.10')],
  }),
  edit('a node’s zone, for a given endpoint that moved', [node(2), withMetadata(node(2), { labels: {} })], {
    ground: without('node-2'),
    others: [service('web', { selector: undefined }), webSlice(), dns('10.96.0.10')],
    interventions: [{ type: 'kill-sandbox', namespace: 'shop', pod: 'web-2' }],
  }),
  edit('that the node is there that a template names', [node(2), withMetadata(node(2), { name: 'node-9' })], {
    ground: [node(1)],
    others: [deployment('web', 1, {}, { nodeName: 'node-2', hostNetwork: true }), dns('10.96.0.10')],
  }),
  edit('a group of the same name', [object('v1', 'Service', 'a'), object('serving.knative.dev/v1', 'Service', 'a')], {
    others: [dns('10.96.0.10')],
  }),
  edit(
    'a name that another has',
    [service('other', { clusterIP: '10.96.0.33' }), service('web', { clusterIP: '10.96.0.33' })],
    { others: [WEB] },
  ),
  {
    what: 'the order of objects',
    before: { objects: [...GROUND, WEB] },
    after: { objects: [...GROUND.toReversed(), WEB] },
  },
  edit('a pod on a node that nobody gave', [web(), web({ nodeName: 'node-7' })], PODS),
  edit('a node’s zone, for hints', [node(2), withMetadata(node(2), { labels: {} })], {
    ground: without('node-2'),
    others: [service('web', { trafficDistribution: 'PreferClose' })],
    ...EVERYWHERE,
  }),
];

function versioned(kubeletVersion: string): RawObject {
  return withPart(node(2), 'status', { nodeInfo: { kubeletVersion } });
}

function sized(n: number, cpu: string): RawObject {
  return withPart(node(n), 'status', { allocatable: { cpu } });
}

function pool(ipipMode: string): RawObject {
  const spec = { cidr: '10.244.0.0/16', ipipMode, vxlanMode: 'Never' };
  return object('crd.projectcalico.org/v1', 'IPPool', 'pool', { spec });
}

/** Objects that name no namespace. */
function nameless(): LoneEdit {
  const objects = [...GROUND, withMetadata(WEB, { namespace: undefined })];
  return {
    what: 'the namespace of who names none',
    before: { objects },
    after: { objects, overrides: { defaultNamespace: 'shop' } },
  };
}
