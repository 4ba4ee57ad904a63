import { expect, test } from 'vitest';
import { WHO_MAY_TALK } from '../../src/lessons/who-may-talk.ts';
import { boardName, holdAnswers, questionOf } from '../../src/simulation/predict/answers.ts';
import { askedLater } from '../../src/simulation/predict/asked-later.ts';
import { requestKey } from '../../src/simulation/requests/request-key.ts';

const document = { ...WHO_MAY_TALK, lesson: 'who-may-talk' };
const asking = document.story.findIndex(({ question }) => question !== undefined);
const request = document.requests[document.story[asking]?.request ?? -1];
const key = request === undefined ? '' : requestKey(request);

test('how a request stands of which a later part asks is not told before it is answered, or sent by hand', () => {
  const answers = holdAnswers();
  const at = { document, part: 0, answers, shown: undefined };
  expect(asking).toBeGreaterThan(0);
  expect(askedLater(at)).toContain(key);
  expect(askedLater({ ...at, shown: request })).not.toContain(key);
  // Others are, which nobody asks about.
  const told = document.story.find((part) => part.question === undefined && part.request !== undefined);
  const other = document.requests[told?.request ?? -1];
  expect(askedLater(at)).not.toContain(other && requestKey(other));
  answers.write(questionOf(document, asking) ?? '', 'yes');
  expect(askedLater(at)).not.toContain(key);
  expect(askedLater({ ...at, answers: undefined })).toEqual(new Set());
});

test('boards of one title that ask otherwise are not taken for each other; a learner’s change makes no other board of one', () => {
  const { lesson: _, ...own } = { ...document, lesson: undefined };
  const [first, ...others] = own.story;
  const rewritten = { ...own, story: [{ ...first, title: 'Another', text: '' }, ...others] };
  expect(boardName(rewritten)).not.toBe(boardName(own));
  expect(boardName({ ...own, objects: own.objects.slice(1) })).toBe(boardName(own));
  expect(boardName(document)).toBe('who-may-talk');
});
