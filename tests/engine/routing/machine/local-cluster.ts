import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { shopObjects } from '../shop.ts';

export interface LocalNode {
  readonly name: string;
  readonly address: string;
  readonly providerID?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly kernel?: string;
}

const nodeOf = ({ name, address, providerID, labels = {}, kernel }: LocalNode, at: number): RawObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels },
  spec: { podCIDRs: [`10.244.${at}.0/24`], ...(providerID !== undefined && { providerID }) },
  status: {
    addresses: [{ type: 'InternalIP', address }],
    ...(kernel !== undefined && { nodeInfo: { kernelVersion: kernel, kubeletVersion: 'v1.34.0' } }),
  },
});

/** The shop on such nodes, its client on the first. */
export const shopOn = (
  nodes: readonly LocalNode[],
  service: object = {},
  more: readonly RawObject[] = [],
): readonly RawObject[] => [
  ...nodes.map(nodeOf),
  ...shopObjects({ service: service as Readonly<Record<string, unknown>> })
    .filter(({ kind }) => kind !== 'Node')
    .map((each) =>
      each.kind === 'Pod' ? { ...each, spec: { ...(each['spec'] as object), nodeName: nodes[0]?.name } } : each,
    ),
  ...more,
];

export const LINUXKIT = '6.10.14-linuxkit';

export const kindNodes = (kernel?: string): readonly LocalNode[] =>
  ['control-plane', 'worker'].map((role, at) => ({
    name: `kind-${role}`,
    address: `172.18.0.${at + 2}`,
    providerID: `kind://docker/kind/kind-${role}`,
    ...(kernel !== undefined && { kernel }),
  }));

export const DESKTOP: readonly LocalNode[] = [{ name: 'docker-desktop', address: '192.168.65.3', kernel: LINUXKIT }];

export const K3D: readonly LocalNode[] = ['server', 'agent'].map((role, at) => ({
  name: `k3d-dev-${role}-0`,
  address: `172.19.0.${at + 3}`,
  providerID: `k3s://k3d-dev-${role}-0`,
  labels: { 'node.kubernetes.io/instance-type': 'k3s' },
}));

export const MINIKUBE = (kernel?: string): readonly LocalNode[] => [
  {
    name: 'minikube',
    address: '192.168.49.2',
    labels: { 'minikube.k8s.io/name': 'minikube' },
    ...(kernel !== undefined && { kernel }),
  },
];

export const kindConfig = (mappings: readonly object[]): RawObject => ({
  apiVersion: 'kind.x-k8s.io/v1alpha4',
  kind: 'Cluster',
  metadata: { name: 'kind' },
  nodes: [{ role: 'control-plane', extraPortMappings: mappings }, { role: 'worker' }],
});

export const k3dConfig = (port: string, ...nodeFilters: readonly string[]): RawObject => ({
  apiVersion: 'k3d.io/v1alpha5',
  kind: 'Simple',
  metadata: { name: 'dev' },
  servers: 1,
  agents: 1,
  ports: [{ port, nodeFilters }],
});

export const NODE_PORT = { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30_080 }] };
export const BALANCED = { type: 'LoadBalancer', ports: [{ port: 80, targetPort: 8080, nodePort: 30_080 }] };
