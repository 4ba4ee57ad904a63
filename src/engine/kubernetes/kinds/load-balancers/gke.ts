import { defineKind } from '../../fields/kind.ts';
import { metadata } from '../../fields/metadata.ts';
import { defaults, part } from '../../fields/schema.ts';
import { boolean, oneOf, port, present, text } from '../../fields/values.ts';
import { masked } from '../../fields/unread-values.ts';

/** What an Ingress of GKE names by networking.gke.io/v1beta1.FrontendConfig. // ingress-gce v1.30 pkg/apis/frontendconfig/v1beta1 */
export const FRONTEND_CONFIG = defineKind({
  group: 'networking.gke.io',
  kind: 'FrontendConfig',
  scope: 'namespaced',
  fields: {
    metadata: metadata(),
    spec: part({
      // It stands in the project, not in the cluster: that one is named is told.
      sslPolicy: present(masked),
      redirectToHttps: part({
        enabled: defaults(false, boolean),
        responseCodeName: oneOf(
          'MOVED_PERMANENTLY_DEFAULT',
          'FOUND',
          'SEE_OTHER',
          'TEMPORARY_REDIRECT',
          'PERMANENT_REDIRECT',
        ),
      }),
    }),
  },
});

/** What a Service of GKE names by cloud.google.com/backend-config. // ingress-gce v1.30 pkg/apis/backendconfig/v1 */
export const BACKEND_CONFIG = defineKind({
  group: 'cloud.google.com',
  kind: 'BackendConfig',
  scope: 'namespaced',
  fields: {
    metadata: metadata(),
    spec: part({
      healthCheck: part({ type: text, requestPath: text, port }),
      // They are not considered: that they are there is told.
      securityPolicy: present(masked),
      iap: present(masked),
      cdn: present(masked),
      customRequestHeaders: present(masked),
    }),
  },
});
