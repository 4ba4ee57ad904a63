import { type ObjectRef, formatObjectRef, objectKey } from '../../../engine/objects.ts';
import type { NotConsidered } from '../../../engine/outcomes.ts';

/** "Not known: CiliumNetworkPolicy shop/deny-all is not read." `isUnread`: of a kind that is not read at all. */
export function notKnownSentence(
  notConsidered: readonly Pick<NotConsidered, 'object'>[],
  isUnread: (object: ObjectRef) => boolean,
): string {
  const objects = [...new Map(notConsidered.map(({ object }) => [objectKey(object), object])).values()];
  const [first, second, ...others] = objects;
  if (first === undefined) return 'Not known: the objects do not say enough.';
  const read = objects.some(isUnread) ? 'not read' : 'not read in full';
  if (second === undefined) return `Not known: ${formatObjectRef(first)} is ${read}.`;
  const rest = others.length === 0 ? formatObjectRef(second) : `${others.length + 1} more objects`;
  return `Not known: ${formatObjectRef(first)} and ${rest} are ${read}.`;
}

/** What is said of an object after its name. */
export function afterName(object: ObjectRef, sentence: string): string {
  const name = formatObjectRef(object);
  if (sentence.startsWith(`${name}: `)) return sentence.slice(name.length);
  return sentence.startsWith(`${name} `) ? sentence.slice(name.length) : `: ${sentence}`;
}
