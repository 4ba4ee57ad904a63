import type { Assumption } from '../../engine/kubernetes/model/assumption.ts';
import { ENGLISH } from '../../narration/en/all-words.ts';

/** An assumption as the command line prints it in JSON. */
export function saidAssumption(assumption: Assumption): { readonly code: string; readonly message: string } {
  return { code: assumption.code, message: ENGLISH.assumption(assumption) };
}
