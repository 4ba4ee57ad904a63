import { expect, test } from 'vitest';
import { KINDS } from '../../../src/engine/kubernetes/kind-table/kinds.ts';
import { meantKind } from '../../../src/features/files/meant-kind.ts';

const KNOWN = KINDS.map(({ kind }) => kind);

test.each([
  ['Servic', 'Service'],
  ['Serivce', 'Service'],
  ['Services', 'Service'],
  ['Deploymemt', 'Deployment'],
  ['networkpolicy', 'NetworkPolicy'],
  ['HttpRoute', 'HTTPRoute'],
])('%s is a slip for %s', (written, meant) => {
  expect(meantKind(written, KNOWN)).toBe(meant);
});

test.each(['ConfigMap', 'Role', 'RoleBinding', 'Lease', 'Event', 'Certificate', 'PodDisruptionBudget', 'Service'])(
  '%s is meant as it is written',
  (kind) => {
    expect(meantKind(kind, KNOWN)).toBeUndefined();
  },
);
