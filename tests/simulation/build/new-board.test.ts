import { describe, expect, test } from 'vitest';
import { formatManifests } from '../../../src/manifests/format.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import { BOARD_TEMPLATES, createBoardFrom } from '../../../src/simulation/build/new-board.ts';
import { buildCluster } from '../../whole-engine.ts';

describe.each(BOARD_TEMPLATES)('a new board from %s', (template) => {
  const document = createBoardFrom(template);
  const cluster = buildCluster(document);

  test('is text that the reader takes without a word', () => {
    const text = formatManifests(document.objects);
    const { objects, diagnostics } = parseManifests([{ name: 'board.yaml', text }]);
    expect(diagnostics).toEqual([]);
    expect(objects).toHaveLength(document.objects.length);
  });

  test('makes a cluster nobody finds a mistake in, whose nodes take a pod', () => {
    expect(cluster.findings).toEqual([]);
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web', image: 'nginx' }] },
    };
    const web = buildCluster({ ...document, objects: [...document.objects, pod] }).pod('default', 'web');
    expect(web?.ips[0]).toMatch(/^\d/);
    expect(web?.nodeName).toBeDefined();
  });
});

test.each([
  ['eks', 'aws-vpc', 'eks', 2],
  ['gke', 'gke', 'gke', 3],
  ['aks', 'azure-overlay', 'aks', 3],
  ['kind', 'kindnet', undefined, 3],
  ['k3s', 'flannel', undefined, 3],
] as const)('%s is taken for what it is', (template, cni, cloud, nodes) => {
  const { settings, nodes: found } = buildCluster(createBoardFrom(template));
  expect(settings).toMatchObject({ cni, ...(cloud && { cloud }) });
  expect(found).toHaveLength(nodes);
});
