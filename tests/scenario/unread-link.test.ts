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
  const foreign = { apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec };
  const decoded = decodeShareLink(
    encodeShareLink({ document: { ...EMPTY_DOCUMENT, objects: [foreign] }, choices: [], lens: 'objects' }),
  );
  if (!decoded.ok) throw new Error(decoded.why.code);
  expect(decoded.scenario.document.objects).toEqual([foreign]);
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
