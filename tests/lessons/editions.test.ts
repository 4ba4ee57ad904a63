import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EDITIONS } from '../../src/lessons/editions/editions.ts';
import { loadEdition } from '../../src/lessons/load-edition.ts';
import { SCENARIOS } from '../../src/lessons/catalog.ts';
import { editionOf } from '../../src/scenario/edition.ts';
import { EDITIONS_NOW } from './editions-now.ts';

/** Editions that were published: links name them. Grows when a lesson changes; nothing is ever taken out. */
const PUBLISHED: readonly string[] = [
  'broken-shop.8iqw9pg',
  'broken-shop.ii4l28p',
  'container-to-container.ggczai0',
  'external-to-service.svwpgbi',
  'external-to-service.tmj4vsv',
  'one-address-many-routes.4d9bf76',
  'one-address-many-routes.a2k8k9h',
  'pod-to-pod.ajjh3xx',
  'pod-to-pod.f5a1szb',
  'pod-to-service.h0ztcx4',
  'pod-to-service.ib5d19l',
  'rolling-update.sjdr6u6',
  'service-types.3nljjkh',
  'service-types.c28aali',
  'under-another-cni.8hysj84',
  'under-another-cni.kub05qy',
  'what-a-name-costs.1ubdcjk',
  'what-a-name-costs.70qj2yb',
  'who-may-talk.9of30xg',
  'whose-address.55w7bn6',
  'whose-address.gbb6vdk',
];

test('today’s lessons are kept, so that links made of them open when they have changed', () => {
  const lacking = Object.keys(EDITIONS_NOW).filter((name) => !Object.hasOwn(EDITIONS, name));
  expect(lacking, 'a lesson has changed: node scripts/archive-lessons.mjs --write').toEqual([]);
});

test('no edition that was ever kept is gone, and each is listed', () => {
  expect(PUBLISHED.filter((name) => !Object.hasOwn(EDITIONS, name))).toEqual([]);
  const files = readdirSync(new URL('../../src/lessons/editions', import.meta.url));
  const kept = files.flatMap((file) => /^(.*)\.edition\.ts$/.exec(file)?.[1] ?? []);
  expect(Object.keys(EDITIONS).toSorted()).toEqual(kept.toSorted());
});

test.each(Object.keys(EDITIONS))('%s is what its name says', async (name) => {
  const [id = '', edition = ''] = name.split('.');
  const document = await loadEdition(id, edition);
  expect(document && editionOf(document)).toBe(edition);
  if (Object.hasOwn(EDITIONS_NOW, name)) {
    expect(document).toEqual(await SCENARIOS.find((lesson) => lesson.id === id)?.load());
  }
});

test('an edition is named by what the lesson says', async () => {
  const [lesson] = await Promise.all(SCENARIOS.slice(0, 1).map(({ load }) => load()));
  if (lesson === undefined) throw new Error('no lesson');
  const edition = editionOf(lesson);
  expect(editionOf({ ...lesson, lesson: 'pod-to-service' })).toBe(edition);
  expect(editionOf({ ...lesson, title: `${lesson.title}.` })).not.toBe(edition);
  expect(editionOf({ ...lesson, objects: lesson.objects.slice(1) })).not.toBe(edition);
  expect(await loadEdition('pod-to-service', 'nothing')).toBeUndefined();
  expect(await loadEdition('constructor', '')).toBeUndefined();
});
