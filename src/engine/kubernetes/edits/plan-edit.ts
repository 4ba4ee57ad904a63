import { isSameAsk } from '../tools/ask.ts';
import type { BeforeEdit, ClusterEdit } from '../build/edit-planner.ts';
import { objectKey, type RawObject } from '../model/object.ts';
import { storeObject, type StoredObject } from '../model/object-store.ts';
import type { PlacedPod } from '../pods/placed-pod.ts';
import { hasBearing } from '../model/kinds.ts';
import type { PlannedService } from '../build/plan-cluster.ts';
import { PLAN_KINDS } from '../model/plan-store.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { createReport } from '../model/report.ts';
import { editFrame } from './edit-frame.ts';
import { editServices } from './edit-services.ts';
import type { EditedObject } from './edited-object.ts';
import { planPodEdit } from './pod-edit.ts';
import { replaceObjects } from './replace-objects.ts';
import { planServiceEdit } from './service-edit.ts';
import { planStoppedContainers } from './stopped-containers.ts';

/** More edits at once than this are not an edit. */
const MOST_EDITS = 16;

/** Pods edited since the cluster was last built anew: each question about pods looks through all of them. */
const MOST_PODS = 256;

/**
 * The plan after an edit of nothing but a few Services, given Pods and objects that planning does not read, each in its place and
 * under its name, and of which containers are stopped; undefined when anything else differs, or when the edit could reach further than can be told.
 */
export function planEdit(before: BeforeEdit, after: BeforeEdit['input']): ClusterEdit | undefined {
  const { input, plan, frame } = before;
  if (frame.edited.size > MOST_PODS) return undefined;
  if (!isSameAsk(input.overrides ?? {}, after.overrides ?? {})) return undefined;
  const namespace = after.overrides?.defaultNamespace ?? 'default';
  const edits = editedObjects(input.objects, after.objects, namespace);
  if (edits === undefined) return undefined;
  const stopped = planStoppedContainers(before, after.interventions);
  if (stopped === undefined) return undefined;
  const edited = new Map<number, PlannedService>();
  const pods = new Map<PlannedPod, PlacedPod>(stopped);
  const selected: PlannedPod[] = [...stopped.values()].map((pod) => pod.plan);
  let keepsAddresses = true;
  for (const edit of edits) {
    if (edit.object.ref.kind === 'Service') {
      const found = planServiceEdit(before, edit);
      if (found === undefined) return undefined;
      keepsAddresses &&= found.keepsAddresses;
      edited.set(found.position, found.service);
    } else if (edit.object.ref.kind === 'Pod') {
      const found = isIntervened(edit, [input, after]) ? undefined : planPodEdit(before, edit);
      if (found === undefined) return undefined;
      pods.set(found.start, found.is);
      selected.push(found.was, found.is.plan);
    }
  }
  const services = [...plan.services];
  for (const [position, service] of edited) services[position] = service;
  const selectors = plan.selectors.withServices(edited);
  const store = replaceObjects(plan.store, new Map(edits.map(({ old, object }) => [old, object])));
  const given = { objects: after.objects, namespace, store };
  const own = [...selected.flatMap(selectors.selecting), ...edited.keys()];
  const made = {
    plan: { ...plan, store, services, selectors },
    frame: pods.size === 0 ? frame : editFrame(frame, { given, selectors, pods }),
  };
  const touched = new Map(own.flatMap((at) => entryAt(services, at)));
  return { ...made, services: editServices(before.services, { ...made, touched, keepsAddresses }) };
}

/** True for a pod that is not as its object says. */
function isIntervened({ object: { ref } }: EditedObject, inputs: readonly BeforeEdit['input'][]): boolean {
  return inputs.some(({ interventions = [] }) =>
    interventions.some(({ namespace, pod }) => namespace === (ref.namespace ?? 'default') && pod === ref.name),
  );
}

function entryAt<T>(list: readonly T[], at: number): readonly (readonly [number, T])[] {
  const item = list[at];
  return item === undefined ? [] : [[at, item]];
}

/** Undefined: there is more to it than objects in their places. */
function editedObjects(
  before: readonly RawObject[],
  after: readonly RawObject[],
  namespace: string,
): readonly EditedObject[] | undefined {
  if (before.length !== after.length) return undefined;
  const edits = new Map<RawObject, StoredObject>();
  // By index: with 100,000 objects an iterator costs more than the comparing.
  for (let place = 0; place < before.length; place += 1) {
    const [old, raw] = [before[place], after[place]];
    if (old === raw) continue;
    if (old === undefined || raw === undefined || edits.size === MOST_EDITS || edits.has(old)) return undefined;
    if (before.indexOf(old) !== place || before.lastIndexOf(old) !== place) return undefined;
    const object = readInPlace(old, raw, namespace);
    if (object === undefined) return undefined;
    edits.set(old, object);
  }
  return [...edits].map(([old, object]) => ({ old, object }));
}

/** The new object, when it has the identity of the old one. */
function readInPlace(old: RawObject, raw: RawObject, namespace: string): StoredObject | undefined {
  const report = createReport();
  const was = storeObject(old, namespace, report);
  const is = storeObject(raw, namespace, report);
  const isSilent = report.findings.length === 0;
  if (was === undefined || is === undefined || objectKey(was.ref) !== objectKey(is.ref)) return undefined;
  if (!hasBearing(old.apiVersion, old.kind) || !hasBearing(raw.apiVersion, raw.kind)) return undefined;
  const { kind } = is.ref;
  if (kind === 'Service' || kind === 'Pod') return is;
  return isPlanned(kind) || !isSilent || !isSameAsk(was.controller, is.controller) ? undefined : is;
}

const isPlanned = (kind: string): boolean => PLAN_KINDS.some((planned) => planned === kind);
