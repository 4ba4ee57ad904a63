import type { RawObject } from '../../engine/objects.ts';
import { albIngress, ingress } from '../objects/entry-objects.ts';
import { deployment, namespace, nodes, PUBLIC, service, withSpec } from '../objects/objects.ts';
import { challenge } from './challenge.ts';

const HOST = 'shop.example.com';
const VIA = 'ingress/shop/shop';
const INTERNET = { internet: true } as const;

const app = (name: string, port: number, replicas = 2): RawObject =>
  deployment({ name, replicas, container: { name, image: `shop/${name}:5.1`, ports: { http: port } } });
const WEB = app('web', 3000);
const CART = app('cart', 8080);
const WEB_SERVICE = service({ name: 'web', clusterIP: '10.96.12.80', targetPort: 'http' });
const CART_SERVICE = service({ name: 'cart', clusterIP: '10.96.40.12', targetPort: 'http' });

const ingressClass = (name: string, controller: string): RawObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name },
  spec: { controller },
});

const NGINX = ingressClass('nginx', 'k8s.io/ingress-nginx');
const ONE_APPLICATION = [namespace(), ...nodes(2), WEB, WEB_SERVICE, NGINX];
const TWO_APPLICATIONS = [namespace(), ...nodes(2), WEB, CART, WEB_SERVICE, CART_SERVICE, NGINX];

export const INGRESS_CLASS = challenge({
  title: 'Nobody feels responsible',
  objects: [
    ...ONE_APPLICATION,
    withSpec(ingress({ name: 'shop', host: HOST, paths: { '/': 'web' } }), { ingressClassName: 'ngnix' }),
  ],
  goal: {
    text: 'The Ingress has rules for the host, and it never gets an address.',
    requests: [{ from: INTERNET, to: `http://${HOST}/`, via: VIA, expect: 'succeeds', by: ['Deployment/shop/web'] }],
    keep: [
      { object: 'Deployment/shop/web', pods: 2 },
      { object: 'Ingress/shop/shop' },
      { object: 'IngressClass/nginx' },
    ],
    mostEdits: 2,
    hints: [
      'An Ingress is a wish. Who fulfils it?',
      'Compare ingressClassName with the IngressClasses that there are.',
      'The class is called nginx; the Ingress asks for ngnix.',
    ],
  },
});

export const MAKE_INGRESS = challenge({
  title: 'Two applications, one address',
  objects: [...TWO_APPLICATIONS],
  goal: {
    text: `Both applications run and nobody outside reaches them. Make an Ingress called shop: ${HOST} leads to the web, and below /cart to the cart.`,
    requests: [
      { from: INTERNET, to: `http://${HOST}/`, via: VIA, expect: 'succeeds', by: ['Deployment/shop/web'] },
      { from: INTERNET, to: `http://${HOST}/cart`, via: VIA, expect: 'succeeds', by: ['Deployment/shop/cart'] },
      { from: INTERNET, to: `http://${HOST}/cart/items`, via: VIA, expect: 'succeeds', by: ['Deployment/shop/cart'] },
      { from: INTERNET, to: 'http://blog.example.com/', via: VIA, expect: 404 },
    ],
    keep: [
      { object: 'Deployment/shop/web', pods: 2 },
      { object: 'Deployment/shop/cart', pods: 2 },
    ],
    hints: [
      'One Ingress has one rule for the host, with two paths.',
      'The longest path that matches goes first, in whatever order they are written. pathType: Prefix matches by whole segments.',
      'A host that no rule names must be left alone: no defaultBackend, and no rule without a host.',
    ],
  },
});

export const INGRESS_PATH = challenge({
  title: 'Only the front door',
  objects: [...TWO_APPLICATIONS, exact(ingress({ name: 'shop', host: HOST, paths: { '/': 'web', '/cart': 'cart' } }))],
  goal: {
    text: 'The front page and /cart open. Every page below them is a 404.',
    requests: [
      { from: INTERNET, to: `http://${HOST}/cart/items`, via: VIA, expect: 'succeeds', by: ['Deployment/shop/cart'] },
      { from: INTERNET, to: `http://${HOST}/about`, via: VIA, expect: 'succeeds', by: ['Deployment/shop/web'] },
      { from: INTERNET, to: `http://${HOST}/cart`, via: VIA, expect: 'succeeds', by: ['Deployment/shop/cart'] },
      { from: INTERNET, to: `http://${HOST}/cartoons`, via: VIA, expect: 'succeeds', by: ['Deployment/shop/web'] },
    ],
    keep: [
      { object: 'Deployment/shop/web', pods: 2 },
      { object: 'Deployment/shop/cart', pods: 2 },
      { object: 'Ingress/shop/shop' },
    ],
    mostEdits: 4,
    hints: [
      'A path says what it matches, and how.',
      'Compare pathType Exact with Prefix.',
      'Set pathType of both paths to Prefix.',
    ],
  },
});

function exact(object: RawObject): RawObject {
  return JSON.parse(JSON.stringify(object).replaceAll('"Prefix"', '"Exact"')) as RawObject;
}

export const BACKEND_PORT = challenge({
  title: 'Which of the two ports',
  objects: [
    ...ONE_APPLICATION,
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'shop', namespace: 'shop' },
      spec: {
        ingressClassName: 'nginx',
        rules: [
          {
            host: HOST,
            http: {
              paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 3000 } } } }],
            },
          },
        ],
      },
    },
  ],
  goal: {
    text: 'Inside the cluster http://web/ is answered. By the Ingress it is a 503.',
    requests: [{ from: INTERNET, to: `http://${HOST}/`, via: VIA, expect: 'succeeds', by: ['Deployment/shop/web'] }],
    keep: [{ object: 'Deployment/shop/web', pods: 2 }, { object: 'Ingress/shop/shop' }, { object: 'Service/shop/web' }],
    mostEdits: 3,
    hints: [
      'A backend names a Service, and a port of it.',
      'The port of a Service is what clients call; where the container listens is its own affair.',
      'Service web has port 80, called http. 3000 is its targetPort.',
    ],
  },
});

export const EVERY_NODE = challenge({
  title: 'Every node, and their own address',
  objects: [
    namespace(),
    ...nodes(2, [], PUBLIC),
    app('web', 3000, 1),
    withSpec(
      service({ name: 'web', type: 'NodePort', clusterIP: '10.96.12.80', targetPort: 'http', nodePort: 30080 }),
      {
        externalTrafficPolicy: 'Local',
      },
    ),
  ],
  goal: {
    text: 'One node answers at port 30080, the other does not. The log of the web has to go on naming the clients’ own addresses.',
    requests: [11, 12].map((host) => ({
      from: INTERNET,
      to: `http://${PUBLIC}.${host}:30080/`,
      expect: 'succeeds' as const,
      ownAddress: true as const,
    })),
    keep: [{ object: 'Service/shop/web', has: { spec: { type: 'NodePort' } } }, { object: 'Deployment/shop/web' }],
    mostEdits: 4,
    hints: [
      'Nobody gives a packet a new source address where it does not leave the node.',
      'externalTrafficPolicy: Local keeps the address, and serves from pods of the same node only.',
      'Leave the policy as it is, and have a pod on each node: more replicas, or a DaemonSet.',
    ],
  },
});

export const TARGET_TYPE = challenge({
  title: 'Instances or pods',
  objects: [
    namespace(),
    ...nodes(2),
    WEB,
    WEB_SERVICE,
    ingressClass('alb', 'ingress.k8s.aws/alb'),
    albIngress(ingress({ name: 'shop', host: HOST, paths: { '/': 'web' } })),
  ],
  overrides: { cloud: 'eks' },
  goal: {
    text: 'On EKS the Ingress gets its Application Load Balancer, and every request is a 503. Inside the cluster http://web/ is answered.',
    requests: [{ from: INTERNET, to: `http://${HOST}/`, via: VIA, expect: 'succeeds', by: ['Deployment/shop/web'] }],
    keep: [
      { object: 'Deployment/shop/web', pods: 2 },
      { object: 'Service/shop/web' },
      { object: 'Ingress/shop/shop', has: { spec: { ingressClassName: 'alb' } } },
      { object: 'IngressClass/alb' },
    ],
    mostEdits: 3,
    hints: [
      'The load balancer stands outside of the cluster. Where does it send to?',
      'By default its targets are instances, at the NodePort of the Service. Service web has none.',
      'Set the annotation alb.ingress.kubernetes.io/target-type to ip, or make the Service a NodePort.',
    ],
  },
});

export const SOURCE_RANGES = challenge({
  title: 'The new office',
  objects: [
    namespace(),
    ...nodes(2),
    WEB,
    withSpec(service({ name: 'web', type: 'LoadBalancer', clusterIP: '10.96.12.80', targetPort: 'http' }), {
      loadBalancerSourceRanges: ['203.0.113.0/28'],
    }),
  ].map((object) =>
    object.kind === 'Service'
      ? { ...object, status: { loadBalancer: { ingress: [{ ip: '198.51.100.80' }] } } }
      : object,
  ),
  goal: {
    text: 'The shop opens from the old office only. The new one has 203.0.113.64/28; nobody else may come in.',
    requests: [
      {
        from: { ...INTERNET, ip: '203.0.113.70' },
        to: 'http://198.51.100.80/',
        expect: 'succeeds',
        by: ['Deployment/shop/web'],
      },
      {
        from: { ...INTERNET, ip: '203.0.113.5' },
        to: 'http://198.51.100.80/',
        expect: 'succeeds',
        by: ['Deployment/shop/web'],
      },
      ...['203.0.113.40', '203.0.113.20', '203.0.113.60', '203.0.113.81', '192.0.2.9'].map((ip) => ({
        from: { ...INTERNET, ip },
        to: 'http://198.51.100.80/',
        expect: 'fails' as const,
      })),
    ],
    keep: [{ object: 'Deployment/shop/web', pods: 2 }],
    mostEdits: 4,
    hints: [
      'Who decides which clients a load balancer lets through?',
      'loadBalancerSourceRanges of Service web is a list.',
      'Add 203.0.113.64/28; a wider range would let others in.',
    ],
  },
});
