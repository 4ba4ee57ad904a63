import { renameIn } from '../../engine/fields.ts';
import { hasRole, type ObjectRef, objectKey, type RawObject, templatePath } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { homeOf, refOf } from '../object-refs.ts';
import { isSystemNamespace } from '../system.ts';
import { type Fields, fieldsAt, labelsAt, listAt, withField } from './fields.ts';

/** An object of a board with what names it. */
export interface BoardObject {
  readonly ref: ObjectRef;
  readonly object: RawObject;
}

/** All objects of a board, in their order. */
export function objectsOf(document: ScenarioDocument): readonly BoardObject[] {
  const home = homeOf(document);
  return document.objects.map((object) => ({ ref: refOf(object, home), object }));
}

export function findObject(document: ScenarioDocument, ref: ObjectRef): BoardObject | undefined {
  const key = objectKey(ref);
  return objectsOf(document).find((each) => objectKey(each.ref) === key);
}

/**
 * Where something new belongs that nobody has said a place for: to the namespace with the most objects that it could lead to, else
 * with the most of all, the machinery of the cluster aside; of several the first. A Namespace counts as one that is in it.
 */
export function usualNamespace(document: ScenarioDocument, leadsTo: (ref: ObjectRef) => boolean): string {
  const objects = objectsOf(document).map(({ ref }) => ref);
  return mostIn(objects.filter(leadsTo)) ?? mostIn(objects) ?? homeOf(document);
}

function mostIn(objects: readonly ObjectRef[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { kind, name, namespace = kind === 'Namespace' ? name : undefined } of objects) {
    if (namespace !== undefined && !isSystemNamespace(namespace))
      counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** Whether pods come of it. */
export function hasPods({ kind }: Pick<ObjectRef, 'kind'>): boolean {
  return kind === 'Pod' || hasRole(kind, 'workload');
}

/** Where what its pods are made of stands: of a bare Pod, itself. */
export function podPath(kind: string): readonly string[] {
  return kind === 'Pod' ? [] : templatePath(kind);
}

/** The labels that a workload selects its pods by; a ReplicationController has them as they are. */
export function selectorPath({ object }: BoardObject): readonly ['spec', 'selector', ...string[]] {
  const { matchLabels, matchExpressions, ...labels } = fieldsAt(object, 'spec', 'selector');
  const plain = matchLabels === undefined && matchExpressions === undefined && Object.keys(labels).length > 0;
  return plain ? ['spec', 'selector'] : ['spec', 'selector', 'matchLabels'];
}

/** The labels that its pods have and no others: those that it selects them by, of a bare Pod its own. */
export function podLabels(each: BoardObject): Readonly<Record<string, string>> {
  const { ref, object } = each;
  const own = labelsAt(object, ...podPath(ref.kind), 'metadata', 'labels');
  if (ref.kind === 'Pod') return own;
  const selected = labelsAt(object, ...selectorPath(each));
  return Object.keys(selected).length > 0 ? selected : own;
}

/** The same, with a label by which its pods are found, where they had none. */
export function labelled(each: BoardObject): BoardObject {
  if (Object.keys(podLabels(each)).length > 0) return each;
  const { ref, object } = each;
  const [first, ...rest] = [...podPath(ref.kind), 'metadata', 'labels'];
  return { ref, object: withField(object, [first, ...rest], { app: ref.name }) };
}

/** What is found by its labels gets some where it has none: a selector without labels takes every pod there is. */
export function withLabels(target: BoardObject | undefined): readonly RawObject[] {
  const found = target === undefined ? undefined : labelled(target);
  return found === undefined || found === target ? [] : [found.object];
}

/** The Services that fields of an object name. */
export function servicesNamed({ ref, object }: BoardObject): readonly ObjectRef[] {
  const found: ObjectRef[] = [];
  renameIn(object, ref.namespace, ({ kind, namespace, name }) => {
    if (kind === 'Service' && namespace !== undefined) found.push({ kind, namespace, name });
    return undefined;
  });
  return found;
}

export function namesService(each: BoardObject, service: ObjectRef): boolean {
  const key = objectKey(service);
  return servicesNamed(each).some((named) => objectKey(named) === key);
}

export interface PodPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol?: string;
}

/** The ports that its containers declare. */
export function podPorts({ ref, object }: BoardObject): readonly PodPort[] {
  const containers = listAt(fieldsAt(object, ...podPath(ref.kind), 'spec')['containers']);
  return containers.flatMap((container) => listAt(container['ports']).flatMap(portOf));
}

function portOf({ name, containerPort, protocol }: Fields): readonly PodPort[] {
  if (typeof containerPort !== 'number') return [];
  const named = typeof name === 'string' && { name };
  return [{ port: containerPort, ...named, ...(typeof protocol === 'string' && { protocol }) }];
}

/** Whether a Service's selector takes these labels. */
export function selects(service: RawObject, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(labelsAt(service, 'spec', 'selector'));
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}
