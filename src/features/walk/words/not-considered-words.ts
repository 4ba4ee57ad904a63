import type { RoomWords } from '../../../narration/page/language.ts';
import { type ObjectRef, formatObjectRef, objectKey } from '../../../engine/objects.ts';
import type { NotConsidered } from '../../../engine/outcomes.ts';

/** "Not known: CiliumNetworkPolicy shop/deny-all is not read." `isUnread`: of a kind that is not read at all. */
export function notKnownSentence(
  notConsidered: readonly Pick<NotConsidered, 'object'>[],
  isUnread: (object: ObjectRef) => boolean,
  words: RoomWords['walkDetail']['notKnown'],
): string {
  const objects = [...new Map(notConsidered.map(({ object }) => [objectKey(object), object])).values()];
  const [first, second, ...others] = objects;
  if (first === undefined) return words.nothingSaid;
  const anyUnread = objects.some(isUnread);
  const name = formatObjectRef(first);
  if (second === undefined) return words.one(name, anyUnread);
  return others.length === 0
    ? words.two(name, formatObjectRef(second), anyUnread)
    : words.more(name, others.length + 1, anyUnread);
}

/** What is said of an object after its name. */
export function afterName(object: ObjectRef, sentence: string): string {
  const name = formatObjectRef(object);
  if (sentence.startsWith(`${name}: `)) return sentence.slice(name.length);
  return sentence.startsWith(`${name} `) ? sentence.slice(name.length) : `: ${sentence}`;
}
