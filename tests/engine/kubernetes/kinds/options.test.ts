import { expect, test } from 'vitest';
import { optionsAt } from '../../../../src/engine/kubernetes/projection/field-options.ts';
import { SERVICE } from '../../../../src/engine/kubernetes/kinds/service.ts';

test('what a field may say is known by its path, also where it has a default', () => {
  expect(optionsAt(SERVICE, 'spec', 'type')).toEqual(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']);
  for (const policy of ['internalTrafficPolicy', 'externalTrafficPolicy'])
    expect(optionsAt(SERVICE, 'spec', policy)).toEqual(['Cluster', 'Local']);
  expect(optionsAt(SERVICE, 'spec', 'ports', 'protocol')).toEqual(['TCP', 'UDP', 'SCTP']);
});

test('a field that takes other values, or is none, has no list of them', () => {
  expect(optionsAt(SERVICE, 'spec', 'clusterIP')).toEqual([]);
  expect(optionsAt(SERVICE, 'spec', 'clusterIP', 'family')).toEqual([]);
  expect(optionsAt(SERVICE, 'spec', 'sort')).toEqual([]);
});
