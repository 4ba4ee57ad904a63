import type { FailureWords } from '../page/walk-words.ts';
import { narrateFailedOutcome, narrateLostAnswer } from './failed-outcome.ts';
import { narrateFailedStep } from './steps/failure-step.ts';
import { sayCause } from './failures/causes.ts';
import { sayFix } from './failures/fixes.ts';
import { sayRequestError } from './failures/request-error.ts';
import { FAILED_CAPTIONS } from './story/failed-captions.ts';

/** A page fetches them when a request fails. */
export const FAILURE_WORDS: FailureWords = {
  captions: FAILED_CAPTIONS,
  step: narrateFailedStep,
  outcome: narrateFailedOutcome,
  lostAnswer: narrateLostAnswer,
  cause: sayCause,
  fix: sayFix,
  requestError: sayRequestError,
};
