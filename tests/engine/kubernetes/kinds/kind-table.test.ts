import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ALL_KINDS } from '../../../../src/engine/kubernetes/kinds/all-kinds.ts';
import {
  hasBearing,
  hasRole,
  isNamespaced,
  kindsOf,
  templatePath,
} from '../../../../src/engine/kubernetes/kind-table/kinds.ts';
import { formatTable } from './format-table.ts';

const TABLE = new URL('../../../../src/engine/kubernetes/kind-table/kind-table.ts', import.meta.url);

test('what is known of a kind before its fields are fetched is what its file says', () => {
  expect(readFileSync(TABLE, 'utf8')).toBe(formatTable());
  for (const { group, kind, scope, roles = [], formerly = [] } of ALL_KINDS) {
    for (const each of [group, ...formerly]) {
      const apiVersion = each === '' ? 'v1' : `${each}/v1`;
      expect(hasBearing(apiVersion, kind)).toBe(true);
      expect(isNamespaced(apiVersion, kind)).toBe(scope === 'namespaced');
    }
    expect(hasBearing('example.org/v1', kind)).toBe(false);
    for (const role of roles) {
      expect(hasRole(kind, role)).toBe(true);
      expect(kindsOf(role)).toContain(kind);
    }
  }
});

test('kinds that share a role come in the order in which their objects are acted upon', () => {
  expect(kindsOf('workload')).toEqual([
    'Deployment',
    'ReplicaSet',
    'ReplicationController',
    'StatefulSet',
    'DaemonSet',
    'Job',
  ]);
  expect(kindsOf('route')).toEqual(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']);
  expect(templatePath('Deployment')).toEqual(['spec', 'template']);
  expect(templatePath('CronJob')).toEqual(['spec', 'jobTemplate', 'spec', 'template']);
});
