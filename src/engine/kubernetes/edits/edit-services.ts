import { isSameAsk } from '../tools/ask.ts';
import { allocatePlanned, buildPlanned, type BuiltServices, listBuilt } from '../build/assemble-cluster.ts';
import type { ClusterFrame } from '../build/frame-cluster.ts';
import type { ClusterPlan, PlannedService } from '../build/plan-cluster.ts';
import { createReport } from '../model/report.ts';

interface ServicesEdit {
  /** After it. */
  readonly plan: ClusterPlan;
  readonly frame: ClusterFrame;
  /** Services that it changes, or whose endpoints it may change, by their position in the plan. */
  readonly touched: ReadonlyMap<number, PlannedService>;
  /** True: every Service has the addresses and node ports it had. */
  readonly keepsAddresses: boolean;
}

/** The Services after an edit: those that it does not touch and that have the addresses they had are kept. */
export function editServices(
  before: BuiltServices,
  { plan, frame, touched, keepsAddresses }: ServicesEdit,
): BuiltServices {
  if (keepsAddresses) {
    const list = [...before.list];
    for (const [position, planned] of touched) {
      const was = list[position];
      if (was !== undefined) list[position] = buildPlanned(frame, planned, was.addresses);
    }
    return { ...before, list };
  }
  const report = createReport();
  const list = allocatePlanned(plan, report).flatMap((addresses, position) => {
    const [planned, known] = [plan.services[position], before.list[position]];
    if (planned === undefined) return [];
    const stands = known !== undefined && !touched.has(position) && isSameAsk(known.addresses, addresses);
    return [stands ? known : buildPlanned(frame, planned, addresses)];
  });
  return listBuilt(list, report);
}
