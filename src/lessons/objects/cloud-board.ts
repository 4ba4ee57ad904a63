import type { RawObject } from '../../engine/objects.ts';
import type { SavedRequest } from '../../scenario/document/document.ts';
import { namespace, nodes, pod, service } from './objects.ts';

/** What the lessons on clouds show: a client, an application behind a load balancer, and one that a policy closes. */
export const cloudBoard = (count: number, more: readonly RawObject[] = []): readonly RawObject[] => [
  namespace(),
  ...nodes(count),
  pod('client', 'node-1', [
    { name: 'client', image: 'shop/client:1.0', ports: { http: 8080 } },
    { name: 'proxy', image: 'envoyproxy/envoy:v1.35', ports: { admin: 9901 } },
  ]),
  pod('web', 'node-2', [{ name: 'web', image: 'shop/web:5.1', ports: { http: 3000 } }]),
  pod('vault', 'node-2', [{ name: 'vault', image: 'shop/vault:1.4', ports: { http: 8200 } }]),
  ...more,
  service({ name: 'web', clusterIP: '10.96.12.80', type: 'LoadBalancer', nodePort: 30080, targetPort: 'http' }),
  service({ name: 'vault', clusterIP: '10.96.12.90', targetPort: 'http' }),
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'closed', namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: 'vault' } }, policyTypes: ['Ingress'] },
  },
];

export const INGRESS_HOST = 'shop.example.com';

/** Of the boards that have an Ingress besides. */
export const BY_INGRESS: SavedRequest = {
  title: 'A browser, by the Ingress',
  from: { internet: true },
  to: `http://${INGRESS_HOST}/`,
  via: 'ingress/shop/shop',
};

export const CLOUD_REQUESTS: readonly SavedRequest[] = [
  { title: 'client asks web', from: { pod: 'shop/client', container: 'client' }, to: 'http://10.96.12.80/' },
  { title: 'client asks its proxy', from: { pod: 'shop/client', container: 'client' }, to: 'http://localhost:9901/' },
  { title: 'A customer asks web', from: { internet: true }, to: 'http://203.0.113.129/' },
  { title: 'client asks vault', from: { pod: 'shop/client', container: 'client' }, to: 'http://10.96.12.90/' },
];
