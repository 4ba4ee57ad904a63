import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { shopObjects } from '../shop.ts';
import { CLIENT, INTERNET, meta, podOf, serviceOf, type Scenario, unready } from './scenario.ts';

const node = (n: number, spec: object): RawObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `node-${n}` },
  spec: { ...spec },
  status: { addresses: [{ type: 'InternalIP', address: `192.168.0.1${n}` }] },
});

/** One node of EKS, which is client's and target's. */
const NLB: readonly RawObject[] = [
  node(1, { providerID: 'aws:///eu-west-1a/i-1' }),
  podOf('client', { nodeName: 'node-1' }),
  podOf('web', { nodeName: 'node-1' }),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('web', { annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'external' } }),
    spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }] },
  },
];

const FLANNEL: RawObject = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'kube-flannel-ds', namespace: 'kube-flannel' },
  spec: {
    selector: { matchLabels: { app: 'flannel' } },
    template: {
      metadata: { labels: { app: 'flannel' } },
      spec: { hostNetwork: true, containers: [{ name: 'kube-flannel', image: 'flannel' }] },
    },
  },
};

/** A node with a public address, and a Service at a port of it. */
const PUBLIC: readonly RawObject[] = [
  {
    ...node(1, {}),
    status: {
      addresses: [
        { type: 'InternalIP', address: '192.168.0.11' },
        { type: 'ExternalIP', address: '203.0.113.21' },
      ],
    },
  },
  podOf('web', { nodeName: 'node-1' }),
  serviceOf('web', { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, nodePort: 30_080 }] }),
];

const BALANCED_IP = '203.0.113.129';
const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const NLB_FOR_ALL = { [`${AWS}type`]: 'external', [`${AWS}scheme`]: 'internet-facing' };

/** A Service of a load balancer in front of one node with one pod. */
const balanced = (spec: object, { annotations = {}, pod = {}, labels = {} } = {}): readonly RawObject[] => [
  { ...node(1, {}), metadata: { name: 'node-1', labels } },
  podOf('web', { nodeName: 'node-1' }, pod),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('web', { annotations }),
    spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  },
];
const call = { from: INTERNET, to: `tcp://${BALANCED_IP}:80`, object: 'Service/shop/web' } as const;

/** Causes of CNIs and clouds. */
export const CLOUD_SCENARIOS: readonly Scenario[] = [
  {
    code: 'LOAD_BALANCER_HAIRPIN',
    objects: NLB,
    from: CLIENT,
    to: 'tcp://203.0.113.129:80',
    object: 'Service/shop/web',
    fix: 'told',
    says: ['Service shop/web', 'keeps the client’s address 192.168.0.11'],
  },
  {
    code: 'MTU_EXCEEDED',
    objects: [
      ...shopObjects({
        service: { type: 'NodePort', ports: [{ port: 53, protocol: 'UDP', targetPort: 8080, nodePort: 30_053 }] },
      }),
      FLANNEL,
    ],
    from: INTERNET,
    to: 'udp://192.168.0.11:30053',
    bytes: 1500,
    object: 'Node/node-1',
    fix: 'told',
    says: ['1500 bytes', 'takes 1450', 'DF'],
  },
  {
    code: 'FIREWALL_CLOSED',
    objects: PUBLIC,
    cloud: 'eks',
    from: INTERNET,
    to: 'tcp://203.0.113.21:30080',
    object: 'Service/shop/web',
    fix: 'told',
    says: ['security group of the nodes (EKS) drops TCP to 203.0.113.21:30080', 'the node port of Service shop/web'],
  },
  {
    code: 'ADDRESS_NOT_PUBLIC',
    objects: PUBLIC,
    cloud: 'gke',
    from: INTERNET,
    to: 'tcp://192.168.0.11:30080',
    object: 'Node/node-1',
    fix: 'told',
    says: ['192.168.0.11', 'nobody on the internet has a way to it'],
  },
  {
    code: 'ADDRESS_NOT_PUBLIC',
    objects: balanced({}, { annotations: { [`${AWS}type`]: 'external' } }),
    cloud: 'eks',
    ...call,
    field: `metadata.annotations.${AWS}scheme`,
    fix: 'applies',
    says: ['nobody on the internet has a way to it', 'internal load balancer'],
  },
  {
    code: 'NO_HEALTHY_TARGET',
    objects: balanced({ allocateLoadBalancerNodePorts: false }, { annotations: NLB_FOR_ALL }),
    cloud: 'eks',
    ...call,
    field: 'spec.allocateLoadBalancerNodePorts',
    fix: 'applies',
    says: ['no healthy target', 'it sends to node ports', 'has no node port'],
  },
  {
    code: 'NO_HEALTHY_TARGET',
    objects: balanced({ externalTrafficPolicy: 'Local', healthCheckNodePort: 31_000 }, { pod: unready }),
    cloud: 'gke',
    ...call,
    fix: 'told',
    says: ['passes packets to nodes as they are', 'at port 31000', 'one endpoint, which is not ready'],
  },
  {
    code: 'NO_HEALTHY_TARGET',
    objects: balanced({}, { annotations: { ...NLB_FOR_ALL, [`${AWS}nlb-target-type`]: 'ip' }, pod: unready }),
    cloud: 'eks',
    ...call,
    fix: 'told',
    says: ['its targets are the pods that are ready', 'not ready'],
  },
  {
    code: 'NO_HEALTHY_TARGET',
    objects: balanced({}, { labels: { 'node.kubernetes.io/exclude-from-external-load-balancers': '' } }),
    cloud: 'gke',
    ...call,
    fix: 'none',
    says: ['at port 10256', 'have the label node.kubernetes.io/exclude-from-external-load-balancers'],
  },
];
