import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frozenObjects } from '../../src/engine/kubernetes/changes/freeze.ts';
import { SCENARIOS as LESSONS } from '../../src/lessons/catalog.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { drafts, objectsOf } from '../engine/properties/generated-cluster.ts';
import { world } from '../engine/routing/reach/policy-world.ts';
import { SCENARIOS } from '../engine/routing/causes/scenarios.ts';
import { type Board, readEverything } from './everything.ts';
import { Recorder } from './recording.ts';
import { createBoard, SHOP } from './reference-board.ts';

/** Of a Secret it enters a link that it exists, whatever is wrong with its metadata. */
const OF_SECRETS = /^Secret metadata\.(labels|annotations|ownerReferences|generateName)$/;
const MODES = ['iptables', 'nftables', 'ipvs', 'ebpf'] as const;
const CNIS = ['flannel', 'calico', 'calico-vxlan', 'cilium', 'aws-vpc', 'gke', 'azure'] as const;

async function boards(): Promise<readonly Board[]> {
  const lessons = await Promise.all(LESSONS.map((lesson) => lesson.load()));
  const manifests = new URL('../e2e/manifests/', import.meta.url);
  const files = readdirSync(manifests).map((name) => ({ name, text: readFileSync(new URL(name, manifests), 'utf8') }));
  const reference = createBoard(SHOP).document;
  return [
    ...lessons,
    ...SCENARIOS.map(({ objects, interventions = [], after, from = { pod: 'shop/client' }, to, via, bytes, http }) => ({
      objects,
      interventions,
      requests: [
        { from, to, ...(via !== undefined && { via }), ...(bytes !== undefined && { bytes }), ...(http && { http }) },
      ],
      changes: after === undefined ? [] : [after.change],
    })),
    ...files.map((file) => ({ objects: parseManifests([file]).objects })),
    reference,
    ...MODES.map((proxyMode) => ({ ...reference, overrides: { proxyMode } })),
    ...CNIS.map((cni) => ({ ...reference, overrides: { cni }, changes: [] })),
    ...fc.sample(world, { seed: 1, numRuns: 8 }).map((objects) => ({ objects, changes: [] })),
    ...fc.sample(drafts, { seed: 1, numRuns: 12 }).map((draft) => ({ objects: objectsOf(draft) })),
  ];
}

test('a link holds every field that is looked at, of every kind', async () => {
  const recorder = new Recorder();
  for (const board of await boards()) {
    const cluster = readEverything({ ...board, objects: recorder.objects(board.objects) });
    // Once more with the pods that controllers made as given ones: fields of copies are looked at in these.
    const { interventions: _done, ...rest } = board;
    readEverything({ ...rest, objects: recorder.objects(frozenObjects(board.objects, cluster)), changes: [] });
  }
  expect(recorder.reads.size).toBeGreaterThan(300);
  expect(recorder.missing().filter((read) => !OF_SECRETS.test(read))).toEqual([]);
});
