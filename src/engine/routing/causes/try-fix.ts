import { objectKey, type RawObject } from '../../kubernetes/model/object.ts';
import type { Assumption } from '../../kubernetes/model/assumption.ts';
import type { CauseFacts } from '../outcome/cause-details.ts';
import { factsOf } from '../outcome/facts-of.ts';
import type { Fix } from '../outcome/fix.ts';
import { type Cause, isSuccess, type Outcome } from '../outcome/outcome.ts';
import type { TraceRequest } from '../request/request.ts';
import { applyFix } from './apply-fix.ts';
import { fixedTarget } from './fixed-target.ts';

/** What a fix is tried with. The outcomes are undefined where it cannot be asked. */
export interface Trial {
  readonly objects: readonly RawObject[];
  readonly request: TraceRequest;
  /** The outcomes of the request in the cluster of these objects. */
  readonly again: (objects: readonly RawObject[]) => readonly Outcome[] | undefined;
  /** The outcomes of the request to this URL. */
  readonly instead: (to: string) => readonly Outcome[] | undefined;
}

/**
 * A cause whose fix is a change of an object, with the change made and the request walked again: a fix that leaves the cause as it is
 * is none, nor one that rests on what it brings in itself, and one that brings out another cause says which. A fix that tells to call
 * another URL has that, where it helps. A cause with other fixes stays what it is.
 */
export function tryFix(cause: Cause, trial: Trial): Cause {
  const { fix } = cause;
  if (fix === undefined) return cause;
  if (fix.path === undefined || fix.object === undefined) return tryTarget(cause, fix, trial);
  const changed = applyFix(trial.objects, fix);
  const outcomes = changed === trial.objects ? undefined : trial.again(changed);
  const helped = outcomes?.some((outcome) => bringsIn(fix, trial.objects, outcome)) === true ? undefined : outcomes;
  const after = afterwards(cause, helped);
  if (after === undefined) {
    const { fix: _, ...told } = cause;
    return told;
  }
  return after.leaves === undefined ? cause : { ...cause, fix: { ...fix, leaves: leftBy(after.leaves, fix) } };
}

function tryTarget(cause: Cause, fix: Fix, { request, instead }: Trial): Cause {
  const to = fixedTarget(fix, request);
  const after = to === undefined ? undefined : afterwards(cause, instead(to));
  if (to === undefined || after === undefined) return cause;
  return { ...cause, fix: { ...fix, to, ...(after.leaves && { leaves: factsOf(after.leaves) }) } };
}

/** What still stands in the way, said of what is there now: neither a policy nor a rule that the fix itself brings. */
function leftBy(leaves: Cause, { object, path }: Fix): CauseFacts {
  const facts = factsOf(leaves);
  if (facts.code !== 'POLICY_DENIES_INGRESS' && facts.code !== 'POLICY_DENIES_EGRESS') return facts;
  const { near: _, ...detail } = facts.detail;
  const isBrought = path?.length === 0 && object !== undefined && objectKey(detail.policy) === objectKey(object);
  const [policy, ...others] = isBrought ? detail.others : [];
  return { code: facts.code, detail: policy === undefined ? detail : { ...detail, policy, others } };
}

/** What fails when a fix is made; undefined: the same. */
function afterwards(cause: Cause, outcomes: readonly Outcome[] | undefined): { readonly leaves?: Cause } | undefined {
  const failed = outcomes?.filter((outcome) => !isSuccess(outcome));
  const causes = failed?.flatMap((outcome) => outcome.cause ?? []);
  if (causes === undefined || causes.some((each) => isSame(each, cause))) return undefined;
  const [leaves] = causes;
  return leaves === undefined ? {} : { leaves };
}

/** That a process listens where nobody declares a port, only because the fix has a Service send there. */
function bringsIn({ object }: Fix, objects: readonly RawObject[], { assumptions }: Outcome): boolean {
  return assumptions.some((each) => isOfService(each, object) && !objects.some((raw) => sendsTo(raw, each)));
}

type Listens = Extract<Assumption, { readonly code: 'LISTENS_ASSUMED' }>;

function isOfService(each: Assumption, object: Fix['object']): each is Listens {
  if (each.code !== 'LISTENS_ASSUMED' || each.detail.is !== 'PORT' || object?.kind !== 'Service') return false;
  return each.detail.services.some(({ namespace, name }) => name === object.name && namespace === object.namespace);
}

interface ServiceObject extends RawObject {
  readonly spec?: { readonly ports?: readonly { readonly port?: unknown; readonly targetPort?: unknown }[] };
}

function sendsTo({ kind, metadata, spec }: ServiceObject, { detail }: Listens): boolean {
  if (kind !== 'Service' || detail.is !== 'PORT') return false;
  const isNamed = detail.services.some(
    ({ namespace, name }) => name === metadata.name && namespace === (metadata.namespace ?? 'default'),
  );
  const ports = Array.isArray(spec?.ports) ? spec.ports : [];
  return isNamed && ports.some(({ port, targetPort = port }) => Number(targetPort) === detail.port);
}

/** Of the same object and field. Names of pods in it may be others: what a template says is part of them. */
function isSame(a: Cause, b: Cause): boolean {
  const place = ({ object, path = [] }: Cause): string =>
    `${object === undefined ? '' : objectKey(object)} ${path.join('.')}`;
  return a.code === b.code && place(a) === place(b);
}
