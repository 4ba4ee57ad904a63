import { expect, test } from 'vitest';
import { buildCluster } from '../../src/engine/clusters.ts';
import type { RawObject } from '../../src/engine/objects.ts';
import { refusedNames } from '../../src/features/files/refused-names.ts';
import { readManifests } from '../../src/app/worker/read-manifests.ts';
import { formatManifests } from '../../src/manifests/format.ts';
import { sayDiagnostic } from '../../src/narration/en/manifests/diagnostic.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { findingsOf, findingsOfObjects } from '../../src/simulation/views/findings.ts';
import { object } from '../engine/routing/unread/board.ts';

const pod = (name: string, label: string, more: object = {}): RawObject =>
  object(
    `v1 Pod default/${name}`,
    { containers: [{ name: 'main', image: 'img' }] },
    { labels: { app: label }, ...more },
  );

const WRONG: readonly RawObject[] = [
  pod('web', 'b c'),
  object('apps/v1 DaemonSet default/agent', {
    replicas: 3,
    selector: { matchLabels: { app: 'agent' } },
    template: {
      metadata: { labels: { app: 'agent' } },
      spec: { containers: [{ name: 'main', image: 'img' }], restartPolicy: 'Never' },
    },
  }),
  object('v1 Service default/web', { selector: { app: 'web' }, ports: [{ port: 80 }], trafficDistribution: 'Nearby' }),
];

const told = (objects: readonly RawObject[]): readonly string[] =>
  findingsOf(buildCluster({ objects }, {})).map(
    (finding) => `${finding.severity} ${finding.object.name} ${sayDiagnostic(finding)}`,
  );

test('what the API server refuses of an object is among the findings of its board, as in the editors', () => {
  expect(told(WRONG)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^error web metadata\.labels\.app: Invalid value: "b c": /),
      'warning agent unknown field "spec.replicas": it has no effect.',
      'error agent spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always".',
      expect.stringMatching(/^error web spec\.trafficDistribution: Unsupported value: "Nearby": /),
    ]),
  );
});

test('of an object it is the same as of all, and what an API server has stored it took', () => {
  const cluster = buildCluster({ objects: WRONG }, {});
  const about = { kind: 'DaemonSet', namespace: 'default', name: 'agent' };
  const own = findingsOfObjects(buildCluster({ objects: WRONG }, {}), [about]);
  expect(own).toEqual(findingsOf(cluster).filter(({ object: { kind } }) => kind === 'DaemonSet'));
  expect(own.map(({ code }) => code)).toContain('UNKNOWN_FIELD');
  const stored = told([pod('web', 'b c', { uid: '1', resourceVersion: '1' })]);
  expect(stored.filter((each) => each.includes('Invalid value'))).toEqual([]);
});

test('behind a link nothing is refused that the board itself is not', () => {
  const bare = object('apps/v1 Deployment default/bare', {
    selector: { matchLabels: { app: 'bare' } },
    template: { metadata: { labels: { app: 'bare' } }, spec: { containers: [{ name: 'main', image: 'img' }] } },
  });
  const refused = (objects: readonly RawObject[]) => told(objects).filter((each) => /value|unknown field/.test(each));
  const document = { ...EMPTY_DOCUMENT, objects: [...WRONG, bare] };
  const read = decodeShareLink(encodeShareLink({ document, choices: [], lens: 'objects' }));
  const after = read.ok ? refused(read.scenario.document.objects) : [];
  expect(after.length).toBeGreaterThan(1);
  expect(refused(document.objects)).toEqual(expect.arrayContaining([...after]));
});

test('an import names the objects that the API server refuses', () => {
  const bare = object('apps/v1 Deployment default/bare', {
    selector: { matchLabels: { app: 'bare' } },
    template: { metadata: { labels: { app: 'bare' } }, spec: { containers: [{ name: 'main' }] } },
  });
  const text = formatManifests([...WRONG, bare, pod('fine', 'fine')]);
  const { diagnostics } = readManifests([{ name: 'a.yaml', text }]).result;
  expect(refusedNames(diagnostics)).toEqual([
    'Pod default/web',
    'DaemonSet default/agent',
    'Service default/web',
    'Deployment default/bare',
  ]);
});
