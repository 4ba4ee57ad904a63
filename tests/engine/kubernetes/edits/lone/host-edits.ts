import type { Intervention } from '../../../../../src/engine/kubernetes/cluster/intervention.ts';
import type { RawObject } from '../../../../../src/engine/kubernetes/model/object.ts';
import type { Mode } from '../edited-boards.ts';
import { nodeObject as node, policyObject } from '../edited-objects.ts';
import {
  GROUND,
  webSlice,
  containers,
  daemonSet,
  dns,
  edit,
  EVERYWHERE,
  type Input,
  type LoneEdit,
  NODES,
  otherwise,
  PODS,
  proxyConfiguration,
  service,
  sideFailed,
  WEB,
  without,
  web,
  withMetadata,
  withPart,
} from './lone-edits.ts';

const INTERVENTIONS: readonly Intervention[] = [
  { type: 'kill-sandbox', namespace: 'shop', pod: 'web-2' },
  { type: 'stop-container', namespace: 'shop', pod: 'web-2', container: 'main' },
  { type: 'reschedule', namespace: 'shop', pod: 'web-2', node: 'node-1' },
];

/** What hosts are made of. */
export const HOST_EDITS: readonly LoneEdit[] = [
  edit('ports a pod listens on', [web(), web(containers({ name: 'main', ports: [{ containerPort: 9090 }] }))], {
    ...PODS,
    ...EVERYWHERE,
  }),
  edit(
    'that a pod listens on every port',
    [
      web(containers({ name: 'main' }, { name: 'side', ports: [{ containerPort: 9000 }] }), sideFailed()),
      web(containers({ name: 'main' }, { name: 'side' }), sideFailed()),
    ],
    { ...PODS, others: [], ...EVERYWHERE },
  ),
  edit('which process listens', [web(containers({ name: 'main' })), web(containers({ name: 'app' }))], {
    ...PODS,
    others: [],
    ...EVERYWHERE,
  }),
  edit(
    'devices of nodes',
    [service('a', { clusterIP: '10.96.0.21' }), service('a', { clusterIP: '10.96.0.22' })],
    EVERYWHERE,
  ),
  edit('a pod’s name', [web(), withMetadata(web(), { name: 'web-3' })], { ...PODS, ...EVERYWHERE }),
  edit('a pod’s namespace', [web(), withMetadata(web(), { namespace: 'mall' })], { ...PODS, ...EVERYWHERE }),
  edit('a pod’s addresses', [web(), web({}, {}, '10.244.2.9')], { ...PODS, ...EVERYWHERE }),
  edit('hostNetwork', [web(), web({ hostNetwork: true })], { ...PODS, ...EVERYWHERE }),
  edit('a pod’s node', [web(), web({ nodeName: 'node-1' })], { ...PODS, ...EVERYWHERE }),
  ...INTERVENTIONS.map((one) => otherwise(`a pod that people did something to: ${one.type}`, { interventions: [one] })),
  otherwise('the CNI', { overrides: { cni: 'calico' } }, { overrides: { cni: 'flannel' } }),
  edit('a node’s range alone', [node(2), withPart(node(2), 'spec', { podCIDRs: ['10.244.9.0/24'] })], {
    ...NODES,
    others: [dns('10.96.0.10')],
  }),
  edit('a node’s range', [node(2), withPart(node(2), 'spec', { podCIDRs: ['10.244.9.0/24'] })], {
    ...NODES,
    ...EVERYWHERE,
  }),
  edit(
    'ranges of pods',
    [proxyConfiguration({ clusterCIDR: '10.244.0.0/16' }), proxyConfiguration({ clusterCIDR: '10.0.0.0/8' })],
    {
      others: [daemonSet('kube-flannel-ds'), daemonSet('ip-masq-agent')],
      ...EVERYWHERE,
    },
  ),
  ...['bridge', 'calico', 'cilium', 'flannel', 'aws-vpc'].map((cni) =>
    edit(`the mode: ${cni}`, [proxyConfiguration({ mode: 'iptables' }), proxyConfiguration({ mode: 'ipvs' })], {
      others: [WEB],
      overrides: { cni },
    }),
  ),
  edit('a CNI’s DaemonSet', [awsNode('false'), awsNode('true')], { others: [dns('10.96.0.10')] }),
  whoServes(),
  edit('hostNetwork alone', [web({}, {}, '192.168.0.12'), web({ hostNetwork: true }, {}, '192.168.0.12')], PODS),
  ...INTERVENTIONS.map((one): LoneEdit => {
    const objects = [...GROUND, WEB, webSlice()];
    return {
      what: `given endpoints of a pod: ${one.type}`,
      before: { objects },
      after: { objects, interventions: [one] },
    };
  }),
  ...(['kill-sandbox', 'stop-container'] as const).map((type) => anotherTime(type)),
];

/** What people did once more to a pod that has its node's address all the same. */
function anotherTime(type: 'kill-sandbox' | 'stop-container'): LoneEdit {
  const objects = [...without('web-2'), web({ hostNetwork: true }, {}, '192.168.0.12'), WEB];
  const kill: Intervention = { type: 'kill-sandbox', namespace: 'shop', pod: 'web-2' };
  const one: Intervention =
    type === 'kill-sandbox' ? kill : { type, namespace: 'shop', pod: 'web-2', container: 'main' };
  const interventions = [kill];
  return {
    what: `once more: ${type}`,
    before: { objects, interventions },
    after: { objects, interventions: [kill, one] },
  };
}

function awsNode(value: string): RawObject {
  const env = [{ name: 'AWS_VPC_K8S_CNI_EXTERNALSNAT', value }];
  return daemonSet('aws-node', containers({ name: 'aws-node', image: 'amazon-k8s-cni:v1.20.0', env }));
}

/** Cilium judges policies where it forwards, as long as no kube-proxy does that. */
function whoServes(): LoneEdit {
  const objects = [...GROUND, WEB, dns('10.96.0.10'), policyObject()];
  const of = (proxyMode: Mode): Input => ({ objects, overrides: { cni: 'cilium', proxyMode } });
  return { what: 'who serves Services', before: of('iptables'), after: of('ebpf') };
}
