import { type Differences, itemsOf } from './difference.ts';
import { isOpen, type OpenPods } from '../pods/place-pods.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';

/** More than these are found by looking at all pods. */
const MOST = 64;

/** Undefined: too many pods differ, or what they are settled by. */
export function followOpen(
  differences: Differences,
  before: OpenPods,
  now: Omit<OpenPods, 'open'>,
): readonly PlannedPod[] | undefined {
  const { pods, believed, nodes } = now;
  const isSettledAlike =
    before.believed === believed &&
    (before.nodes === nodes ||
      (before.nodes.length === nodes.length && nodes.every(({ name }, at) => name === before.nodes[at]?.name)));
  const hunks = isSettledAlike ? differences.of(before.pods, pods) : undefined;
  if (hunks === undefined) return undefined;
  if (hunks.length === 0) return before.open;
  const { left, joined } = itemsOf(hunks, before.pods, pods);
  const gone = new Set(left);
  const open = [...before.open.filter((pod) => !gone.has(pod)), ...joined.filter(isOpen(now))];
  if (open.length > MOST) return undefined;
  const places = new Map(open.map((pod) => [pod, pods.indexOf(pod)]));
  return open.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}
