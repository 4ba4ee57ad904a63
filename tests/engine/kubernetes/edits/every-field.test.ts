import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClusterOverrides, Intervention } from '../../../../src/engine/kubernetes/model/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { Router } from '../../../../src/engine/routing/engine/router.ts';
import { createDice } from '../../../scenario/dice.ts';
import { generateBoard } from '../../../scenario/generated-board.ts';
import { Recorder } from '../../../scenario/recording.ts';
import { SCENARIOS } from '../../routing/causes/scenarios.ts';
import { BALANCED_BOARDS } from './balanced-boards.ts';
import { contentsOf } from './cluster-contents.ts';
import { hostsOf, resultsOf } from './edited-network.ts';
import { applyFieldEdit, editsOf, type FieldEdit, Values } from './field-edits.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';

// Which fields there are is not written here: they are those that the engine was seen to look at. A new one is in it by itself.

interface Board {
  readonly objects: readonly RawObject[];
  readonly interventions: readonly Intervention[];
  readonly overrides: ClusterOverrides;
}

const MODES = ['iptables', 'nftables', 'ipvs', 'ebpf'] as const;

const BOARDS: readonly Board[] = [
  ...BALANCED_BOARDS.flatMap((objects) => MODES.map(() => ({ objects, interventions: [], overrides: {} }))),
  ...SCENARIOS.map(({ objects, interventions = [] }) => ({ objects, interventions, overrides: {} })),
  ...fc.sample(fc.gen(), { seed: 7, numRuns: 40 }).map((gen) => generateBoard(createDice(gen)).document),
].map((board, at) => {
  const proxyMode = MODES[at % MODES.length] ?? 'iptables';
  return { ...board, overrides: { ...board.overrides, proxyMode } };
});

/** All that is asked of a cluster, as text. */
function answers(router: Router): readonly string[] {
  return [
    JSON.stringify(contentsOf(router.cluster)),
    JSON.stringify(resultsOf(router)),
    JSON.stringify(hostsOf(router)),
  ];
}

const WHAT = ['the cluster', 'the walks', 'the hosts'];

const create = (board: Board): Router => createRouter(buildCluster(board));
const edited = (board: Board, { cluster, network }: Router): Router =>
  createRouter(buildCluster({ ...board, previous: cluster }), { previous: network });

/** One in so many ways of editing a field is tried: all of them take some minutes (FIELD_SHARE=1). */
const SHARE = Number(process.env['FIELD_SHARE'] ?? 8);
/** How often a field is edited in each way until an edit of it changes what becomes of packets, or nothing else is left to try. */
const TRIES = Number(process.env['FIELD_TRIES'] ?? 3);

interface Base {
  readonly board: Board;
  readonly router: Router;
  readonly text: readonly string[];
}

function createBase(board: Board): Base {
  const router = create(board);
  return { board, router, text: answers(router) };
}

/** What differs after an edit from a cluster built anew; `counts`: whether the edit made a difference to packets. */
function compare({ board, router, text }: Base, at: number, edit: FieldEdit): { wrong: string[]; counts: boolean } {
  const object = board.objects[at] as RawObject;
  const objects = board.objects.with(at, applyFieldEdit(object, edit));
  const after = edited({ ...board, objects }, router);
  const is = answers(after);
  const expected = answers(create(structuredClone({ ...board, objects })));
  const told = `${edit.field} ${edit.type}: ${edit.path.join('.')} = ${JSON.stringify(edit.value)}`;
  const wrong = WHAT.filter((_, part) => is[part] !== expected[part]).map((part) => `${told}: ${part}`);
  const counts = expected.some((answer, part) => part > 0 && answer !== text[part]);
  if (!counts) return { wrong, counts };
  const back = answers(edited(board, after));
  wrong.push(...WHAT.filter((_, part) => back[part] !== text[part]).map((part) => `${told}, taken back: ${part}`));
  return { wrong, counts };
}

test('after an edit of any field that is read all is as in a cluster built anew, and again when it is taken back', () => {
  const recorder = new Recorder();
  const values = new Values();
  for (const board of BOARDS) {
    answers(create({ ...board, objects: recorder.objects(board.objects) }));
    for (const object of board.objects) values.add(object);
  }
  /** In the order in which they were met. */
  const ways = new Map<string, number>();
  const tries = new Map<string, number>();
  const wrong: string[] = [];
  let done = 0;
  for (const board of BOARDS) {
    let base: Base | undefined;
    const here = new Set<string>();
    for (const [at, object] of board.objects.entries()) {
      for (const edit of editsOf(object, recorder.reads, values)) {
        const way = `${edit.field} ${edit.type}`;
        if (!ways.has(way)) ways.set(way, ways.size);
        const tried = tries.get(way) ?? 0;
        if ((ways.get(way) ?? 0) % SHARE !== 0 || tried >= TRIES || here.has(way)) continue;
        base ??= createBase(board);
        const { wrong: found, counts } = compare(base, at, edit);
        wrong.push(...found);
        done += 1;
        here.add(way);
        tries.set(way, counts ? TRIES : tried + 1);
      }
    }
  }
  expect(done).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
}, 900_000);
