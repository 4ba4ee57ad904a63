import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { shopObjects } from '../shop.ts';
import { INTERNET, isNotNode2, meta, type Scenario } from './scenario.ts';

const of = (kind: string, name: string, spec: object = {}): RawObject => ({
  apiVersion: 'metallb.io/v1beta1',
  kind,
  metadata: { name, namespace: 'metallb-system' },
  spec,
});
const POOL = of('IPAddressPool', 'lan', { addresses: ['192.168.0.240-192.168.0.250'] });
const VIP = 'http://192.168.0.240/';

const shop = (service: object, ...more: readonly RawObject[]): readonly RawObject[] =>
  shopObjects({ service: { type: 'LoadBalancer', ...service }, more: [POOL, ...more] });

const excluded = { 'node.kubernetes.io/exclude-from-external-load-balancers': '' };
const labelled = (objects: readonly RawObject[]): readonly RawObject[] =>
  objects
    .filter(isNotNode2)
    .map((each) => (each.kind === 'Node' ? { ...each, metadata: { ...each.metadata, labels: excluded } } : each));
/** Causes of load balancers that run in the cluster. */
export const BALANCER_SCENARIOS: readonly Scenario[] = [
  {
    code: 'ADDRESS_NOT_ANNOUNCED',
    objects: shop({}),
    from: INTERNET,
    to: VIP,
    object: 'IPAddressPool/metallb-system/lan',
    fix: 'applies',
    says: ['Service shop/web has 192.168.0.240', 'No L2Advertisement'],
  },
  {
    code: 'ADDRESS_NOT_ANNOUNCED',
    objects: shop({}, of('L2Advertisement', 'edge', { nodeSelectors: [{ matchLabels: { role: 'edge' } }] })),
    from: INTERNET,
    to: VIP,
    object: 'L2Advertisement/metallb-system/edge',
    field: 'spec.nodeSelectors',
    fix: 'applies',
    says: ['selects no node'],
  },
  {
    code: 'ADDRESS_NOT_ANNOUNCED',
    objects: labelled(shop({}, of('L2Advertisement', 'all'))),
    from: INTERNET,
    to: VIP,
    object: 'Node/node-1',
    fix: 'applies',
    says: ['node.kubernetes.io/exclude-from-external-load-balancers', 'node-1'],
  },
  {
    code: 'ADDRESS_NOT_ANNOUNCED',
    objects: shop({}, of('BGPAdvertisement', 'all')),
    from: INTERNET,
    to: VIP,
    object: 'BGPAdvertisement/metallb-system/all',
    fix: 'none',
    says: ['No BGPPeer'],
  },
  {
    code: 'ADDRESS_NOT_ANNOUNCED',
    objects: shop(
      { externalTrafficPolicy: 'Local', selector: { app: 'edge' } },
      of('L2Advertisement', 'one', {
        nodeSelectors: [{ matchExpressions: [{ key: 'edge', operator: 'Exists' }] }],
      }),
      {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'node-3', labels: { edge: '' } },
        spec: { podCIDRs: ['10.244.3.0/24'] },
        status: { addresses: [{ type: 'InternalIP', address: '192.168.0.13' }] },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: meta('edge', { labels: { app: 'edge' } }),
        spec: { nodeName: 'node-1', containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 8080 }] }] },
      },
    ),
    from: INTERNET,
    to: VIP,
    object: 'Service/shop/web',
    field: 'spec.externalTrafficPolicy',
    fix: 'applies',
    says: ['externalTrafficPolicy Local', 'node-1'],
  },
  {
    code: 'ADDRESS_NOT_ANNOUNCED',
    objects: shopObjects({
      service: { type: 'LoadBalancer' },
      more: [
        {
          apiVersion: 'cilium.io/v2',
          kind: 'CiliumLoadBalancerIPPool',
          metadata: { name: 'lan' },
          spec: { blocks: [{ cidr: '192.168.0.240/28' }] },
        },
      ],
    }),
    from: INTERNET,
    to: VIP,
    object: 'CiliumLoadBalancerIPPool/lan',
    fix: 'applies',
    says: ['No CiliumL2AnnouncementPolicy'],
  },
  {
    code: 'LOAD_BALANCER_PENDING',
    objects: shop({ loadBalancerIP: '192.168.7.7' }, of('L2Advertisement', 'all')),
    from: INTERNET,
    to: 'http://192.168.7.7/',
    object: 'Service/shop/web',
    field: 'spec.loadBalancerIP',
    fix: 'applies',
    says: ['waits for an address (pending)', '192.168.7.7 is in no pool; there is lan'],
  },
];
