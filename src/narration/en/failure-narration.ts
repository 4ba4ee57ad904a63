import type { Step } from '../../engine/linux/trace.ts';
import type { Outcome } from '../../engine/routing/outcome.ts';
import type { Narration, NarrationContext } from '../narrator.ts';

/** The words for what goes wrong; most walks go well. */
interface FailureNarration {
  /** A step by which a packet is lost or refused. */
  readonly step: (step: Step, context: NarrationContext) => Narration | undefined;
  /** How a request that did not arrive went, where its cause is not known. */
  readonly outcome: (outcome: Outcome) => string;
  /** After the sentence on a request that arrived; nothing when the answer gets back. */
  readonly lostAnswer: (outcome: Outcome) => string;
}

let installed: FailureNarration | undefined;

/** Makes them known, once and for all (install-failures.ts). */
export function installFailureNarration(narration: FailureNarration): void {
  installed = narration;
}

/** Undefined until a request has failed. */
export function failureNarration(): FailureNarration | undefined {
  return installed;
}

export function narrateFailure(step: Step, context: NarrationContext): Narration {
  return installed?.step(step, context) ?? { title: step.type, sentence: `${step.action}.` };
}
