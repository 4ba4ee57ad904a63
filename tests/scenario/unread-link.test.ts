import { expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import { describeOmissions } from '../../src/scenario/omissions.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';

const objects: readonly RawObject[] = [
  {
    apiVersion: 'k8s.cni.cncf.io/v1beta1',
    kind: 'MultiNetworkPolicy',
    metadata: { name: 'deny', namespace: 'shop', annotations: { a: 'PLANT-1' } },
    spec: {
      podSelector: { matchLabels: { app: 'web' } },
      ingress: [
        {
          fromEndpoints: [{}],
          toPorts: [{ rules: { http: [{ headerMatches: [{ name: 'X-Token', value: 'PLANT-2' }] }] } }],
        },
      ],
      enableDefaultDeny: { ingress: false },
    },
    status: { conditions: [{ message: 'PLANT-3' }] },
  },
  {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'CloneSet',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'a', env: [{ name: 'B', value: 'PLANT-4' }] }] },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'coredns', namespace: 'kube-system' },
    data: { Corefile: '.:53 {\n  rewrite name a b\n  etcd {\n    credentials PLANT-5 PLANT-6\n  }\n}\n' },
  },
];
const document: ScenarioDocument = { ...EMPTY_DOCUMENT, objects };

test('a kind of a foreign group is not taken for the one whose name it has', () => {
  const spec = { selector: "app == 'web'", types: ['Ingress'] };
  const foreign = { apiVersion: 'crd.antrea.io/v1beta1', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec };
  const decoded = decodeShareLink(
    encodeShareLink({ document: { ...EMPTY_DOCUMENT, objects: [foreign] }, choices: [], lens: 'objects' }),
  );
  if (!decoded.ok) throw new Error(decoded.why.code);
  expect(decoded.scenario.document.objects).toEqual([foreign]);
});

test('what Calico and Kubernetes call alike comes back as each of them wrote it', () => {
  const of = (apiVersion: string, spec: object) => ({
    apiVersion,
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec,
  });
  const rule = {
    action: 'Allow',
    protocol: 'TCP',
    source: { namespaceSelector: "team == 'x'", serviceAccounts: { names: ['shop'] }, notNets: ['10.0.0.0/8'] },
    destination: { ports: [80, '8080:8090', 'web'], notPorts: [8085] },
    http: { methods: ['GET'] },
  };
  const objects = [
    of('networking.k8s.io/v1', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] }),
    of('projectcalico.org/v3', { tier: 'early', order: 10.5, selector: "app == 'web'", ingress: [rule] }),
  ];
  const encoded = encodeShareLink({ document: { ...EMPTY_DOCUMENT, objects }, choices: [], lens: 'objects' });
  const decoded = decodeShareLink(encoded);
  if (!decoded.ok) throw new Error(decoded.why.code);
  const [plain, calico] = decoded.scenario.document.objects;
  expect(plain).toMatchObject({
    apiVersion: 'networking.k8s.io/v1',
    spec: { podSelector: { matchLabels: { app: 'web' } } },
  });
  expect(calico).toEqual(objects[1]);
});

test('objects that are not read come along with what tells whom they concern, and without what is private', () => {
  const decoded = decodeShareLink(encodeShareLink({ document, choices: [], lens: 'objects' }));
  if (!decoded.ok) throw new Error(decoded.why.code);
  const text = JSON.stringify(decoded.scenario.document.objects);
  expect(text).not.toContain('PLANT');
  expect(decoded.scenario.document.objects.map(({ kind }) => kind)).toEqual([
    'MultiNetworkPolicy',
    'CloneSet',
    'ConfigMap',
  ]);
  for (const kept of [
    '"podSelector":{"matchLabels":{"app":"web"}}',
    '"enableDefaultDeny":{"ingress":false}',
    '"labels":{"app":"web"}',
    'rewrite name a b',
  ])
    expect(text).toContain(kept);
});

test('that their contents are in it is told', () => {
  const { omitted, remaining } = describeOmissions(document);
  expect(remaining.map(({ object, fields, what }) => `${object?.kind ?? ''} ${fields.join(' ')}: ${what}`)).toEqual([
    'MultiNetworkPolicy spec: unread-object',
    'CloneSet spec: unread-object',
    'ConfigMap data: unread-object',
  ]);
  expect(omitted.map(({ object, reason }) => `${object?.kind ?? ''} ${reason}`)).toEqual([
    'MultiNetworkPolicy annotation',
    'MultiNetworkPolicy masked',
    'MultiNetworkPolicy server',
    'CloneSet environment',
    'ConfigMap masked',
  ]);
});
