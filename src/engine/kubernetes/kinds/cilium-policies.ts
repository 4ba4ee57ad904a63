import { type AnyField, value } from '../fields/field.ts';
import { defineKind } from '../fields/kind.ts';
import { LABEL_SELECTOR } from '../fields/label-selector.ts';
import { metadata } from '../fields/metadata.ts';
import { placed } from '../fields/placed.ts';
import { body, ifGiven, list, naming, part, readBy } from '../fields/schema.ts';
import { textOf } from '../model/reader.ts';
import { boolean, cidr, integer, present, text } from '../fields/values.ts';

// Cilium v1.18 pkg/policy/api rule.go, ingress.go, egress.go, l4.go.

/** What is not modelled: it is told that it is there. */
const unread = present({ type: 'any', tell: 'unread-object' } satisfies AnyField);

const selectors = ifGiven(list(LABEL_SELECTOR));
const cidrs = ifGiven(list(cidr));
const cidrSet = ifGiven(
  list(
    part({
      cidr,
      except: list(cidr),
      cidrGroupRef: naming('CiliumCIDRGroup', text),
      cidrGroupSelector: LABEL_SELECTOR,
    }),
  ),
);
const entities = ifGiven(list(text));

const portRule = placed(
  part({
    ports: ifGiven(list(part({ port: text, endPort: integer(1, 65_535), protocol: text }))),
    rules: unread,
    serverNames: unread,
    listener: unread,
  }),
);

const service = part({
  k8sService: ifGiven(part({ serviceName: naming('Service', text), namespace: text })),
  k8sServiceSelector: ifGiven(part({ selector: LABEL_SELECTOR, namespace: text })),
});

/** A number, or its name. */
const typeOf = readBy(value, ({ value: given }) => (typeof given === 'number' ? String(given) : textOf(given)));

const rules = list(
  placed(
    body({
      fromEndpoints: selectors,
      fromCIDR: cidrs,
      fromCIDRSet: cidrSet,
      fromEntities: entities,
      fromNodes: selectors,
      fromGroups: unread,
      fromRequires: unread,
      toEndpoints: selectors,
      toCIDR: cidrs,
      toCIDRSet: cidrSet,
      toEntities: entities,
      toNodes: selectors,
      toServices: ifGiven(list(service)),
      toFQDNs: unread,
      toGroups: unread,
      toRequires: unread,
      toPorts: ifGiven(list(portRule)),
      icmps: ifGiven(list(part({ fields: list(part({ type: typeOf, family: text })) }))),
      authentication: unread,
    }),
  ),
);

const ruleFields = {
  endpointSelector: LABEL_SELECTOR,
  nodeSelector: unread,
  ingress: rules,
  ingressDeny: rules,
  egress: rules,
  egressDeny: rules,
  enableDefaultDeny: part({ ingress: boolean, egress: boolean }),
};

/** Of `specs` the others are added up with `spec`. */
const fields = {
  metadata: metadata(),
  spec: placed(part(ruleFields)),
  specs: list(placed(part(ruleFields))),
};

export const CILIUM_POLICY = defineKind({
  group: 'cilium.io',
  kind: 'CiliumNetworkPolicy',
  scope: 'namespaced',
  roles: ['policy'],
  fields,
});

export const CILIUM_CLUSTER_POLICY = defineKind({
  group: 'cilium.io',
  kind: 'CiliumClusterwideNetworkPolicy',
  scope: 'cluster',
  roles: ['policy'],
  fields,
});

/** Addresses that policies name together. */
export const CIDR_GROUP = defineKind({
  group: 'cilium.io',
  kind: 'CiliumCIDRGroup',
  scope: 'cluster',
  fields: { metadata: metadata(), spec: part({ externalCIDRs: list(cidr) }) },
});
