import type { Cluster, ObjectRef } from '../../engine/objects.ts';
import type { UnreadEffect } from '../../engine/unread.ts';
import { unreadObjects } from '../../simulation/views/unread-objects.ts';

/** Objects that are not read and can do the same to a packet. */
export interface UnreadGroup {
  readonly effect: UnreadEffect;
  readonly objects: readonly ObjectRef[];
}

/** By what they can do to a packet, in the order in which the board has them. */
export function unreadGroups(cluster: Cluster): readonly UnreadGroup[] {
  const groups = new Map<UnreadEffect, ObjectRef[]>();
  for (const { ref, effect } of unreadObjects(cluster)) groups.set(effect, [...(groups.get(effect) ?? []), ref]);
  return [...groups].map(([effect, objects]) => ({ effect, objects }));
}
