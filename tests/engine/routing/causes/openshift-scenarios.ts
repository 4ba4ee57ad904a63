import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { shopObjects } from '../shop.ts';
import { INTERNET, meta, podOf, serviceOf, type Scenario } from './scenario.ts';

const routeOf = (spec: object = {}, more: object = {}): RawObject => ({
  apiVersion: 'route.openshift.io/v1',
  kind: 'Route',
  metadata: meta('front'),
  spec: { host: 'shop.example', to: { kind: 'Service', name: 'web' }, ...spec },
  ...more,
});
const shop = (...more: readonly RawObject[]): readonly RawObject[] => shopObjects({ more });
const entry = { from: INTERNET, to: 'http://shop.example/', object: 'Route/shop/front' };
const claimed = routeOf(
  { path: '/new' },
  { metadata: { name: 'older', namespace: 'stall', creationTimestamp: '2024-01-01T00:00:00Z' } },
);

const labels = { 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default' };
/** A router that is part of the input, behind a Service of this type; none: behind nothing. */
const routerOf = (type?: string): readonly RawObject[] => [
  podOf(
    'router',
    { containers: [{ name: 'router', image: 'haproxy', ports: [{ containerPort: 80 }] }] },
    {
      metadata: meta('router', { labels }),
    },
  ),
  ...(type === undefined ? [] : [serviceOf('router', { type, selector: labels })]),
];

/** Requests that a Route of OpenShift is the reason of not to succeed. */
export const OPENSHIFT_SCENARIOS: readonly Scenario[] = [
  {
    code: 'OPENSHIFT_ROUTE_NOT_SERVED',
    objects: shop(routeOf(), ...routerOf('ClusterIP')),
    ...entry,
    via: 'route/shop/front',
    object: 'Service/shop/router',
    field: 'spec.type',
    fix: 'applies',
    says: ['Route shop/front has no address', 'Service shop/router', 'ClusterIP', 'host’s network'],
  },
  {
    code: 'OPENSHIFT_ROUTE_NOT_SERVED',
    objects: shop(routeOf(), ...routerOf()),
    ...entry,
    fix: 'none',
    says: ['Route shop/front has no address', 'no Service is in front of the routers'],
  },
  {
    code: 'OPENSHIFT_ROUTE_NO_MATCH',
    objects: shop(routeOf()),
    from: INTERNET,
    to: 'http://shop.example/',
    http: { headers: { Host: 'shopp.example' } },
    fix: 'none',
    says: ['for shopp.example', 'they are for shop.example', '503'],
  },
  {
    code: 'OPENSHIFT_ROUTE_NO_MATCH',
    objects: shop(routeOf({ path: '/cart' })),
    ...entry,
    field: 'spec.path',
    fix: 'none',
    says: ['is for /', '/cart'],
  },
  {
    code: 'OPENSHIFT_ROUTE_NO_MATCH',
    objects: shop(routeOf({ tls: { termination: 'edge' } })),
    ...entry,
    field: 'spec.tls.insecureEdgeTerminationPolicy',
    fix: 'applies',
    says: ['Route shop/front takes TLS alone', '503'],
  },
  {
    code: 'OPENSHIFT_ROUTE_NO_MATCH',
    objects: shop(routeOf()),
    ...entry,
    to: 'https://shop.example/',
    field: 'spec.tls',
    fix: 'none',
    says: ['Route shop/front has no tls'],
  },
  {
    code: 'OPENSHIFT_ROUTE_NO_MATCH',
    objects: shop(routeOf({ path: '/old' }), claimed),
    ...entry,
    to: 'http://shop.example/old',
    object: 'Route/shop/front',
    field: 'spec.host',
    fix: 'none',
    says: ['shop/front is not served', 'Route stall/older', 'HostAlreadyClaimed'],
  },
  {
    code: 'OPENSHIFT_ROUTE_NO_MATCH',
    objects: shop(routeOf({ wildcardPolicy: 'Subdomain' })),
    ...entry,
    field: 'spec.wildcardPolicy',
    fix: 'none',
    says: ['shop/front is not served', 'wildcardPolicy Subdomain'],
  },
  {
    code: 'OPENSHIFT_ROUTE_NO_BACKENDS',
    objects: shop(routeOf({ port: { targetPort: 80 } })),
    ...entry,
    field: 'spec.port.targetPort',
    fix: 'applies',
    says: ['targetPort 80', 'its ports have no names', '8080'],
  },
  {
    code: 'OPENSHIFT_ROUTE_NO_BACKENDS',
    objects: shop(routeOf({ to: { kind: 'Service', name: 'wep' } })),
    ...entry,
    field: 'spec.to.name',
    fix: 'applies',
    says: ['Service shop/wep', 'does not exist'],
  },
  {
    code: 'OPENSHIFT_ROUTE_NO_BACKENDS',
    objects: shop(
      routeOf({
        to: { kind: 'Service', name: 'ledger', weight: 0 },
        alternateBackends: [{ kind: 'Service', name: 'wep', weight: 10 }],
      }),
    ),
    ...entry,
    field: 'spec.alternateBackends.0.name',
    fix: 'applies',
    says: ['Service shop/wep', 'does not exist'],
  },
  {
    // The other backend is another one, and not what is meant.
    code: 'OPENSHIFT_ROUTE_NO_BACKENDS',
    objects: shopObjects({
      selector: { app: 'wep' },
      more: [routeOf({ to: { kind: 'Service', name: 'wep' }, alternateBackends: [{ kind: 'Service', name: 'web' }] })],
    }),
    ...entry,
    field: 'spec.to.name',
    fix: 'none',
    says: ['Service shop/wep', 'does not exist'],
  },
  {
    code: 'OPENSHIFT_ROUTE_NO_BACKENDS',
    objects: shop(routeOf({ to: { kind: 'Service', name: 'web', weight: 0 } })),
    ...entry,
    field: 'spec.to.weight',
    fix: 'none',
    says: ['weight 0'],
  },
  {
    code: 'OPENSHIFT_ROUTE_NO_ENDPOINTS',
    objects: shopObjects({ selector: { app: 'wep' }, more: [routeOf()] }),
    ...entry,
    object: 'Service/shop/web',
    field: 'spec.selector',
    fix: 'applies',
    says: ['behind Route shop/front', 'app=wep'],
  },
];
