import { EXTENSIONS, NETWORKING } from '../fields/api-groups.ts';
import { value } from '../fields/field.ts';
import { defineKind } from '../fields/kind.ts';
import { LABEL_SELECTOR } from '../fields/label-selector.ts';
import { metadata } from '../fields/metadata.ts';
import { placed } from '../fields/placed.ts';
import { body, ifAsked, list, needed, object, part, readAs, unlessEmpty, unsaid, whenAsked } from '../fields/schema.ts';
import { cidr, oneOf, port, portOrName, protocol } from '../fields/values.ts';

const selector = ifAsked(LABEL_SELECTOR);

const peer = placed(
  body({
    podSelector: selector,
    namespaceSelector: selector,
    ipBlock: ifAsked(placed(part({ cidr, except: whenAsked(list(cidr)) }))),
  }),
);
const peers = whenAsked(unlessEmpty(list(peer)));

const policyPort = placed(
  object(
    { protocol: needed(unsaid('TCP', protocol)), port: ifAsked(portOrName), endPort: ifAsked(port) },
    { filled: true },
  ),
);
/** Of the two lists of peers one is misplaced, and a finding says so. */
const rules = list(placed(body({ from: peers, to: peers, ports: whenAsked(unlessEmpty(list(policyPort))) })));

/** What the API server sets: Ingress always, Egress when there is a rule for it. // networking/v1 defaults.go */
const setTypes = {
  ...value,
  filled: true,
  unless: (given: unknown, { egress }: Readonly<Record<string, unknown>>) => {
    const usual = Array.isArray(egress) && egress.length > 0 ? 'Ingress,Egress' : 'Ingress';
    return Array.isArray(given) && given.join() === usual;
  },
} as const;

export const NETWORK_POLICY = defineKind({
  group: NETWORKING,
  kind: 'NetworkPolicy',
  scope: 'namespaced',
  roles: ['policy'],
  formerly: [EXTENSIONS],
  fields: {
    metadata: metadata(),
    spec: part({
      policyTypes: readAs(setTypes, list(oneOf('Ingress', 'Egress'))),
      ingress: rules,
      egress: rules,
      podSelector: selector,
    }),
  },
});
