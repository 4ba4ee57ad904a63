import { group, value } from '../fields/field.ts';
import { usually } from '../fields/unread-values.ts';
import { metadata } from '../fields/metadata.ts';
import { SELECTOR } from '../fields/selector.ts';
import { EXTENSIONS, NETWORKING } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

const peer = group({
  podSelector: SELECTOR,
  namespaceSelector: SELECTOR,
  ipBlock: group({ cidr: value, except: value }),
});
const ports = group({ port: value, endPort: value, protocol: usually('TCP') }, { filled: true });
/** Of the two lists of peers one is misplaced, and a finding says so. */
const rule = group({ from: peer, to: peer, ports });

/** What the API server sets: Ingress always, Egress when there is a rule for it. // networking/v1 defaults.go */
const policyTypes = {
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
    spec: group({ podSelector: SELECTOR, policyTypes, ingress: rule, egress: rule }),
  },
});
