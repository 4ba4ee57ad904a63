import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { ScenarioDocument } from '../../src/scenario/document/document.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { align } from '../../src/simulation/views/align.ts';
import { type AlignedHop, alignWalks } from '../../src/simulation/views/align-walks.ts';
import {
  COMPARED_MODES,
  compareWalk,
  type ComparedSettings,
  type ComparedWalk,
  routerUnder,
} from '../../src/simulation/views/compare-walks.ts';
import { buildCluster } from '../whole-engine.ts';
import { drafts, objectsOf, pickRequests, picks } from '../engine/properties/generated-cluster.ts';

const NETWORKS = ['bridge', 'kindnet', 'flannel', 'calico', 'calico-ipip', 'cilium'] as const;

const settings: fc.Arbitrary<ComparedSettings> = fc.record(
  { proxyMode: fc.constantFrom(...COMPARED_MODES), cni: fc.constantFrom(...NETWORKS) },
  { requiredKeys: [] },
);

function present<T>(values: readonly (T | undefined)[]): readonly T[] {
  return values.filter((value) => value !== undefined);
}

/** Both walks can be read off, each hop and each step once and in its order. */
function checkWhole(rows: readonly AlignedHop[], left: ComparedWalk, right: ComparedWalk): void {
  expect(present(rows.map((row) => row.left))).toEqual(left.hops);
  expect(present(rows.map((row) => row.right))).toEqual(right.hops);
  for (const row of rows) {
    expect(present(row.steps.map((step) => step.left))).toEqual(row.left?.steps ?? []);
    expect(present(row.steps.map((step) => step.right))).toEqual(row.right?.steps ?? []);
    for (const { left: one, right: other, same } of row.steps) {
      if (same) expect([one?.type, one?.action]).toEqual([other?.type, other?.action]);
      else expect(row.same).toBe(false);
    }
    if (row.left === undefined || row.right === undefined) expect(row.same).toBe(false);
    else expect(row.left.direction).toBe(row.right.direction);
  }
}

describe('two sequences side by side', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
  const worth = (one: string, other: string): number => (one === other ? 1 : 0);

  test('hold each item once, in its order, and as many pairs as there can be', () => {
    fc.assert(
      fc.property(letters, letters, (left, right) => {
        const rows = align(left, right, worth);
        expect(present(rows.map((row) => row.left))).toEqual(left);
        expect(present(rows.map((row) => row.right))).toEqual(right);
        const pairs = rows.filter((row) => row.left !== undefined && row.right !== undefined);
        expect(pairs.every((row) => row.left === row.right)).toBe(true);
        expect(pairs).toHaveLength(commonLength(left, right));
      }),
    );
  });

  test('are all pairs where they are equal', () => {
    fc.assert(
      fc.property(letters, (items) => {
        expect(align(items, items, worth)).toEqual(items.map((item) => ({ left: item, right: item })));
      }),
    );
  });
});

/** By the book, and slow: the longest common subsequence. */
function commonLength(left: readonly string[], right: readonly string[]): number {
  const [first, ...rest] = left;
  if (first === undefined || right.length === 0) return 0;
  const at = right.indexOf(first);
  const without = commonLength(rest, right);
  return at === -1 ? without : Math.max(without, 1 + commonLength(rest, right.slice(at + 1)));
}

function documentOf(objects: readonly RawObject[]): ScenarioDocument {
  return { ...EMPTY_DOCUMENT, objects };
}

describe('two walks side by side', () => {
  test('of any cluster under any settings hold every hop and step once; of equal ones nothing differs', () => {
    fc.assert(
      fc.property(drafts, picks, settings, settings, (draft, chosen, one, other) => {
        const document = documentOf(objectsOf(draft));
        const routers = [one, other].map((each) => routerUnder(document, each));
        for (const request of pickRequests(buildCluster({ objects: document.objects }), chosen)) {
          const [left, right] = routers.map((router) => compareWalk(router, request, { skipDns: false }));
          if (left?.ok !== true || right?.ok !== true) continue;
          checkWhole(alignWalks(left.walk.hops, right.walk.hops), left.walk, right.walk);
          const again = compareWalk(routerUnder(document, one), request, { skipDns: false, like: left.walk.outcome });
          if (!again.ok) throw new Error('walked once and not again');
          const alike = alignWalks(left.walk.hops, again.walk.hops);
          expect(alike).toHaveLength(left.walk.hops.length);
          expect(alike.filter(({ same }) => !same)).toEqual([]);
        }
      }),
      { numRuns: 12 },
    );
  });

  test('what differs is what a mode does otherwise: the pods and their packets are alike', async () => {
    const lesson = SCENARIOS.find(({ id }) => id === 'pod-to-service');
    const document = await lesson?.load();
    const request = document?.requests[0];
    if (document === undefined || request === undefined) throw new Error('no lesson');
    const left = compareWalk(routerUnder(document, { proxyMode: 'iptables' }), request, { skipDns: true });
    if (!left.ok) throw new Error(left.error.code);
    const like = { skipDns: true, like: left.walk.outcome };
    const right = compareWalk(routerUnder(document, { proxyMode: 'nftables' }), request, like);
    if (!right.ok) throw new Error(right.error.code);
    const rows = alignWalks(left.walk.hops, right.walk.hops);
    checkWhole(rows, left.walk, right.walk);
    const places = rows.map((row) => [row.left?.namespace.split('/')[0], row.same]);
    expect(places.filter(([kind]) => kind === 'pod').every(([, same]) => same)).toBe(true);
    expect(places.some(([kind, same]) => kind === 'node' && same === false)).toBe(true);
    expect(rows.every((row) => row.left?.namespace === row.right?.namespace)).toBe(true);
  });
});
