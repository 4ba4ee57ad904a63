import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { shopObjects } from '../shop.ts';
import { type Scenario, web } from './scenario.ts';

const policyOf = (name: string, spec: object, namespace = 'shop'): RawObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace },
  spec,
});
const shop = (...more: readonly RawObject[]): readonly RawObject[] => shopObjects({ more });
const onWeb = { podSelector: { matchLabels: { app: 'web' } } };
const payNamespace: RawObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'pay', labels: { team: 'pay' } },
};
const api: RawObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'api', namespace: 'pay', labels: { app: 'api' } },
  spec: { nodeName: 'node-2', containers: [{ name: 'api', image: 'api' }] },
};
const fromPay = { from: { pod: 'pay/api' }, to: 'http://web.shop/' };
const everyPod = { pods: { namespaceSelector: {}, podSelector: {} } };
const clusterPolicy = (kind: string, version: string, spec: object): RawObject => ({
  apiVersion: `policy.networking.k8s.io/${version}`,
  kind,
  metadata: { name: kind === 'BaselineAdminNetworkPolicy' ? 'default' : 'lock' },
  spec,
});
const allowDNS = { ports: [{ protocol: 'UDP', port: 53 }] };

/** Connections that policies do not allow. */
export const POLICY_SCENARIOS: readonly Scenario[] = [
  {
    code: 'POLICY_DENIES_INGRESS',
    objects: shop(policyOf('deny', onWeb)),
    ...web,
    object: 'NetworkPolicy/shop/deny',
    field: 'spec.ingress',
    fix: 'applies',
    says: [
      'NetworkPolicy shop/deny selects pod shop/web-',
      'TCP port 8080 from pod shop/client',
      'no ingress rules at all',
    ],
  },
  {
    // The port of the Service instead of the pods'.
    code: 'POLICY_DENIES_INGRESS',
    objects: shop(policyOf('web', { ...onWeb, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }] })),
    ...web,
    object: 'NetworkPolicy/shop/web',
    field: 'spec.ingress.0',
    fix: 'applies',
    says: ['TCP port 8080', 'Ingress rule 1 allows it, but only on TCP 80'],
  },
  {
    code: 'POLICY_DENIES_INGRESS',
    objects: shop(
      payNamespace,
      api,
      policyOf('web', { ...onWeb, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'api' } } }] }] }),
    ),
    ...fromPay,
    object: 'NetworkPolicy/shop/web',
    field: 'spec.ingress.0',
    fix: 'applies',
    says: ['pay/api', 'its own namespace shop', 'the pod is in pay'],
  },
  {
    code: 'POLICY_DENIES_INGRESS',
    objects: shop(
      payNamespace,
      api,
      policyOf('none', onWeb),
      policyOf('web', {
        ...onWeb,
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'front' } } }] }],
      }),
    ),
    ...fromPay,
    object: 'NetworkPolicy/shop/web',
    field: 'spec.ingress.0',
    fix: 'applies',
    says: ['so does NetworkPolicy shop/none', 'wants namespaces with team=front', 'pay has team=pay'],
  },
  {
    code: 'POLICY_DENIES_INGRESS',
    objects: shop(
      policyOf('web', {
        ...onWeb,
        ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] } }] }],
      }),
    ),
    ...web,
    object: 'NetworkPolicy/shop/web',
    field: 'spec.ingress.0',
    fix: 'applies',
    says: ['names 203.0.113.0/24 except 203.0.113.128/25'],
  },
  {
    code: 'POLICY_DENIES_EGRESS',
    objects: shop(policyOf('out', { podSelector: {}, policyTypes: ['Egress'], egress: [allowDNS] })),
    ...web,
    object: 'NetworkPolicy/shop/out',
    field: 'spec.egress.0',
    fix: 'applies',
    says: ['selects pod shop/client', 'TCP port 8080 to pod shop/web-', 'only on UDP 53'],
  },
  {
    code: 'POLICY_DENIES_EGRESS',
    objects: shop(policyOf('out', { podSelector: {}, policyTypes: ['Egress'] })),
    to: 'tcp://203.0.113.9:443',
    object: 'NetworkPolicy/shop/out',
    field: 'spec.egress',
    fix: 'applies',
    says: ['TCP port 443 to 203.0.113.9'],
  },
  {
    // Everything is allowed but the question for the name.
    code: 'DNS_UNREACHABLE',
    objects: shop(
      policyOf('out', {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [{ to: [{ podSelector: { matchLabels: { app: 'web' } } }] }],
      }),
    ),
    ...web,
    object: 'NetworkPolicy/shop/out',
    fix: 'applies',
    says: ['DNS query', 'UDP port 53'],
  },
  {
    code: 'ADMIN_POLICY_DENIES_INGRESS',
    objects: shop(
      clusterPolicy('AdminNetworkPolicy', 'v1alpha1', {
        priority: 5,
        subject: { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
        ingress: [{ name: 'nobody', action: 'Deny', from: [everyPod] }],
      }),
    ),
    ...web,
    object: 'AdminNetworkPolicy/lock',
    field: 'spec.ingress.0',
    fix: 'applies',
    says: ['AdminNetworkPolicy lock', 'ingress rule 1 ("nobody") denies TCP port 8080'],
  },
  {
    code: 'ADMIN_POLICY_DENIES_INGRESS',
    objects: shop(
      clusterPolicy('BaselineAdminNetworkPolicy', 'v1alpha1', {
        subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: 'web' } } } },
        ingress: [{ action: 'Deny', from: [everyPod] }],
      }),
    ),
    ...web,
    object: 'BaselineAdminNetworkPolicy/default',
    field: 'spec.ingress.0',
    fix: 'applies',
    says: ['BaselineAdminNetworkPolicy default', 'denies TCP port 8080 from pod shop/client'],
  },
  {
    code: 'ADMIN_POLICY_DENIES_EGRESS',
    objects: shop(
      clusterPolicy('ClusterNetworkPolicy', 'v1alpha2', {
        tier: 'Admin',
        priority: 1,
        subject: { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
        egress: [
          { action: 'Accept', to: [everyPod], match: [{ udp: [{ port: { number: 53 } }] }] },
          { action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] },
        ],
      }),
    ),
    ...web,
    object: 'ClusterNetworkPolicy/lock',
    field: 'spec.egress.1',
    fix: 'applies',
    says: ['its egress rule 2 denies TCP port 8080 to pod shop/web-'],
  },
  {
    code: 'ADMIN_POLICY_DENIES_EGRESS',
    objects: shop(
      clusterPolicy('ClusterNetworkPolicy', 'v1beta1', {
        tier: 'Baseline',
        priority: 1,
        subject: { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
        egress: [
          {
            action: 'Deny',
            to: [everyPod],
            protocols: [{ tcp: { destinationPort: { range: { start: 8000, end: 9000 } } } }],
          },
        ],
      }),
    ),
    ...web,
    object: 'ClusterNetworkPolicy/lock',
    field: 'spec.egress.0',
    fix: 'applies',
    says: ['ClusterNetworkPolicy lock', 'denies TCP port 8080'],
  },
];
