import { expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { Router } from '../../../../src/engine/routing/engine/router.ts';
import { Recorder } from '../../../scenario/recording.ts';
import { contentsOf } from './cluster-contents.ts';
import { type Board, BOARDS } from './edited-boards.ts';
import { hostsOf, resultsOf } from './edited-network.ts';
import { applyFieldEdit, editsOf, type FieldEdit, Values } from './field-edits.ts';
import { Ways } from './ways-to-edit.ts';
import { runs } from '../../../runs.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';

// Which fields there are is not written here: they are those that the engine was seen to look at. A new one is in it by itself.

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
const SHARE = Number(process.env['FIELD_SHARE'] ?? 48 / runs(4));
/** After so many edits a cluster is built anew: hosts are handed on a few times only. */
const EDITS_OF_ONE = 12;

interface Base {
  readonly board: Board;
  readonly router: Router;
  readonly text: readonly string[];
}

function createBase(board: Board): Base {
  const router = create(board);
  return { board, router, text: answers(router) };
}

interface Compared {
  /** What differs from a cluster built anew. */
  readonly wrong: readonly string[];
  /** The edit made a difference to packets. */
  readonly counts: boolean;
  /** To what is written into hosts. */
  readonly rewrites: boolean;
}

function compare({ board, router, text }: Base, at: number, edit: FieldEdit): Compared {
  const object = board.objects[at] as RawObject;
  const objects = board.objects.with(at, applyFieldEdit(object, edit));
  const after = edited({ ...board, objects }, router);
  const is = answers(after);
  const expected = answers(create(structuredClone({ ...board, objects })));
  const told = `${edit.field} ${edit.type}: ${edit.path.join('.')} = ${JSON.stringify(edit.value)}`;
  const wrong = WHAT.filter((_, part) => is[part] !== expected[part]).map((part) => `${told}: ${part}`);
  const [, walks, rewrites] = expected.map((answer, part) => answer !== text[part]);
  const changes = { counts: walks === true || rewrites === true, rewrites: rewrites === true };
  if (!changes.counts) return { wrong, ...changes };
  const back = answers(edited(board, after));
  wrong.push(...WHAT.filter((_, part) => back[part] !== text[part]).map((part) => `${told}, taken back: ${part}`));
  return { wrong, ...changes };
}

test('after an edit of any field that is read all is as in a cluster built anew, and again when it is taken back', () => {
  const recorder = new Recorder();
  const values = new Values();
  for (const board of BOARDS) {
    answers(create({ ...board, objects: recorder.objects(board.objects) }));
    for (const object of board.objects) values.add(object);
  }
  const ways = new Ways(SHARE);
  const wrong: string[] = [];
  let done = 0;
  for (const board of BOARDS) {
    let base: Base | undefined;
    let used = 0;
    const here = ways.on(board.overrides.proxyMode);
    for (const [at, object] of board.objects.entries()) {
      for (const edit of here.choose(editsOf(object, recorder.reads, values))) {
        if (base === undefined || used % EDITS_OF_ONE === 0) base = createBase(board);
        used += 1;
        const compared = compare(base, at, edit);
        wrong.push(...compared.wrong);
        done += 1;
        here.note(edit, compared);
      }
    }
  }
  expect(done).toBeGreaterThan(runs(200));
  expect(wrong).toEqual([]);
}, 900_000);
