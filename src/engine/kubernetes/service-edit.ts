import type { ClusterFrame } from './assemble-cluster.ts';
import type { ClusterOverrides, Intervention } from './cluster.ts';
import { isLongRunning } from './containers.ts';
import { objectKey, type RawObject } from './object.ts';
import { replaceObjects, storeObject } from './object-store.ts';
import { type ClusterPlan, isClusterDNS, type PlannedService, readServiceObject } from './plan-cluster.ts';
import { createReport, type Report } from './report.ts';

/** More edits at once than this are not an edit. */
const MOST_EDITS = 16;

interface EditedInput {
  readonly objects: readonly RawObject[];
  readonly interventions?: readonly Intervention[];
  readonly overrides?: ClusterOverrides;
}

interface Before {
  readonly input: EditedInput;
  readonly plan: ClusterPlan;
  readonly frame: ClusterFrame;
}

/**
 * The plan after an edit of nothing but a few Services, each in its place and under its name; undefined when anything else
 * differs, or when the edit could reach beyond the Services: to settings, add-ons, Ingress controllers, what pods listen on,
 * or findings about reading. Everything before the Services is then as it was.
 */
export function planServiceEdit({ input, plan, frame }: Before, after: EditedInput): ClusterPlan | undefined {
  if (!isSame(input.interventions ?? [], after.interventions ?? [])) return undefined;
  if (!isSame(input.overrides ?? {}, after.overrides ?? {})) return undefined;
  const places = placesEdited(input.objects, after.objects);
  if (places === undefined) return undefined;
  const replaced = new Map<RawObject, PlannedService>();
  for (const place of places) {
    const [old, raw] = [input.objects[place], after.objects[place]];
    if (old === undefined || raw === undefined || replaced.has(old)) return undefined;
    if (input.objects.indexOf(old) !== place || input.objects.lastIndexOf(old) !== place) return undefined;
    const was = plan.services.find(({ object }) => object.raw === old);
    const is = readEdited(raw, after.overrides?.defaultNamespace ?? 'default');
    if (was === undefined || is === undefined || !staysAmongServices(was, is, plan, frame)) return undefined;
    replaced.set(old, is);
  }
  return {
    ...plan,
    store: replaceObjects(plan.store, new Map([...replaced].map(([old, { object }]) => [old, object]))),
    services: plan.services.map((service) => replaced.get(service.object.raw) ?? service),
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function placesEdited(before: readonly RawObject[], after: readonly RawObject[]): readonly number[] | undefined {
  if (before.length !== after.length) return undefined;
  const places: number[] = [];
  for (let place = 0; place < before.length; place += 1) {
    if (before[place] !== after[place]) places.push(place);
    if (places.length > MOST_EDITS) return undefined;
  }
  return places;
}

/** Undefined when reading has something to say. */
function readEdited(raw: RawObject, namespace: string): PlannedService | undefined {
  const report = createReport();
  const object = storeObject(raw, namespace, report);
  if (object === undefined || object.ref.kind !== 'Service' || raw.apiVersion !== 'v1') return undefined;
  const spec = readServiceObject(object, report);
  return isSilent(report) ? { object, spec } : undefined;
}

function isSilent({ findings, assumptions }: Report): boolean {
  return findings.length === 0 && assumptions.size === 0;
}

function staysAmongServices(was: PlannedService, is: PlannedService, plan: ClusterPlan, frame: ClusterFrame): boolean {
  if (objectKey(was.object.ref) !== objectKey(is.object.ref)) return false;
  const report = createReport();
  storeObject(was.object.raw, was.object.ref.namespace ?? 'default', report);
  readServiceObject(was.object, report);
  if (!isSilent(report) || isClusterDNS(was) || isClusterDNS(is)) return false;
  // The address ranges are told by the addresses Services state.
  if (!isSame(was.spec.clusterIPs, is.spec.clusterIPs) || !isSame(was.spec.ipFamilies, is.spec.ipFamilies))
    return false;
  const sameTargets = isSame(was.spec.selector, is.spec.selector) && was.spec.type === is.spec.type;
  if (plan.ingresses.length > 0 && !sameTargets) return false;
  return listenAnyway(was, frame) && listenAnyway(is, frame);
}

/** True when every pod the Service selects declares the ports it targets: then it does not change what they listen on. */
function listenAnyway({ object, spec }: PlannedService, { index, context }: ClusterFrame): boolean {
  if (spec.selector === undefined) return true;
  const numbers = spec.ports.filter(({ targetPort }) => typeof targetPort === 'number');
  return index.select(object.ref.namespace ?? 'default', spec.selector).every((pod) => {
    const declared = (context.specOf(pod)?.containers ?? []).filter(isLongRunning).flatMap(({ ports }) => ports);
    return numbers.every(({ targetPort, protocol }) =>
      declared.some((port) => port.containerPort === targetPort && port.protocol === protocol),
    );
  });
}
