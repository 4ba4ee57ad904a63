import { expect, expectTypeOf, test } from 'vitest';
import { group } from '../../../../src/engine/kubernetes/fields/field.ts';
import type { Infer } from '../../../../src/engine/kubernetes/fields/schema.ts';
import { createCursor, type FieldIssue } from '../../../../src/engine/kubernetes/model/reader.ts';
import type { Cidr } from '../../../../src/engine/net/cidr.ts';
import { project } from '../../../../src/engine/kubernetes/projection/project.ts';
import { EGRESS_FIREWALL } from './egress-firewall.ts';

const OBJECT = {
  apiVersion: 'k8s.ovn.org/v1',
  kind: 'EgressFirewall',
  metadata: { name: 'default', namespace: 'shop', annotations: { note: 'mine' }, resourceVersion: '7' },
  spec: {
    audit: false,
    egress: [
      { type: 'Allow', to: { cidrSelector: '10.0.0.0/8' }, ports: [{ port: 443 }] },
      { type: 'Permit', to: { cidrSelector: 'everywhere' } },
      { type: 'Deny', to: { cidrSelector: 'everywhere' }, ports: [{ protocol: 'TCP', port: 0 }] },
    ],
  },
  status: { status: 'EgressFirewall Rules applied' },
};

type Rule = Infer<typeof EGRESS_FIREWALL>['spec']['egress'][number];

test('what a kind says of its fields is what is read of its objects, with the types that follow', () => {
  const issues: FieldIssue[] = [];
  const { spec } = EGRESS_FIREWALL.read(createCursor(OBJECT, issues));
  expectTypeOf<Rule['type']>().toEqualTypeOf<'Allow' | 'Deny'>();
  expectTypeOf<Rule['to']['cidrSelector']>().toEqualTypeOf<Cidr | undefined>();
  expect(spec).toEqual({
    audit: false,
    egress: [
      { type: 'Allow', to: { cidrSelector: '10.0.0.0/8' }, ports: [{ protocol: 'TCP', port: 443 }] },
      { type: 'Deny', to: {}, ports: [{ protocol: 'TCP' }] },
    ],
  });
  expect(issues.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
    'FIELD_UNUSABLE spec.egress.1.type',
    'FIELD_UNUSABLE spec.egress.2.to.cidrSelector',
    'FIELD_UNUSABLE spec.egress.2.ports.0.port',
  ]);
  expect(EGRESS_FIREWALL.read(createCursor({ spec: 'none' }, issues)).spec).toEqual({ audit: false, egress: [] });
});

test('and what of them enters a link', () => {
  const { metadata, spec, ...others } = project(OBJECT, group(EGRESS_FIREWALL.fields)) as typeof OBJECT;
  expect(others).toEqual({});
  expect(metadata).toEqual({ name: 'default', namespace: 'shop' });
  // The usual need not be said.
  expect(spec).toEqual({ egress: OBJECT.spec.egress });
});
