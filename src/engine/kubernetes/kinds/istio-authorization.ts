import type { AnyField } from '../fields/field.ts';
import { defineKind } from '../fields/kind.ts';
import { metadata } from '../fields/metadata.ts';
import { list, object, or, part, section } from '../fields/schema.ts';
import { oneOf, present, string, stringMap, text } from '../fields/values.ts';

// Istio v1.28 istio.io/api security/v1beta1/authorization_policy.proto.

const texts = list(string);

/** Who calls: all that is said has to hold, of each field one value. */
const source = part({
  principals: texts,
  notPrincipals: texts,
  requestPrincipals: texts,
  notRequestPrincipals: texts,
  namespaces: texts,
  notNamespaces: texts,
  serviceAccounts: texts,
  notServiceAccounts: texts,
  ipBlocks: texts,
  notIpBlocks: texts,
  remoteIpBlocks: texts,
  notRemoteIpBlocks: texts,
});

/** What is asked. */
const operation = part({
  hosts: texts,
  notHosts: texts,
  ports: texts,
  notPorts: texts,
  methods: texts,
  notMethods: texts,
  paths: texts,
  notPaths: texts,
});

export const AUTHORIZATION_POLICY = defineKind({
  group: 'security.istio.io',
  kind: 'AuthorizationPolicy',
  scope: 'namespaced',
  fields: {
    metadata: metadata({}, { creationTimestamp: text }),
    spec: part({
      selector: section({ matchLabels: or({}, stringMap) }),
      targetRef: present({ type: 'any', tell: 'unread-object' } satisfies AnyField),
      targetRefs: list(object({ kind: text, name: text, namespace: text })),
      action: or('ALLOW', oneOf('ALLOW', 'DENY', 'AUDIT', 'CUSTOM')),
      rules: list(
        object({
          from: list(object({ source })),
          to: list(object({ operation })),
          when: list(object({ key: text, values: texts, notValues: texts })),
        }),
      ),
    }),
  },
});

export type AuthorizationSpec = ReturnType<typeof AUTHORIZATION_POLICY.read>['spec'];
