import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { importProgress, progressText } from '../../../src/app/course/progress-file.ts';
import { offeredChallenges } from '../../../src/app/opening/challenges-solved.ts';
import { markDone, offeredLessons } from '../../../src/app/opening/lessons-done.ts';
import { forgetProgress } from '../../../src/app/page/keeping/kept-progress.ts';
import { holdStorage } from '../hold-storage.ts';

const done = () => offeredLessons().flatMap((lesson) => (lesson.done ? [lesson.id] : []));

beforeEach(() => void holdStorage());
afterEach(() => vi.unstubAllGlobals());

test('one lesson is reset with its answers, and all others stay', () => {
  const held = holdStorage({
    'packetwalk-answer-pod-to-pod-4-SOURCE_SEEN': 'x',
    'packetwalk-answer-pod-to-pod-again-1-ARRIVES': 'y',
    'packetwalk-theme': 'dark',
  });
  markDone('pod-to-pod');
  markDone('pod-to-service');
  forgetProgress('pod-to-pod');
  expect(done()).toEqual(['pod-to-service']);
  expect(Object.keys(held).toSorted()).toEqual([
    'packetwalk-answer-pod-to-pod-again-1-ARRIVES',
    'packetwalk-lesson-pod-to-service',
    'packetwalk-theme',
  ]);
});

test('progress goes to another browser as a file, and nothing that was noted there is lost', () => {
  holdStorage({
    'packetwalk-lesson-pod-to-pod': 'done',
    'packetwalk-challenge-wrong-selector': '1 0 0',
    'packetwalk-course-done-Half a day': 'lesson:a\nlesson:b',
    'packetwalk-theme': 'dark',
  });
  const file = progressText();
  const held = holdStorage({
    'packetwalk-lesson-pod-to-service': 'done',
    'packetwalk-challenge-wrong-selector': '5 2 1',
    'packetwalk-challenge-port-name': '1 0 0',
    'packetwalk-course-done-Half a day': 'lesson:c',
  });
  expect(importProgress(file)).toBe(3);
  expect(done()).toEqual(['pod-to-pod', 'pod-to-service']);
  expect(offeredChallenges().flatMap(({ id, solved }) => (solved ? [[id, solved.edits]] : []))).toEqual([
    ['wrong-selector', 1],
    ['port-name', 1],
  ]);
  expect(held['packetwalk-course-done-Half a day']).toBe('lesson:c\nlesson:a\nlesson:b');
  expect(held['packetwalk-theme']).toBeUndefined();
  expect(importProgress(file)).toBe(0);
});

test('what was taken back, as by asking a question again, keeps no file from being exported and imported', () => {
  holdStorage({ 'packetwalk-answer-pod-to-pod-4-SOURCE_SEEN': '', 'packetwalk-lesson-pod-to-pod': 'done' });
  const file = progressText();
  expect(file).not.toContain('SOURCE_SEEN');
  holdStorage();
  expect(importProgress(file)).toBe(1);
  // A file of a version that wrote it.
  const old = {
    packetwalk: 'progress',
    version: 1,
    kept: { 'answer-a-1-ARRIVES': '', 'lesson-pod-to-service': 'done' },
  };
  expect(importProgress(JSON.stringify(old))).toBe(1);
  expect(done()).toEqual(['pod-to-pod', 'pod-to-service']);
});

test.each([
  '',
  '{}',
  '{"packetwalk":"progress","version":1,"kept":{"theme":"dark"}}',
  '{"packetwalk":"progress","version":1,"kept":{"lesson-a":7}}',
])('a file that holds no progress changes nothing: %j', (text) => {
  const held = holdStorage();
  expect(importProgress(text)).toBeUndefined();
  expect(Object.keys(held)).toEqual([]);
});
