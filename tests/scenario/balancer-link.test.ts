import { expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';
import { buildCluster } from '../whole-engine.ts';

function opened(objects: readonly RawObject[]): readonly RawObject[] {
  const shared = { document: { ...EMPTY_DOCUMENT, objects }, choices: [], lens: 'objects' } as const;
  const result = decodeShareLink(encodeShareLink(shared));
  if (!result.ok) throw new Error(result.why.code);
  return result.scenario.document.objects;
}

const nodeOf = (spec: object, labels: Record<string, string> = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n1', labels },
  spec: { podCIDRs: ['10.244.1.0/24'], ...spec },
  status: { addresses: [{ type: 'InternalIP', address: '192.168.0.11' }] },
});

const service = (name: string, annotations: Record<string, string> = {}, port = 80): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop', annotations },
  spec: { type: 'LoadBalancer', selector: { app: name }, ports: [{ port }] },
});

const kubeVip: RawObject = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'kube-vip-ds', namespace: 'kube-system' },
  spec: {
    selector: { matchLabels: { app: 'vip' } },
    template: {
      metadata: { labels: { app: 'vip' } },
      spec: { containers: [{ name: 'c', image: 'kube-vip', env: [{ name: 'bgp_enable', value: 'true' }] }] },
    },
  },
};

const SHARED = (key: string) => ({ 'lbipam.cilium.io/sharing-key': key });
const CILIUM: RawObject = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumLoadBalancerIPPool',
  metadata: { name: 'p' },
  spec: { blocks: [{ cidr: '10.9.0.0/24' }] },
};

test.each([
  ['k3s', [nodeOf({ providerID: 'k3s://n1' }), service('a'), service('b')]],
  ['kind', [nodeOf({ providerID: 'kind://docker/kind/n1' }), service('a')]],
  [
    'a machine, and the ports that are mapped on it',
    [
      nodeOf({ providerID: 'kind://docker/kind/n1' }),
      service('a'),
      {
        apiVersion: 'kind.x-k8s.io/v1alpha4',
        kind: 'Cluster',
        metadata: { name: 'kind' },
        nodes: [{ role: 'control-plane', extraPortMappings: [{ containerPort: 30_080, hostPort: 8080 }] }],
      },
    ],
  ],
  ['minikube', [nodeOf({}, { 'minikube.k8s.io/name': 'minikube' }), service('a')]],
  [
    'keys by which addresses are shared',
    [nodeOf({}), CILIUM, service('a', SHARED('x')), service('b', SHARED('y'), 81), service('c', SHARED('x'), 82)],
  ],
  [
    'ranges of kube-vip',
    [
      nodeOf({}),
      kubeVip,
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'kubevip', namespace: 'kube-system' },
        data: { 'range-global': '10.5.0.7-10.5.0.9' },
      },
      service('a'),
    ],
  ],
] as const)('the addresses of load balancers are those of before in a link: %s', (_name, objects) => {
  const given = (list: readonly RawObject[]) =>
    buildCluster({ objects: list }).services.map(({ name, loadBalancerIPs, balancing }) => [
      name,
      loadBalancerIPs,
      balancing,
    ]);
  const before = given(objects);
  expect(before.some(([, , balancing]) => balancing !== undefined)).toBe(true);
  expect(given(opened(objects))).toEqual(before);
});

test('a link keeps the machine on which a cluster runs, with its ports and the kernel that tells of a virtual machine', () => {
  const kernel = { nodeInfo: { kernelVersion: '6.10.14-linuxkit' } };
  const node = nodeOf({ providerID: 'kind://docker/kind/n1' });
  const objects: readonly RawObject[] = [
    { ...node, status: { ...(node['status'] as object), ...kernel } },
    {
      apiVersion: 'kind.x-k8s.io/v1alpha4',
      kind: 'Cluster',
      metadata: { name: 'kind' },
      name: 'dev',
      nodes: [
        {
          role: 'control-plane',
          extraPortMappings: [{ containerPort: 30_080, hostPort: 8080, listenAddress: '127.0.0.1', protocol: 'udp' }],
        },
      ],
    },
  ];
  const machineOf = (list: readonly RawObject[]) => buildCluster({ objects: list }).settings.machine;
  const before = machineOf(objects);
  expect(before).toMatchObject({ reach: 'VM', mapped: [{ protocol: 'UDP', listen: '127.0.0.1', port: 8080 }] });
  expect(machineOf(opened(objects))).toEqual(before);
  const ofK3d: RawObject = {
    apiVersion: 'k3d.io/v1alpha5',
    kind: 'Simple',
    metadata: { name: 'dev' },
    servers: 2,
    ports: [{ port: '8080:80', nodeFilters: ['server:1:direct'] }],
  };
  expect(machineOf([ofK3d])?.mapped).toMatchObject([{ nodes: [{ name: 'k3d-dev-server-1', index: 1 }] }]);
  expect(machineOf(opened([ofK3d]))).toEqual(machineOf([ofK3d]));
});
