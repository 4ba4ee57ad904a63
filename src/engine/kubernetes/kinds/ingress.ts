import { EXTENSIONS, NETWORKING } from '../fields/api-groups.ts';
import { group, value } from '../fields/field.ts';
import { NGINX_ANNOTATIONS } from '../fields/entries/nginx-annotations.ts';
import { masked, usually } from '../fields/unread-values.ts';
import { defineKind } from '../fields/kind.ts';
import { metadata } from '../fields/metadata.ts';
import { placed } from '../fields/placed.ts';
import { filled, ifGiven, list, naming, object, or, part, section, whenAsked } from '../fields/schema.ts';
import { ip, oneOf, port, portOrName, present, string, text } from '../fields/values.ts';

/** networking.k8s.io/v1, and the versions before. A resource leads nowhere; a finding says so. */
const backend = placed(
  object({
    service: naming(
      'Service',
      whenAsked(ifGiven(part({ name: text, port: part({ name: text, number: whenAsked(port) }) }))),
    ),
    resource: present(group({})),
    serviceName: naming('Service', ifGiven(whenAsked(text))),
    servicePort: whenAsked(portOrName),
  }),
);

const path = object({
  backend,
  path: or('/', text),
  pathType: or('ImplementationSpecific', oneOf('Exact', 'Prefix', 'ImplementationSpecific')),
});

export const INGRESS = defineKind({
  group: NETWORKING,
  kind: 'Ingress',
  scope: 'namespaced',
  formerly: [EXTENSIONS],
  fields: {
    metadata: metadata(
      {
        'kubernetes.io/ingress.class': naming('IngressClass', text),
        // That cert-manager makes its certificates, not how.
        'cert-manager.io/*': masked,
        ...NGINX_ANNOTATIONS,
      },
      // Of two with the same path ingress-nginx takes the older.
      { creationTimestamp: text },
      'entries',
    ),
    spec: part({
      ingressClassName: naming('IngressClass', text),
      defaultBackend: ifGiven(whenAsked(backend)),
      backend: whenAsked(backend),
      rules: list(object({ host: text, http: section({ paths: list(path) }) })),
      tls: list(part({ hosts: list(string), secretName: naming('Secret', text) })),
    }),
    status: filled(
      part({
        loadBalancer: filled(part({ ingress: list(section({ ip, hostname: value, ipMode: usually('VIP') })) })),
      }),
    ),
  },
});
