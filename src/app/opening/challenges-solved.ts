import type { GalleryChallenge } from '../../features/gallery/Challenges.tsx';
import type { Score } from '../../features/challenge/ChallengePanel.tsx';
import { CHALLENGES } from '../../lessons/catalog/challenges.ts';
import { keepChoice, readKept } from '../page/kept-choice.ts';
import { PROGRESS } from '../page/keeping/progress-names.ts';

const choiceOf = (id: string): string => PROGRESS.challenge + id;

/** It was solved in this browser: the best way is kept, with little help first and with few changes then. */
export function markSolved(id: string, score: Score): void {
  const best = readScore(id);
  if (best !== undefined && costOf(best) <= costOf(score)) return;
  const { edits, hints, causes } = score;
  keepChoice(choiceOf(id), `${edits} ${hints} ${causes ? 1 : 0}`);
}

/** The challenges as the Gallery offers them, with how each was solved. */
export function offeredChallenges(): readonly GalleryChallenge[] {
  return CHALLENGES.map(({ id, title, summary, chapter }) => {
    const solved = readScore(id);
    return { id, title, summary, chapter, ...(solved !== undefined && { solved }) };
  });
}

const readScore = (id: string): Score | undefined => readSolved(readKept(choiceOf(id)) ?? '');

/** Far more than anybody needs. */
const EDIT_DIGITS = 4;
const HINT_DIGITS = 2;

/** How a challenge was solved, as it is kept; undefined: that is no way to solve one. */
export function readSolved(kept: string): Score | undefined {
  const [, edits = '', hints = '', causes] = /^(\d+) (\d+) ([01])$/.exec(kept) ?? [];
  if (causes === undefined || edits.length > EDIT_DIGITS || hints.length > HINT_DIGITS) return undefined;
  return { edits: Number(edits), hints: Number(hints), causes: causes === '1' };
}

const MOST_EDITS = 10 ** EDIT_DIGITS;
const MOST_HINTS = 10 ** HINT_DIGITS;
const costOf = ({ edits, hints, causes }: Score): number => ((causes ? MOST_HINTS : 0) + hints) * MOST_EDITS + edits;
