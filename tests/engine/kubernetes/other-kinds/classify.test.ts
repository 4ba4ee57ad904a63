import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyObject, isRead } from '../../../../src/engine/kubernetes/other-kinds/classify.ts';
import { IRRELEVANT_KINDS } from '../../../../src/engine/kubernetes/other-kinds/irrelevant-kinds.ts';
import { UNREAD_KINDS } from '../../../../src/engine/kubernetes/other-kinds/unread-kinds.ts';
import { isNamespaced, KINDS } from '../../../../src/engine/kubernetes/kind-table/kinds.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { formatKinds } from '../kinds/format-kinds.ts';
import { buildCluster } from '../../../whole-engine.ts';

function object(apiVersion: string, kind: string, spec?: unknown, name = 'a'): RawObject {
  return { apiVersion, kind, metadata: { name, namespace: 'here' }, ...(spec !== undefined && { spec }) };
}
const groupOf = (...about: Parameters<typeof object>): string => classifyObject(object(...about)).group;

describe('lists', () => {
  const named = [...UNREAD_KINDS, ...IRRELEVANT_KINDS].filter(({ names }) => names === undefined);
  const keys = named.flatMap(({ group, kinds }) =>
    kinds.filter((kind) => kind !== '*').map((kind) => `${group}/${kind}`),
  );

  test('no kind stands in two places', () => {
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test('no kind that is read stands in a list of others', () => {
    const read = new Set(KINDS.map(({ group, kind }) => `${group}/${kind}`));
    expect(keys.filter((key) => read.has(key))).toEqual([]);
  });

  test('the lists of the documentation name every kind, each code with its words', () => {
    const text = formatKinds();
    for (const { group, kinds, code } of [...UNREAD_KINDS, ...IRRELEVANT_KINDS]) {
      expect(text).toContain(`### ${code}`);
      expect(text).toContain(`- \`${group === '' ? 'v1' : group}\`: `);
      for (const kind of kinds) expect(text).toContain(kind === '*' ? 'all others' : kind);
    }
    expect(text).not.toContain('undefined');
  });

  test('all others of an API group stand in one list only', () => {
    const rest = [...UNREAD_KINDS, ...IRRELEVANT_KINDS]
      .filter(({ kinds }) => kinds.includes('*'))
      .map(({ group }) => group);
    expect(rest.filter((group, index) => rest.indexOf(group) !== index)).toEqual([]);
  });
});

describe('the group of an object', () => {
  test.each([
    ['v1', 'Service', 'read'],
    ['serving.knative.dev/v1', 'Service', 'unread'],
    ['projectcalico.org/v3', 'NetworkPolicy', 'read'],
    ['crd.projectcalico.org/v1', 'NetworkPolicy', 'read'],
    ['projectcalico.org/v3', 'HostEndpoint', 'unread'],
    ['projectcalico.org/v3', 'StagedNetworkPolicy', 'irrelevant'],
    ['crd.antrea.io/v1beta1', 'NetworkPolicy', 'unread'],
    ['cilium.io/v2', 'CiliumNetworkPolicy', 'read'],
    ['cilium.io/v2', 'CiliumLocalRedirectPolicy', 'unread'],
    ['cilium.io/v2', 'CiliumIdentity', 'irrelevant'],
    ['networking.istio.io/v1', 'Gateway', 'unread'],
    ['gateway.networking.k8s.io/v1', 'Gateway', 'read'],
    ['monitoring.coreos.com/v1', 'ServiceMonitor', 'irrelevant'],
    ['monitoring.coreos.com/v1', 'Prometheus', 'read'],
    ['kafka.strimzi.io/v1beta2', 'Kafka', 'unread'],
    ['source.toolkit.fluxcd.io/v1', 'GitRepository', 'irrelevant'],
    ['helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'unread'],
    ['kibana.k8s.elastic.co/v1', 'Kibana', 'unread'],
    ['policy/v1', 'PodDisruptionBudget', 'irrelevant'],
    ['example.com/v1', 'Mood', 'unknown'],
  ])('%s %s: %s', (apiVersion, kind, group) => {
    expect(groupOf(apiVersion, kind)).toBe(group);
  });

  test('of ConfigMaps only those that set up a program of the network are unread', () => {
    expect(groupOf('v1', 'ConfigMap', undefined, 'kube-proxy')).toBe('unread');
    expect(isRead(classifyObject(object('v1', 'ConfigMap', undefined, 'kube-proxy')))).toBe(false);
    expect(groupOf('v1', 'ConfigMap', undefined, 'page-texts')).toBe('irrelevant');
    for (const followed of ['coredns', 'node-local-dns', 'calico-config', 'kube-flannel-cfg'])
      expect(isRead(classifyObject(object('v1', 'ConfigMap', undefined, followed)))).toBe(true);
    // A name that counts in one namespace only.
    expect(groupOf('v1', 'ConfigMap', undefined, 'config')).toBe('irrelevant');
  });

  test('what is in no list is told by what it looks like', () => {
    expect(groupOf('mesh.acme.example/v1', 'Thing')).toBe('unread');
    expect(groupOf('acme.example/v1', 'CustomerFirewall')).toBe('unread');
    expect(groupOf('acme.example/v1', 'Thing', { podSelector: {} })).toBe('unread');
    expect(groupOf('acme.example/v1', 'Thing', { selector: {}, ports: [] })).toBe('unread');
    expect(groupOf('acme.example/v1', 'Thing', { selector: {} })).toBe('unknown');
    expect(groupOf('acme.example/v1', 'Thing', { size: 3 })).toBe('unknown');
    const template = { template: { spec: { containers: [] } } };
    expect(classifyObject(object('acme.example/v1', 'Thing', template))).toMatchObject({ effect: 'workload' });
  });

  test('it never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.anything(), fc.anything(), (apiVersion, kind, metadata, spec) => {
        expect(['read', 'unread', 'irrelevant', 'unknown']).toContain(
          classifyObject({ apiVersion, kind, metadata, spec }).group,
        );
      }),
    );
  });
});

describe('in a cluster', () => {
  test('objects of one kind and name in two API groups are all there', () => {
    const given = [
      object('networking.istio.io/v1', 'VirtualService'),
      object('gateway.solo.io/v1', 'VirtualService'),
      object('networking.istio.io/v1', 'Gateway'),
      object('gateway.networking.k8s.io/v1', 'Gateway', { gatewayClassName: 'x', listeners: [] }),
      object('v1', 'Service', { ports: [{ port: 80 }] }),
    ];
    const cluster = buildCluster({ objects: given });
    expect(cluster.notRead.map(({ raw }) => raw)).toEqual(given.slice(0, 3));
    expect(cluster.findings.filter(({ code }) => code === 'DUPLICATE_OBJECT')).toEqual([]);
    expect(cluster.ofKind('Gateway')).toHaveLength(1);
  });

  test('cluster-scoped kinds have no namespace', () => {
    expect(isNamespaced('projectcalico.org/v3', 'GlobalNetworkPolicy')).toBe(false);
    expect(isNamespaced('cilium.io/v2', 'CiliumNetworkPolicy')).toBe(true);
  });
});
