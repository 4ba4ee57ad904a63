import { objectKey, type RawObject } from '../../kubernetes/model/object.ts';
import { factsOf } from '../outcome/facts-of.ts';
import { type Cause, isSuccess, type Outcome } from '../outcome/outcome.ts';
import { applyFix } from './apply-fix.ts';

/** The outcomes of the request in the cluster of these objects; undefined: it cannot be asked there. */
export type AskAgain = (objects: readonly RawObject[]) => readonly Outcome[] | undefined;

/**
 * A cause whose fix is a change of an object, with the change made and the request walked again: a fix that leaves the cause as it is
 * is none, and one that brings out another cause says which. A cause with other fixes stays what it is.
 */
export function tryFix(cause: Cause, objects: readonly RawObject[], ask: AskAgain): Cause {
  const { fix } = cause;
  if (fix?.path === undefined || fix.object === undefined) return cause;
  const changed = applyFix(objects, fix);
  const failed = ask(changed)?.filter((outcome) => !isSuccess(outcome));
  const causes = failed?.flatMap((outcome) => outcome.cause ?? []);
  const isHelp = failed !== undefined && changed !== objects && !causes?.some((each) => isSame(each, cause));
  if (!isHelp) {
    const { fix: _, ...told } = cause;
    return told;
  }
  const [next] = causes ?? [];
  return next === undefined ? cause : { ...cause, fix: { ...fix, leaves: factsOf(next) } };
}

/** Of the same object and field. Names of pods in it may be others: what a template says is part of them. */
function isSame(a: Cause, b: Cause): boolean {
  const place = ({ object, path = [] }: Cause): string =>
    `${object === undefined ? '' : objectKey(object)} ${path.join('.')}`;
  return a.code === b.code && place(a) === place(b);
}
