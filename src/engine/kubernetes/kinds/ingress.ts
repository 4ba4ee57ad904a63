import { entryAnnotationField } from '../fields/entry-annotations.ts';
import { group, value } from '../fields/field.ts';
import { LOAD_BALANCER_STATUS } from '../fields/load-balancer-status.ts';
import { metadata } from '../fields/metadata.ts';
import { EXTENSIONS, NETWORKING } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

const service = group({ name: value, port: group({ name: value, number: value }) });
/** networking.k8s.io/v1, and the versions before. A resource leads nowhere; a finding says so. */
const backend = group({ service, resource: group({}), serviceName: value, servicePort: value });

export const INGRESS = defineKind({
  ...NETWORKING,
  kind: 'Ingress',
  scope: 'namespaced',
  formerly: [EXTENSIONS.group],
  fields: {
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
  },
});
