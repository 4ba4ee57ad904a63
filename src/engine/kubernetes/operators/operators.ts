import { kindsOf } from '../kind-table/kinds.ts';
import { internedList } from '../matching/stage.ts';
import { objectKey, type ObjectKey } from '../model/object.ts';
import { assume, createReport } from '../model/report.ts';
import type { Labels } from '../model/specs.ts';
import type { Operated, OperatorPlanner, OperatorSources, SelectingService } from './operator-planner.ts';
import { planKnative } from './knative.ts';
import { planMonitoring } from './monitoring.ts';
import { planRollouts } from './rollouts.ts';
import { planTemplated } from './templated.ts';
import { planMachines } from './virtual-machines.ts';

export const OPERATORS: OperatorPlanner = { plan: planOperators };

function planOperators(sources: OperatorSources, before: Operated | undefined): Operated {
  const report = createReport();
  const { store } = sources;
  const rollouts = planRollouts(sources, report);
  const monitoring = planMonitoring(store, report);
  const knative = planKnative(store);
  const given = kindsOf('workload').flatMap((kind) =>
    store.ofKind(kind).map((object) => rollouts.emptied.get(objectKey(object.ref)) ?? object),
  );
  const made = internedList(before?.made, [
    ...rollouts.workloads,
    ...monitoring.workloads,
    ...knative.workloads,
    ...planMachines(store, report),
    ...planTemplated(store),
  ]);
  for (const { follows, ref } of made)
    if (follows !== undefined)
      assume(report, {
        code: 'PODS_ASSUMED',
        detail: { is: follows === ref ? 'TEMPLATE' : 'OPERATOR', object: follows },
      });
  return {
    workloads: [...given, ...made],
    made,
    services: [...monitoring.services, ...knative.services],
    select: (services) => services.map((service) => selecting(service, rollouts.selectors)),
    report,
  };
}

/** What is given is the controller's own word. */
function selecting<S extends SelectingService>(service: S, added: ReadonlyMap<ObjectKey, Labels>): S {
  const { object, spec } = service;
  const labels = added.get(objectKey(object.ref));
  if (labels === undefined || Object.keys(labels).every((name) => name in (spec.selector ?? {}))) return service;
  return { ...service, spec: { ...spec, selector: { ...spec.selector, ...labels } } };
}
