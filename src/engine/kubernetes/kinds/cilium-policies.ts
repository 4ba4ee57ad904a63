import { type AnyField, value } from '../fields/field.ts';
import { defineKind } from '../fields/kind.ts';
import { LABEL_SELECTOR } from '../fields/label-selector.ts';
import { metadata } from '../fields/metadata.ts';
import { placed } from '../fields/placed.ts';
import { body, ifGiven, list, naming, part, readBy } from '../fields/schema.ts';
import { hostCidr } from '../../net/cidr.ts';
import { parseIp } from '../../net/ip.ts';
import { textOf } from '../model/reader.ts';
import { boolean, cidr, integer, present, text } from '../fields/values.ts';

// Cilium v1.18 pkg/policy/api rule.go, ingress.go, egress.go, l4.go.

/** What is not modelled: it is told that it is there. */
const unread = present({ type: 'any', tell: 'unread-object' } satisfies AnyField);

const selectors = ifGiven(list(LABEL_SELECTOR));
/** A network, or one address. // rule_validation.go CIDR.sanitize */
const networkOrAddress: typeof cidr = {
  ...cidr,
  read: (given, above, step) => {
    const ip = typeof given === 'string' ? parseIp(given) : undefined;
    return ip === undefined ? cidr.read(given, above, step) : hostCidr(ip);
  },
};
const networks = ifGiven(list(networkOrAddress));
const cidrSet = ifGiven(
  list(
    placed(
      part({
        cidr,
        except: list(cidr),
        cidrGroupRef: naming('CiliumCIDRGroup', text),
        cidrGroupSelector: LABEL_SELECTOR,
      }),
    ),
  ),
);
const entities = ifGiven(list(text));

const unreadOfPorts = { rules: unread, serverNames: unread, listener: unread };

const portRule = placed(
  part({
    ports: ifGiven(list(placed(part({ port: text, endPort: integer(0, 65_535), protocol: text })))),
    ...unreadOfPorts,
  }),
);

const service = part({
  k8sService: ifGiven(part({ serviceName: naming('Service', text), namespace: text })),
  k8sServiceSelector: ifGiven(part({ selector: LABEL_SELECTOR, namespace: text })),
});

/** A number, or its name. */
const typeOf = readBy(value, ({ value: given }) => (typeof given === 'number' ? String(given) : textOf(given)));

/** Whom a rule is about: it may have one of them. */
const readPeers = {
  fromEndpoints: selectors,
  fromCIDR: networks,
  fromCIDRSet: cidrSet,
  fromEntities: entities,
  fromNodes: selectors,
  toEndpoints: selectors,
  toCIDR: networks,
  toCIDRSet: cidrSet,
  toEntities: entities,
  toNodes: selectors,
  toServices: ifGiven(list(service)),
};
const unreadPeers = { toFQDNs: unread, toGroups: unread, fromGroups: unread };
/** What a connection has to meet besides. */
const unreadDemands = { fromRequires: unread, toRequires: unread, authentication: unread };

type Name<T> = keyof T & string;
const namesOf = <T extends object>(fields: T): readonly Name<T>[] => Object.keys(fields) as Name<T>[];

/** Names of fields, by what they say. */
export const CILIUM_FIELDS = {
  readPeers: namesOf(readPeers),
  unreadPeers: namesOf(unreadPeers),
  unreadDemands: namesOf(unreadDemands),
  unreadOfPorts: namesOf(unreadOfPorts),
};

const rules = list(
  placed(
    body({
      ...readPeers,
      ...unreadPeers,
      ...unreadDemands,
      toPorts: ifGiven(list(portRule)),
      icmps: ifGiven(list(part({ fields: list(placed(part({ type: typeOf, family: text }))) }))),
    }),
  ),
);

const ruleFields = {
  endpointSelector: LABEL_SELECTOR,
  nodeSelector: LABEL_SELECTOR,
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
