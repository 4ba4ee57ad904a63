import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frozenObjects } from '../../src/engine/kubernetes/changes/freeze.ts';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { SCENARIOS as LESSONS } from '../../src/lessons/catalog/catalog.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { drafts, objectsOf } from '../engine/properties/generated-cluster.ts';
import { SCENARIOS } from '../engine/routing/causes/scenarios.ts';
import { world } from '../engine/routing/reach/policy-world.ts';
import { createDice } from './dice.ts';
import { type Board, readEverything } from './everything.ts';
import { generateBoard } from './generated-board.ts';
import { Recorder } from './recording.ts';
import { createBoard, SHOP } from './reference-board.ts';

/** Of a Secret it enters a link that it exists, whatever is wrong with its metadata. */
const OF_SECRETS = /^Secret metadata\.(labels|annotations|ownerReferences|generateName)$/;
const MODES = ['iptables', 'nftables', 'ipvs', 'ebpf'] as const;
const CNIS = ['flannel', 'calico', 'calico-vxlan', 'cilium', 'aws-vpc', 'gke', 'azure'] as const;

const reference = createBoard(SHOP).document;
const MANIFESTS = new URL('../e2e/manifests/', import.meta.url);

function ofCauses(from: number, to: number): readonly Board[] {
  return SCENARIOS.slice(from, to).map(({ objects, interventions = [], after, ...request }) => ({
    objects,
    interventions,
    requests: [{ from: { pod: 'shop/client' }, ...request }],
    changes: after === undefined ? [] : [after.change],
  }));
}

const lessons = async (from: number, to: number): Promise<readonly Board[]> =>
  await Promise.all(LESSONS.slice(from, to).map((lesson) => lesson.load()));

const BOARDS: Readonly<Record<string, () => readonly Board[] | Promise<readonly Board[]>>> = {
  'the first lessons': () => lessons(0, 6),
  'the other lessons': () => lessons(6, LESSONS.length),
  'causes, the first half': () => ofCauses(0, 60),
  'causes, the other half': () => ofCauses(60, SCENARIOS.length),
  manifests: () =>
    readdirSync(MANIFESTS).map((name) => {
      const text = readFileSync(new URL(name, MANIFESTS), 'utf8');
      return { objects: parseManifests([{ name, text }]).objects };
    }),
  'proxy modes': () => MODES.map((proxyMode) => ({ ...reference, overrides: { proxyMode } })),
  CNIs: () => CNIS.map((cni) => ({ ...reference, overrides: { cni }, changes: [] })),
  policies: () => fc.sample(world, { seed: 1, numRuns: 5 }).map((objects) => ({ objects, changes: [] })),
  'generated clusters': () =>
    fc.sample(drafts, { seed: 1, numRuns: 5 }).map((draft) => ({ objects: objectsOf(draft) })),
  'generated boards': () =>
    fc.sample(fc.gen(), { seed: 1, numRuns: 25 }).map((gen) => {
      const { document, timeline } = generateBoard(createDice(gen));
      return { ...document, changes: timeline?.changes.map(({ change }) => change) ?? [] };
    }),
};

/** Milliseconds: the longest of them are walked one after the other. */
const PATIENCE = 180_000;

test.each(Object.entries(BOARDS))(
  'a link holds every field that is looked at: %s',
  { timeout: PATIENCE },
  async (_name, boards) => {
    const recorder = new Recorder();
    const made: RawObject[][] = [];
    for (const board of await boards()) {
      const cluster = readEverything({ ...board, objects: recorder.objects(board.objects) });
      if (made.length < 3) made.push([...frozenObjects(board.objects, cluster)]);
    }
    // The pods that controllers made, as given ones: fields of copies are looked at in these.
    for (const objects of made) readEverything({ objects: recorder.objects(objects), changes: [] });
    expect(recorder.reads.size).toBeGreaterThan(60);
    expect(recorder.missing().filter((read) => !OF_SECRETS.test(read))).toEqual([]);
  },
);
