import { expect, test } from 'vitest';
import { describeModels } from '../../../src/app/course/model-facts.ts';
import { GALLERY } from '../../../src/narration/en/page/later/documents/gallery.ts';
import { createSimulation } from '../../whole-simulation.ts';

test('four models stand side by side, each with words of its own and the source address that its walk ends with', async () => {
  const models = await describeModels(createSimulation());
  expect(models.map(({ id }) => id)).toEqual(Object.keys(GALLERY.models.of));
  expect(new Set(models.map(({ board }) => JSON.stringify(board))).size).toBe(4);
  expect(models.map(({ id, seen }) => [id, ...new Set(seen.map((each) => each.of))])).toEqual([
    ['container-to-container', 'loopback'],
    ['pod-to-pod', 'client'],
    ['pod-to-service', 'client'],
    ['external-to-service', 'pod'],
  ]);
  expect(models.at(-1)?.seen[0]?.name).toMatch(/ingress/);
});
