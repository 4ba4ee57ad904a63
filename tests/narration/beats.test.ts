import { describe, expect, test } from 'vitest';
import { createBeats } from '../../src/engine/routing/story/create-beats.ts';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

/** More words than these nobody reads beside a moving packet. */
const MOST_WORDS = 15;

describe.each(SCENARIOS)('$id', ({ id, load }) => {
  test('every beat has a short sentence of its own', async () => {
    const { objects, overrides, requests } = await load();
    const router = createRouter(buildCluster({ objects, overrides }));
    const told = requests.map((request) => {
      const traced = router.trace(request);
      const [first] = traced.ok ? traced.value.outcomes : [];
      return (first === undefined ? [] : createBeats(first)).map((beat) => {
        const { title, caption } = ENGLISH.beat(beat);
        expect(caption).toMatch(/^[A-Z0-9a-z].*\.$/);
        expect(caption).not.toMatch(/undefined|\bnull\b|\.\./);
        expect(caption.split(/\s+/).length, caption).toBeLessThanOrEqual(MOST_WORDS);
        return `${title}: ${caption}`;
      });
    });
    expect(told).toMatchSnapshot(id);
  });
});
