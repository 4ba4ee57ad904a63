import type { Cluster } from '../../engine/kubernetes/model/cluster.ts';
import { classifyObject } from '../../engine/kubernetes/other-kinds/classify.ts';
import type { UnreadEffect } from '../../engine/kubernetes/other-kinds/other-kind.ts';
import type { ObjectRef } from '../../engine/kubernetes/model/object.ts';

export interface UnreadObject {
  readonly ref: ObjectRef;
  readonly effect: UnreadEffect;
}

/** The objects on the board that can change the fate of a packet and are not read, in the order in which the board has them. */
export function unreadObjects({ notRead }: Cluster): readonly UnreadObject[] {
  return notRead.flatMap(({ raw, ref }) => {
    const found = classifyObject(raw);
    return found.group === 'unread' ? [{ ref, effect: found.effect }] : [];
  });
}
