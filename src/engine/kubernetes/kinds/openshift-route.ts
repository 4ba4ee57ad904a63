import { value } from '../fields/field.ts';
import { defineKind } from '../fields/kind.ts';
import { defaults, list, naming, part, section } from '../fields/schema.ts';
import { integer, oneOf, portOrName, string, text } from '../fields/values.ts';
import { aged } from './gateway-api/parts.ts';

// OpenShift 4.19 route/v1 types.go.

const target = { kind: defaults('Service', text), name: defaults('', text), weight: defaults(100, integer(0, 256)) };

/** Its TLS part may carry a private key, which nobody reads. */
export const OPENSHIFT_ROUTE = defineKind({
  group: 'route.openshift.io',
  kind: 'Route',
  scope: 'namespaced',
  fields: {
    metadata: aged,
    spec: part({
      /** Absent: it is made of its name, its namespace and the cluster's domain. */
      host: text,
      path: defaults('', string),
      to: naming('Service', part(target)),
      alternateBackends: naming('Service', list(section(target))),
      /** Of the pods, not of the Service: a number, or the name that the Service's port has. */
      port: part({ targetPort: portOrName }),
      tls: section({
        termination: oneOf('edge', 'passthrough', 'reencrypt'),
        insecureEdgeTerminationPolicy: oneOf('None', 'Allow', 'Redirect'),
      }),
      wildcardPolicy: defaults('None', oneOf('None', 'Subdomain')),
    }),
    status: part(
      {
        ingress: list(
          section({
            host: text,
            conditions: list(section({ type: text, status: text, reason: text, message: value })),
          }),
        ),
      },
      { filled: true },
    ),
  },
});
