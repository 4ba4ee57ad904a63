// Imported for its effect: the words for what goes wrong. A page fetches this when a request fails.
import { narrateFailedOutcome, narrateLostAnswer } from './failed-outcome.ts';
import { installFailureNarration } from './failure-narration.ts';
import { narrateFailedStep } from './failure-step.ts';

installFailureNarration({
  step: narrateFailedStep,
  outcome: narrateFailedOutcome,
  lostAnswer: narrateLostAnswer,
});
