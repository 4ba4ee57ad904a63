import { expect, test } from 'vitest';
import { isScenarioText, looksLikeManifests } from '../../src/app/files/read-files.ts';

test.each([
  ['{"version":1,"objects":[]}', true],
  ['\uFEFF{"document":{},"beat":3}', true],
  ['kind: Pod', false],
  ['{"kind":"List","items":[]}', false],
  ['{"kind":', false],
  ['[]', false],
  ['', false],
])('%j is a scenario: %s', (text, expected) => {
  expect(isScenarioText(text)).toBe(expected);
});

test.each([
  ['apiVersion: v1\nkind: Pod', true],
  ['  "kind": "Pod"', true],
  ['{"apiVersion":"v1","kind":"Pod"}', true],
  ['a shopping list: milk', false],
  ['what kind: of day is it', false],
])('%j is worth reading as manifests: %s', (text, expected) => {
  expect(looksLikeManifests(text)).toBe(expected);
});

test('text of blank lines only is looked at once', () => {
  const before = performance.now();
  expect(looksLikeManifests('\n'.repeat(300_000))).toBe(false);
  expect(looksLikeManifests(' '.repeat(300_000))).toBe(false);
  expect(performance.now() - before).toBeLessThan(1000);
});
