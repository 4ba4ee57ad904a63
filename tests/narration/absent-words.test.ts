import { expect, test } from 'vitest';
import type { Cause } from '../../src/engine/routing/outcome/outcome.ts';
import { createEnglish } from '../../src/narration/en/english.ts';
import { FAILURE_WORDS } from '../../src/narration/en/failure-words.ts';
import { RARE_WORDS } from '../../src/narration/en/rare-words.ts';

const cause: Cause = {
  code: 'CONTAINER_DOWN',
  detail: { pod: { namespace: 'shop', name: 'web-0' }, container: 'web', state: 'stopped', port: 80 },
};
const fix = { code: 'START_CONTAINER', detail: { container: 'web' } } as const;
const unread = { object: { kind: 'Mesh', name: 'm' }, code: 'TOKEN_CHECKED', detail: {} } as const;
const error = { code: 'HOST_MISSING', detail: { url: 'http://' } } as const;

test('what there are no words for yet is told by its code', () => {
  const plain = createEnglish({});
  expect([plain.cause(cause), plain.fix(fix), plain.requestError(error), plain.notConsidered(unread)]).toEqual([
    'CONTAINER_DOWN',
    'START_CONTAINER',
    'HOST_MISSING',
    'TOKEN_CHECKED',
  ]);
});

test('the words for failures come by themselves, and with the rare ones what was not considered', () => {
  const failing = createEnglish({ failures: FAILURE_WORDS });
  expect(failing.cause(cause)).toBe('Container web of pod shop/web-0 is stopped, so nothing listens on port 80.');
  expect(failing.fix(fix)).toBe('Start container web.');
  expect(failing.requestError(error)).toBe('"http://" names no host');
  expect(failing.notConsidered(unread)).toBe('TOKEN_CHECKED');
  expect(createEnglish(RARE_WORDS).notConsidered(unread)).toBe(
    'Mesh m checks the token of this request: it could answer 401.',
  );
});

test('a cause inside another is said within its sentence', () => {
  const outer = { code: 'INGRESS_NO_ENDPOINTS', detail: { because: cause } } as const;
  expect(createEnglish(RARE_WORDS).cause(outer)).toBe(
    'Nothing stands behind the backend. Container web of pod shop/web-0 is stopped, so nothing listens on port 80.',
  );
});
