import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { INTERNET, meta, podOf, serviceOf, type Scenario } from './scenario.ts';

interface Gke {
  readonly class?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly tls?: readonly object[];
  readonly objects?: readonly RawObject[];
}

const HTTP = 'kubernetes.io/ingress.allow-http';
const certificate = (name: string): RawObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  type: 'kubernetes.io/tls',
  metadata: meta(name),
});

/** A pod behind an Ingress that Google's controller serves. */
const gke = (
  service: object,
  { class: of = 'gce', annotations = {}, tls, objects = [] }: Gke,
): readonly RawObject[] => [
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node-1' },
    status: { addresses: [{ type: 'InternalIP', address: '192.168.0.11' }] },
  },
  podOf('web', { nodeName: 'node-1' }),
  podOf('client', { nodeName: 'node-1' }),
  serviceOf('web', { selector: { app: 'web' }, ports: [{ port: 80 }], ...service }),
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: meta('entry', { annotations: { 'kubernetes.io/ingress.class': of, ...annotations } }),
    spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } }, ...(tls && { tls }) },
  },
  ...objects,
];
const call = {
  code: 'INGRESS_NOT_SERVED',
  cloud: 'gke',
  from: INTERNET,
  to: 'http://shop.example/',
  via: 'ingress/shop/entry',
  object: 'Ingress/shop/entry',
} as const;

/** What keeps Google's controller from building a load balancer for an Ingress. */
export const GKE_SCENARIOS: readonly Scenario[] = [
  {
    ...call,
    objects: gke({}, { tls: [{ secretName: 'shop-tsl' }], objects: [certificate('shop-tls')] }),
    field: 'spec.tls.0.secretName',
    fix: 'applies',
    says: ['there is no Secret shop/shop-tsl', 'secrets "shop-tsl" not found', 'for plain HTTP neither'],
  },
  {
    ...call,
    objects: gke(
      {},
      {
        annotations: { 'networking.gke.io/managed-certificates': 'shop' },
        tls: [{ hosts: ['shop.example'] }],
      },
    ),
    field: 'spec.tls.0',
    fix: 'none',
    says: ['tls 0 names no Secret', 'secret "" does not exist', 'remove tls'],
  },
  {
    ...call,
    objects: gke({}, { annotations: { [HTTP]: 'false' } }),
    field: `metadata.annotations.${HTTP}`,
    fix: 'applies',
    says: ['it has no certificate', 'allow-http is false', 'invalid ingress frontend configuration'],
  },
  {
    ...call,
    from: { pod: 'shop/client' },
    to: 'https://shop.example/',
    objects: gke({}, { class: 'gce-internal', tls: [{ secretName: 'shop-tls' }], objects: [certificate('shop-tls')] }),
    field: `metadata.annotations.${HTTP}`,
    fix: 'applies',
    says: ['gce-internal', 'does not serve HTTP and HTTPS at one address'],
  },
  {
    ...call,
    from: { pod: 'shop/client' },
    objects: gke(
      {},
      {
        class: 'gce-internal',
        annotations: { 'networking.gke.io/v1beta1.FrontendConfig': 'front' },
        objects: [
          {
            apiVersion: 'networking.gke.io/v1beta1',
            kind: 'FrontendConfig',
            metadata: meta('front'),
            spec: { redirectToHttps: { enabled: true } },
          },
        ],
      },
    ),
    object: 'FrontendConfig/shop/front',
    field: 'spec.redirectToHttps.enabled',
    fix: 'applies',
    says: ['FrontendConfig shop/front has HTTP redirected', 'cannot enable HTTPS Redirects with L7 ILB'],
  },
  {
    ...call,
    objects: gke(
      {},
      { annotations: { [HTTP]: 'false' }, tls: [{ secretName: 'shop-tls' }], objects: [certificate('shop-tls')] },
    ),
    field: `metadata.annotations.${HTTP}`,
    fix: 'applies',
    says: ['listens at port 443, not at 80', 'kubernetes.io/ingress.allow-http is false'],
  },
  {
    ...call,
    to: 'https://shop.example/',
    objects: gke({}, {}),
    fix: 'told',
    says: ['listens at port 80, not at 443', 'no certificate is named'],
  },
  {
    ...call,
    objects: gke({ type: 'ClusterIP' }, {}).map(
      (each): RawObject =>
        each.kind === 'Service'
          ? {
              ...each,
              metadata: { ...each.metadata, annotations: { 'cloud.google.com/neg': '{"exposed_ports": {}}' } },
            }
          : each,
    ),
    object: 'Service/shop/web',
    field: 'metadata.annotations.cloud.google.com/neg',
    fix: 'applies',
    says: ['sends to node ports', 'Service shop/web (ClusterIP) has none'],
  },
  {
    ...call,
    objects: gke(
      {},
      {
        objects: [
          {
            apiVersion: 'cloud.google.com/v1',
            kind: 'BackendConfig',
            metadata: meta('web-check'),
            spec: { healthCheck: { requestPath: '/' } },
          },
        ],
      },
    ).map(
      (each): RawObject =>
        each.kind === 'Service'
          ? {
              ...each,
              metadata: {
                ...each.metadata,
                annotations: { 'cloud.google.com/backend-config': '{"default":"web-chek"}' },
              },
            }
          : each,
    ),
    object: 'Service/shop/web',
    field: 'metadata.annotations.cloud.google.com/backend-config',
    fix: 'applies',
    says: ['names BackendConfig web-chek', 'has web-check', 'no BackendConfig for service port exists'],
  },
  {
    ...call,
    objects: gke({ type: 'ExternalName', externalName: 'shop.example.net', selector: undefined }, {}),
    object: 'Service/shop/web',
    field: 'spec.type',
    fix: 'none',
    says: ['of type ExternalName', 'a name is neither'],
  },
];
