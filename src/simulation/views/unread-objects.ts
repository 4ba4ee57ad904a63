import type { Cluster, ObjectRef } from '../../engine/objects.ts';
import { classifyObject, isRead, type UnreadEffect } from '../../engine/unread.ts';

export interface UnreadObject {
  readonly ref: ObjectRef;
  readonly effect: UnreadEffect;
}

/** The objects on the board that can change the fate of a packet and are not read, in the order in which the board has them. */
export function unreadObjects({ notRead }: Cluster): readonly UnreadObject[] {
  return notRead.flatMap(({ raw, ref }) => {
    const found = classifyObject(raw);
    return found.group === 'unread' && !isRead(found) ? [{ ref, effect: found.effect }] : [];
  });
}
