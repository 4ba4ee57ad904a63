import { isSameAsk } from '../tools/ask.ts';
import { type Differences, spliced } from './difference.ts';
import { kindsOf } from '../kind-table/kinds.ts';
import type { ServiceAddresses } from '../services/service-ips.ts';
import type { ServiceSelectors } from '../services/service-selectors.ts';
import type { BuiltService, BuiltServices, ClusterFrame, PlannedCluster, PlannedService } from '../build/plan.ts';
import { isTopologyAware } from '../services/endpoints.ts';
import { zoneShares } from '../services/topology-hints.ts';
import { buildPlanned } from '../build/assemble-cluster.ts';
import type { Before } from '../build/follow.ts';

/** Now and then all Services are built anew: so few clusters before the last one stay in memory. */
const MOST_STEPS = 32;

/** Of Services of which most are the same; undefined: not each in its place. */
export function followSelectors(
  differences: Differences,
  { services, selectors }: PlannedCluster,
  now: readonly PlannedService[],
): ServiceSelectors | undefined {
  if (now === services) return selectors;
  const hunks = differences.of(services, now);
  if (hunks?.every(({ left, joined }) => left === joined) !== true || selectors.edits > MOST_STEPS) return undefined;
  const places = hunks.flatMap(({ to, joined }) => Array.from({ length: joined }, (_, at) => to + at));
  return selectors.withServices(new Map(places.map((place) => [place, now[place] as PlannedService])));
}

/** The Services after an edit: those that it does not touch and that have the addresses they had are kept. */
export function followServices(
  differences: Differences,
  { services: before, frame: was }: Before,
  now: ClusterFrame,
  addresses: readonly ServiceAddresses[],
): Pick<BuiltServices, 'list' | 'services'> | undefined {
  const { step, plan } = now;
  const hunks = differences.of(was.plan.services, plan.services);
  if (step === undefined || hunks === undefined || before.steps === MOST_STEPS) return undefined;
  const build = (at: number): BuiltService =>
    buildPlanned(now, plan.services[at] as PlannedService, addresses[at] as ServiceAddresses);
  const list = spliced(before.list, hunks, build);
  const services = spliced(before.services, hunks, (at) => (list[at] as BuiltService).service);
  const rebuild = (at: number): void => {
    const built = build(at);
    list[at] = built;
    services[at] = built.service;
  };
  for (const at of touchedAt(was, now)) rebuild(at);
  if (addresses !== before.allocated.result)
    for (const [at, own] of addresses.entries()) if (!isSameAsk(list[at]?.addresses, own)) rebuild(at);
  return { list, services };
}

/** Positions of Services of which the pods are, or may be, others. */
function touchedAt(was: ClusterFrame, now: ClusterFrame): ReadonlySet<number> {
  const { plan, step, slices, changes } = now;
  const touched = new Set((step?.touched ?? []).flatMap(plan.selectors.selecting));
  const isSliced = ({ object, spec }: PlannedService): boolean =>
    [was, now].some(({ slices: { result } }) => result.has({ ...object.ref, selector: spec.selector }));
  if (was.nodes !== now.nodes && !isSameAsk(zoneShares(was.nodes), zoneShares(now.nodes)))
    for (const [at, { spec }] of plan.services.entries()) if (isTopologyAware(spec.topologyMode)) touched.add(at);
  // Slices name pods, and addresses, that their Service need not select.
  const mayDiffer = step?.isSame !== true || slices !== was.slices || !isSameAsk(changes, was.changes);
  const hasSlices = [was, now].some(({ plan: { store } }) =>
    kindsOf('endpoints').some((kind) => store.ofKind(kind).length > 0),
  );
  if (hasSlices && (mayDiffer || (step?.touched.length ?? 0) > 0))
    for (const [at, service] of plan.services.entries()) if (isSliced(service)) touched.add(at);
  return touched;
}
