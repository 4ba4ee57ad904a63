import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { shopObjects } from '../shop.ts';
import { INTERNET, controller, ingressOf, meta, type Scenario } from './scenario.ts';

const classOf = (name: string): RawObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name },
  spec: { controller: 'k8s.io/ingress-nginx' },
});
const ofClass = (ingressClassName: string): RawObject => {
  const { spec, ...ingress } = ingressOf({ name: 'web', port: { number: 80 } });
  return { ...ingress, spec: { ...(spec as object), ingressClassName } } as RawObject;
};

const ownController = ingressOf({ name: 'ingress-nginx-controller', port: { number: 80 } });
const inCircles: RawObject = { ...ownController, metadata: { name: 'entry', namespace: 'ingress-nginx' } };

/** Causes of Ingresses and their controllers. */
export const INGRESS_SCENARIOS: readonly Scenario[] = [
  {
    code: 'INGRESS_NOT_SERVED',
    objects: shopObjects({ more: [ingressOf({ name: 'web', port: { number: 80 } }), ...controller('ClusterIP')] }),
    from: INTERNET,
    to: 'http://shop.example/',
    via: 'ingress/shop/entry',
    object: 'Service/ingress-nginx/ingress-nginx-controller',
    field: 'spec.type',
    fix: 'applies',
    says: ['shop/entry', 'type ClusterIP'],
  },
  {
    code: 'INGRESS_NOT_SERVED',
    objects: shopObjects({ more: [classOf('nginx'), ofClass('ngnix')] }),
    from: INTERNET,
    to: 'http://shop.example/',
    via: 'ingress/shop/entry',
    object: 'Ingress/shop/entry',
    field: 'spec.ingressClassName',
    fix: 'applies',
    says: ['no controller serves class ngnix', 'there is nginx'],
  },
  {
    code: 'INGRESS_NOT_SERVED',
    objects: shopObjects({ more: [ofClass('kong'), ...controller('LoadBalancer')] }),
    from: INTERNET,
    to: 'http://shop.example/',
    object: 'Ingress/shop/entry',
    field: 'spec.ingressClassName',
    fix: 'none',
    says: ['no controller serves class kong', 'no IngressClass'],
  },
  {
    code: 'PROXY_LOOP',
    objects: shopObjects({ more: [inCircles, ...controller('LoadBalancer')] }),
    from: INTERNET,
    to: 'http://shop.example/',
    via: 'ingress/ingress-nginx/entry',
    object: 'Ingress/ingress-nginx/entry',
    field: 'spec.rules.0',
    fix: 'none',
    says: ['Ingress ingress-nginx/entry', 'in circles'],
  },
  {
    code: 'INGRESS_NO_MATCH',
    objects: shopObjects({ more: [ingressOf({ name: 'web', port: { number: 80 } }, 'shop.example', '/cart')] }),
    from: INTERNET,
    to: 'http://shop.example/checkout',
    object: 'Ingress/shop/entry',
    field: 'spec.rules',
    fix: 'none',
    says: ['shop.example/checkout', '/cart (Prefix)'],
  },
  {
    code: 'INGRESS_NO_MATCH',
    objects: shopObjects({ more: [ingressOf({ name: 'web', port: { number: 80 } })] }),
    from: INTERNET,
    to: 'http://shopp.example/',
    via: 'ingress/shop/entry',
    object: 'Ingress/shop/entry',
    field: 'spec.rules',
    fix: 'told',
    says: ['shopp.example/', 'hosts that have rules are shop.example'],
  },
  {
    code: 'INGRESS_BACKEND_NOT_FOUND',
    objects: shopObjects({ more: [ingressOf({ name: 'wbe', port: { number: 80 } })] }),
    from: INTERNET,
    to: 'http://shop.example/',
    object: 'Ingress/shop/entry',
    field: 'spec.rules.0.http.paths.0.backend.service.name',
    fix: 'applies',
    says: ['shop/wbe', 'does not exist'],
  },
  {
    code: 'INGRESS_BACKEND_NOT_FOUND',
    objects: shopObjects({
      more: [
        ingressOf({ name: 'api', port: { number: 80 } }),
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'api', namespace: 'pay' },
          spec: { selector: { app: 'api' }, ports: [{ port: 80 }] },
        },
      ],
    }),
    from: INTERNET,
    to: 'http://shop.example/',
    object: 'Ingress/shop/entry',
    field: 'spec.rules.0.http.paths.0.backend.service.name',
    fix: 'none',
    says: ['shop/api', 'There is one in namespace pay', 'ExternalName'],
  },
  {
    code: 'INGRESS_BACKEND_PORT_NOT_FOUND',
    objects: shopObjects({ more: [ingressOf({ name: 'web', port: { name: 'http' } })] }),
    from: INTERNET,
    to: 'http://shop.example/',
    object: 'Ingress/shop/entry',
    field: 'spec.rules.0.http.paths.0.backend.service.port',
    fix: 'applies',
    says: ['no port http', 'it has 80'],
  },
  {
    code: 'INGRESS_NO_ENDPOINTS',
    objects: shopObjects({ selector: { app: 'wbe' }, more: [ingressOf({ name: 'web', port: { number: 80 } })] }),
    from: INTERNET,
    to: 'http://shop.example/',
    object: 'Service/shop/web',
    field: 'spec.selector',
    fix: 'applies',
    says: ['behind the backend', 'app=wbe'],
  },
  {
    code: 'INGRESS_NOT_SERVED',
    objects: shopObjects({
      more: [
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'Ingress',
          metadata: meta('entry', { annotations: { 'alb.ingress.kubernetes.io/scheme': 'internet-facing' } }),
          spec: {
            ingressClassName: 'alb',
            rules: [
              {
                host: 'shop.example',
                http: {
                  paths: [
                    { path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } },
                  ],
                },
              },
            ],
          },
        },
      ],
    }),
    from: INTERNET,
    to: 'http://shop.example/',
    object: 'Ingress/shop/entry',
    field: 'metadata.annotations.alb.ingress.kubernetes.io/target-type',
    fix: 'applies',
    says: ['sends to node ports', 'Service shop/web (ClusterIP) has none'],
  },
];
