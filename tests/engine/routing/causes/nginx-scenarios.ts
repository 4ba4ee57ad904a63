import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { shopObjects } from '../shop.ts';
import { CLIENT, INTERNET, controller, ingressOf, type Scenario } from './scenario.ts';

const PREFIX = 'nginx.ingress.kubernetes.io/';

function annotated(options: Readonly<Record<string, string>>, port: object = { number: 80 }): RawObject {
  const ingress = ingressOf({ name: 'web', port });
  const annotations = Object.fromEntries(Object.entries(options).map(([name, value]) => [PREFIX + name, value]));
  return { ...ingress, metadata: { ...ingress.metadata, annotations } };
}

const nginx = (policy = 'Local', data?: Readonly<Record<string, string>>): readonly RawObject[] => [
  ...controller('LoadBalancer').map((each) =>
    each.kind === 'Service'
      ? { ...each, spec: { ...(each['spec'] as object), externalTrafficPolicy: policy } }
      : { ...each, spec: { ...(each['spec'] as object), nodeName: 'node-2' } },
  ),
  ...(data === undefined
    ? []
    : [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'ingress-nginx-controller', namespace: 'ingress-nginx' },
          data,
        },
      ]),
];

const asked = {
  objects: [] as readonly RawObject[],
  from: INTERNET,
  to: 'http://shop.example/',
  object: 'Ingress/shop/entry',
} as const;
const objectsWith = (...more: readonly RawObject[]) => shopObjects({ more });
const named = (name: string, appProtocol?: string) =>
  ({ ports: [{ name, port: 80, targetPort: 8080, ...(appProtocol !== undefined && { appProtocol }) }] }) as const;

/** Causes of the annotations and settings of ingress-nginx. */
export const NGINX_SCENARIOS: readonly Scenario[] = [
  {
    ...asked,
    code: 'INGRESS_REFUSES_ADDRESS',
    objects: objectsWith(annotated({ 'whitelist-source-range': '10.0.0.0/8' }), ...nginx()),
    field: `metadata.annotations.${PREFIX}whitelist-source-range`,
    fix: 'applies',
    says: ['whitelist-source-range of Ingress shop/entry', 'allows 10.0.0.0/8 only', 'sees 198.51.100.10: 403'],
  },
  {
    ...asked,
    code: 'INGRESS_REFUSES_ADDRESS',
    objects: objectsWith(annotated({ 'whitelist-source-range': '198.51.100.0/24' }), ...nginx('Cluster')),
    field: `metadata.annotations.${PREFIX}whitelist-source-range`,
    fix: 'applies',
    says: ['The client is 198.51.100.10', 'replaced on the way', 'ingress-nginx-controller'],
  },
  {
    ...asked,
    code: 'INGRESS_REFUSES_ADDRESS',
    objects: objectsWith(annotated({ 'denylist-source-range': '198.51.100.0/24' }), ...nginx()),
    field: `metadata.annotations.${PREFIX}denylist-source-range`,
    fix: 'none',
    says: ['denylist-source-range', 'refuses 198.51.100.0/24'],
  },
  {
    ...asked,
    code: 'INGRESS_REFUSES_ADDRESS',
    objects: objectsWith(annotated({}), ...nginx('Local', { 'whitelist-source-range': '10.0.0.0/8' })),
    fix: 'none',
    says: ['The controller’s ConfigMap allows 10.0.0.0/8 only'],
  },
  {
    ...asked,
    code: 'INGRESS_ASKS_FOR_PROOF',
    objects: objectsWith(annotated({ 'auth-type': 'basic', 'auth-secret': 'passwords' }), ...nginx()),
    field: `metadata.annotations.${PREFIX}auth-type`,
    fix: 'none',
    says: ['auth-type basic', 'no Authorization header: 401'],
  },
  {
    ...asked,
    code: 'INGRESS_ASKS_FOR_PROOF',
    objects: objectsWith(annotated({ 'auth-url': 'https://me:pw@login.example/check?rd=x' }), ...nginx()),
    field: `metadata.annotations.${PREFIX}auth-url`,
    fix: 'none',
    says: ['asks login.example', 'auth-url', '401'],
  },
  {
    ...asked,
    code: 'INGRESS_ASKS_FOR_PROOF',
    objects: objectsWith(annotated({}), ...nginx('Local', { 'global-auth-url': 'http://login.example/check' })),
    fix: 'none',
    says: ['The controller asks login.example', 'global-auth-url'],
  },
  {
    ...asked,
    code: 'INGRESS_ASKS_FOR_PROOF',
    objects: objectsWith(annotated({ 'auth-tls-secret': 'shop/ca' }), ...nginx()).map((each) =>
      each.kind === 'Service' && each.metadata.name !== 'web'
        ? { ...each, spec: { ...(each['spec'] as object), ports: [{ port: 443, targetPort: 80 }] } }
        : each,
    ),
    to: 'https://shop.example/',
    field: `metadata.annotations.${PREFIX}auth-tls-secret`,
    fix: 'none',
    says: ['certificate that Secret shop/ca vouches for'],
  },
  {
    ...asked,
    code: 'INGRESS_BACKEND_PROTOCOL',
    objects: shopObjects({ service: named('https'), more: [annotated({}), ...nginx()] }),
    field: `metadata.annotations.${PREFIX}backend-protocol`,
    fix: 'applies',
    says: ['it is named https', 'answers 400'],
  },
  {
    ...asked,
    code: 'INGRESS_BACKEND_PROTOCOL',
    objects: shopObjects({
      service: named('web', 'https'),
      more: [annotated({ 'ssl-passthrough': 'true' }), ...nginx()],
    }).map(withFlags),
    fix: 'applies',
    says: ['its appProtocol is https', 'without --enable-ssl-passthrough'],
  },
  {
    ...asked,
    code: 'INGRESS_BACKEND_PROTOCOL',
    objects: shopObjects({ service: named('http'), more: [annotated({ 'backend-protocol': 'HTTPS' }), ...nginx()] }),
    field: `metadata.annotations.${PREFIX}backend-protocol`,
    fix: 'applies',
    says: ['speaks plain HTTP (it is named http)', '502'],
  },
  {
    ...asked,
    code: 'INGRESS_BACKEND_PROTOCOL',
    objects: shopObjects({
      service: named('web', 'http'),
      more: [annotated({ 'backend-protocol': 'FCGI' }), ...nginx()],
    }),
    field: `metadata.annotations.${PREFIX}backend-protocol`,
    fix: 'applies',
    says: ['speaks HTTP (its appProtocol is http)', 'speak FastCGI', '502'],
  },
  {
    ...asked,
    code: 'INGRESS_ANNOTATION_INVALID',
    objects: objectsWith(annotated({ 'allowlist-source-range': '10.0.0.0/8, the office' }), ...nginx()),
    field: `metadata.annotations.${PREFIX}allowlist-source-range`,
    fix: 'none',
    says: ['neither an address nor a range', '503'],
  },
  {
    ...asked,
    code: 'INGRESS_ANNOTATION_INVALID',
    objects: objectsWith(annotated({ 'auth-type': 'basic' }), ...nginx()),
    field: `metadata.annotations.${PREFIX}auth-secret`,
    fix: 'none',
    says: ['no auth-secret says where'],
  },
  {
    ...asked,
    code: 'INGRESS_ANNOTATION_INVALID',
    objects: objectsWith(annotated({ 'auth-type': 'Basic', 'auth-secret': 'passwords' }), ...nginx()),
    fix: 'none',
    says: ['neither basic nor digest'],
  },
  {
    ...asked,
    code: 'INGRESS_ANNOTATION_INVALID',
    objects: objectsWith(annotated({ 'auth-url': 'login.example' }), ...nginx()),
    fix: 'none',
    says: ['no http or https address'],
  },
  {
    ...asked,
    code: 'INGRESS_PROXY_PROTOCOL',
    objects: objectsWith(annotated({}), ...nginx('Local', { 'use-proxy-protocol': 'true' })),
    from: CLIENT,
    to: 'http://ingress-nginx-controller.ingress-nginx/',
    http: { headers: { Host: 'shop.example' } },
    object: 'Service/ingress-nginx/ingress-nginx-controller',
    fix: 'none',
    says: ['PROXY protocol header', 'does not come through it'],
  },
  {
    ...asked,
    code: 'INGRESS_PROXY_PROTOCOL',
    objects: objectsWith(annotated({}), ...nginx('Local', {})).map((each) =>
      each.metadata.name === 'ingress-nginx-controller' && each.kind === 'Service'
        ? {
            ...each,
            metadata: { ...each.metadata, annotations: { 'load-balancer.hetzner.cloud/uses-proxyprotocol': 'true' } },
          }
        : each,
    ),
    object: 'Service/ingress-nginx/ingress-nginx-controller',
    fix: 'none',
    says: ['puts a PROXY protocol header in front', 'does not expect it'],
  },
  {
    ...asked,
    code: 'INGRESS_NO_MATCH',
    objects: objectsWith(annotated({ canary: 'true', 'canary-weight': '10' }), ...nginx()),
    field: 'spec.rules',
    fix: 'none',
    says: ['shop/entry is a canary'],
  },
];

/** With a flag that tells how it is started. */
function withFlags(object: RawObject): RawObject {
  if (object.kind !== 'Pod' || object.metadata.name !== 'controller') return object;
  const { containers } = object['spec'] as { readonly containers: readonly object[] };
  const started = containers.map((each) => ({ ...each, args: ['--controller-class=k8s.io/ingress-nginx'] }));
  return { ...object, spec: { ...(object['spec'] as object), containers: started } };
}
