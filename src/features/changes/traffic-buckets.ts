import type { TimeAxis } from '../../simulation/changes/change-axis.ts';
import type { TrafficResult } from '../../simulation/changes/traffic-store.ts';

export interface Bucket {
  readonly sent: number;
  readonly failed: number;
}

/** Results counted in equal stretches of what is shown. */
export function bucketTraffic(results: readonly TrafficResult[], axis: TimeAxis, count: number): readonly Bucket[] {
  const sent = Array.from({ length: count }, () => 0);
  const failed = Array.from({ length: count }, () => 0);
  for (const { at, ok } of results) {
    const index = Math.min(Math.floor((axis.toShown(at) / axis.length) * count), count - 1);
    sent[index] = (sent[index] ?? 0) + 1;
    if (!ok) failed[index] = (failed[index] ?? 0) + 1;
  }
  return sent.map((total, index) => ({ sent: total, failed: failed[index] ?? 0 }));
}
