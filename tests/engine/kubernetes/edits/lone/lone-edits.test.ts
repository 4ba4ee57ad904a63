import { describe, expect, test } from 'vitest';
import type { Router } from '../../../../../src/engine/routing/engine/router.ts';
import { buildCluster, createRouter } from '../../../../whole-engine.ts';
import { contentsOf } from '../cluster-contents.ts';
import { doorsOf, hostsOf, resultsOf } from '../edited-network.ts';
import type { Input, LoneEdit } from './lone-edits.ts';
import { CLUSTER_EDITS } from './cluster-edits.ts';
import { HOST_EDITS } from './host-edits.ts';
import { POD_EDITS } from './pod-edits.ts';
import { ADDRESS_EDITS, branches, RULE_EDITS, TAKEN_EDITS } from './service-edits.ts';
import { STAGE_EDITS } from './stage-edits.ts';

// Where an edit changes several things that a stage is asked, any of them makes it do its work again. Here it is one alone.

const answers = (router: Router): readonly string[] => [
  JSON.stringify(contentsOf(router.cluster)),
  JSON.stringify(resultsOf(router, doorsOf(router))),
  JSON.stringify(hostsOf(router)),
];

const create = (input: Input): Router => createRouter(buildCluster(input));

function compare({ before, after }: Pick<LoneEdit, 'before' | 'after'>): void {
  const first = create(before);
  const text = answers(first);
  const second = createRouter(buildCluster({ ...after, previous: first.cluster }), { previous: first.network });
  const anew = answers(create(structuredClone(after)));
  expect(anew, 'the edit changes something').not.toEqual(text);
  expect(answers(second)).toEqual(anew);
  const back = createRouter(buildCluster({ ...before, previous: second.cluster }), { previous: second.network });
  expect(answers(back), 'taken back').toEqual(text);
}

describe.each([
  ['addresses of a Service', ADDRESS_EDITS],
  ['what another Service gets', TAKEN_EDITS],
  ['rules of a Service port', RULE_EDITS],
  ['hosts', HOST_EDITS],
  ['pods', POD_EDITS],
  ['settings and nodes', CLUSTER_EDITS],
  ['workloads and names', STAGE_EDITS],
])('%s', (_, edits) => {
  test.each(edits)('$what', ({ modes, before, after }) => {
    for (const proxyMode of modes ?? [undefined]) {
      const of = (input: Input): Input =>
        proxyMode === undefined ? input : { ...input, overrides: { ...input.overrides, proxyMode } };
      compare({ before: of(before), after: of(after) });
    }
  });
});

test('two edits of one cluster, each of another Service: neither is in what follows from the other', () => {
  const { trunk, left, right } = branches();
  const first = create(trunk);
  answers(first);
  for (const after of [left, right, trunk]) {
    const next = createRouter(buildCluster({ ...after, previous: first.cluster }), { previous: first.network });
    expect(answers(next)).toEqual(answers(create(structuredClone(after))));
  }
});
