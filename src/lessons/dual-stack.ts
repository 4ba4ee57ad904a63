import type { RawObject } from '../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { namespace, pod } from './objects/objects.ts';

const node = (n: number): RawObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `node-${n}`, labels: { 'kubernetes.io/hostname': `node-${n}` } },
  spec: { podCIDR: `10.244.${n}.0/24`, podCIDRs: [`10.244.${n}.0/24`, `fd00:10:244:${n}::/64`] },
  status: {
    addresses: [
      { type: 'InternalIP', address: `192.168.0.1${n}` },
      { type: 'InternalIP', address: `fd00:192:168::1${n}` },
    ],
  },
});

const service = (name: string, more: object): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { selector: { app: 'cart' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }], ...more },
});

// Kubernetes: IPv4/IPv6 dual-stack; RFC 4193 for the addresses.
export const DUAL_STACK: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Two families',
  objects: [
    namespace(),
    node(1),
    node(2),
    pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    pod('cart', 'node-2', [{ name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } }]),
    service('cart', {
      ipFamilyPolicy: 'PreferDualStack',
      ipFamilies: ['IPv4', 'IPv6'],
      clusterIPs: ['10.96.40.12', 'fd00:10:96::12'],
      clusterIP: '10.96.40.12',
    }),
    service('cart-4', { clusterIP: '10.96.40.14', ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4'] }),
  ],
  requests: [
    { title: 'By IPv4', from: { pod: 'shop/frontend' }, to: 'http://10.96.40.12/' },
    { title: 'By IPv6', from: { pod: 'shop/frontend' }, to: 'http://[fd00:10:96::12]/' },
    { title: 'By name', from: { pod: 'shop/frontend' }, to: 'http://cart/' },
    { title: 'A Service of one family', from: { pod: 'shop/frontend' }, to: 'http://cart-4/' },
  ],
  story: [
    {
      title: 'Two of everything',
      text: 'Nodes have an address of either family and a podCIDR of each; every pod gets one of both. The Service cart has two clusterIPs, and kube-proxy writes rules for each.',
      request: 0,
    },
    {
      title: 'IPv6 all the way',
      text: 'The same Service at fd00:10:96::12. Nothing is translated from one family to the other: an IPv6 clusterIP leads to the IPv6 addresses of the same pods.',
      request: 1,
      question: { ask: 'SOURCE_SEEN' },
    },
    {
      title: 'The name has both',
      text: 'The cluster DNS answers the A question with one clusterIP and the AAAA question with the other. Which one is used is for the client to choose.',
      request: 2,
    },
    {
      title: 'A Service may have one family',
      text: 'cart-4 is SingleStack, as every Service is that says nothing. Its pods have IPv6 addresses nevertheless; there is just no clusterIP that leads to them.',
      request: 3,
    },
  ],
};
