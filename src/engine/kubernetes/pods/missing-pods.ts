import type { ObjectRef } from '../model/object.ts';
import type { PodDetails } from '../model/pod-details.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { WorkloadSpec } from '../model/specs.ts';

/**
 * How many pods a workload has. Where a controller has told how many it made, those that are given are all; where none is given,
 * there are as many as it says. Infinity: nobody has told.
 */
export function mostPods(
  { observed }: WorkloadSpec,
  { given, there }: { readonly given: number; readonly there: number },
): number {
  if (observed === undefined) return Number.POSITIVE_INFINITY;
  return given > 0 ? there : observed.pods;
}

export function noteMissingPods(report: Report, object: ObjectRef, detail: PodDetails['PODS_MISSING']): void {
  if (detail.there >= detail.wanted) return;
  addFinding(report, { severity: 'warning', code: 'PODS_MISSING', detail, object, path: ['status'] });
}
