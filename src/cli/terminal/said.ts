import type { Assumption } from '../../engine/kubernetes/model/assumption.ts';
import type { NotConsidered } from '../../engine/routing/outcome/not-considered.ts';
import { ENGLISH } from '../../narration/en/all-words.ts';

/** An assumption as the command line prints it in JSON. */
export function saidAssumption(assumption: Assumption): { readonly code: string; readonly message: string } {
  return { code: assumption.code, message: ENGLISH.assumption(assumption) };
}

/** An object that was not considered with its sentence, as output for programs has it. */
export function saidNotConsidered(found: NotConsidered) {
  const { object, of } = found;
  return { object, message: ENGLISH.notConsidered(found), ...(of === undefined ? {} : { of }) };
}
