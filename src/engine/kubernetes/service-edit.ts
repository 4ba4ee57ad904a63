import type { ClusterOverrides, Intervention } from './cluster.ts';
import { isLongRunning } from './containers.ts';
import type { ClusterFrame } from './frame-cluster.ts';
import { objectKey, type RawObject } from './object.ts';
import { replaceObjects, storeObject, type StoredObject } from './object-store.ts';
import { type ClusterPlan, isClusterDNS, type PlannedService, readServiceObject } from './plan-cluster.ts';
import { createReport, type Report } from './report.ts';
import type { ServiceSpec } from './specs.ts';

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

/** An edit of nothing but a few Services. */
export interface ServiceEdit {
  /** After it. */
  readonly plan: ClusterPlan;
  /** The edited Services by their position in the plan. */
  readonly services: ReadonlyMap<number, PlannedService>;
  /** True: every Service has the addresses and node ports it had. */
  readonly keepsAddresses: boolean;
}

/**
 * The plan after an edit of nothing but a few Services, each in its place and under its name; undefined when anything else
 * differs, or when the edit could reach beyond the Services: to settings, add-ons, Ingress controllers, what pods listen on,
 * or findings about reading. Everything before the Services is then as it was.
 */
export function planServiceEdit({ input, plan, frame }: Before, after: EditedInput): ServiceEdit | undefined {
  if (!isSame(input.interventions ?? [], after.interventions ?? [])) return undefined;
  if (!isSame(input.overrides ?? {}, after.overrides ?? {})) return undefined;
  const places = placesEdited(input.objects, after.objects);
  if (places === undefined) return undefined;
  const edited = new Map<number, PlannedService>();
  const replaced = new Map<RawObject, StoredObject>();
  const services = [...plan.services];
  let keepsAddresses = true;
  for (const place of places) {
    const [old, raw] = [input.objects[place], after.objects[place]];
    if (old === undefined || raw === undefined || replaced.has(old)) return undefined;
    if (input.objects.indexOf(old) !== place || input.objects.lastIndexOf(old) !== place) return undefined;
    const position = plan.services.findIndex(({ object }) => object.raw === old);
    const was = plan.services[position];
    const is = readEdited(raw, after.overrides?.defaultNamespace ?? 'default');
    if (was === undefined || is === undefined || !staysAmongServices(was, is, plan, frame)) return undefined;
    keepsAddresses &&= isSame(asksFor(was.spec), asksFor(is.spec));
    edited.set(position, is);
    services[position] = is;
    replaced.set(old, is.object);
  }
  const store = replaceObjects(plan.store, replaced);
  return { plan: { ...plan, store, services }, services: edited, keepsAddresses };
}

/** What of a Service decides which addresses and node ports it and the others get, besides what may not change at all. */
function asksFor({ ports, selector, ...spec }: ServiceSpec): unknown {
  return [
    ports.map(({ port, protocol, nodePort }) => [port, protocol, nodePort]),
    selector === undefined,
    [spec.type, spec.headless, spec.ipFamilyPolicy, spec.loadBalancerIP, spec.loadBalancerIngress],
    [spec.allocateLoadBalancerNodePorts, spec.externalTrafficPolicy, spec.healthCheckNodePort],
  ];
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function placesEdited(before: readonly RawObject[], after: readonly RawObject[]): readonly number[] | undefined {
  if (before.length !== after.length) return undefined;
  const places: number[] = [];
  for (let place = 0; place < before.length; place += 1) {
    if (before[place] !== after[place] && places.push(place) > MOST_EDITS) return undefined;
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
  if (plan.ingresses.length + plan.gateways.length > 0 && !sameTargets) return false;
  if (plan.gateways.length > 0 && !leadsAlike(was, is)) return false;
  return listenAnyway(was, frame) && listenAnyway(is, frame);
}

/** True when nothing has changed by which a Gateway finds the Service in front of its proxy. */
function leadsAlike(was: PlannedService, is: PlannedService): boolean {
  const marks = ({ object, spec }: PlannedService): unknown => [object.labels, spec.loadBalancerIngress, spec.ports];
  return isSame(marks(was), marks(is));
}

/** True when every pod the Service selects declares the ports it targets: then it does not change what they listen on. */
function listenAnyway({ object, spec }: PlannedService, { index }: ClusterFrame): boolean {
  if (spec.selector === undefined) return true;
  const numbers = spec.ports.filter(({ targetPort }) => typeof targetPort === 'number');
  return index.select(object.ref.namespace ?? 'default', spec.selector).every((pod) => {
    const declared = pod.spec.containers.filter(isLongRunning).flatMap(({ ports }) => ports);
    return numbers.every(({ targetPort, protocol }) =>
      declared.some((port) => port.containerPort === targetPort && port.protocol === protocol),
    );
  });
}
