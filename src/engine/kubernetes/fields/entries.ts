import { entryAnnotationField } from './entry-annotations.ts';
import { group, value } from './field.ts';
import { metadata } from './metadata.ts';
import { LOAD_BALANCER_STATUS } from './service.ts';

const service = group({ name: value, port: group({ name: value, number: value }) });
/** networking.k8s.io/v1, and the versions before. A resource leads nowhere; a finding says so. */
const backend = group({ service, resource: group({}), serviceName: value, servicePort: value });

export const INGRESS = group({
  metadata: metadata(
    {
      'kubernetes.io/ingress.class': value,
      'nginx.ingress.kubernetes.io/rewrite-target': value,
      'nginx.ingress.kubernetes.io/use-regex': value,
    },
    {},
    entryAnnotationField,
  ),
  spec: group({
    ingressClassName: value,
    defaultBackend: backend,
    backend,
    rules: group({
      host: value,
      http: group({ paths: group({ path: value, pathType: value, backend }) }),
    }),
    tls: group({ hosts: value, secretName: value }),
  }),
  status: group({ loadBalancer: { ...LOAD_BALANCER_STATUS, filled: true } }, { filled: true }),
});

export const INGRESS_CLASS = group({
  metadata: metadata({ 'ingressclass.kubernetes.io/is-default-class': value }),
  spec: group({ controller: value }),
});

const target = group({ kind: value, name: value, weight: value });

/** route.openshift.io/v1; its TLS part may carry a private key. */
export const OPENSHIFT_ROUTE = group({
  metadata: metadata({}, {}, entryAnnotationField),
  spec: group({ host: value, path: value, to: target, alternateBackends: target, port: group({ targetPort: value }) }),
});
