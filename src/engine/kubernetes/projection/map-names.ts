import { apiGroup } from '../kind-table/kinds.ts';
import { isRecord, textOf } from '../model/reader.ts';
import { NAME_OF_NAMESPACE, NAME_OF_NODE } from '../model/name-labels.ts';
import type { Field, Fields, GroupField, Names } from '../fields/field.ts';
import { fieldNamed } from './named-rules.ts';

/** An object as another names it. A kind that has no namespaces is named with one all the same. */
export interface NamedObject {
  readonly kind: string;
  /** Absent: it is not said. */
  readonly group?: string;
  /** Absent: what names it is in none. */
  readonly namespace?: string;
  readonly name: string;
}

/** Another name of an object; undefined: it stays. */
export type Rename = (named: NamedObject) => string | undefined;

/** Labels whose value is the name of an object. // Kubernetes v1.35 core/v1 well_known_labels.go, discovery/v1, apps/v1, batch/v1 */
const NAME_LABELS: Readonly<Record<string, string>> = {
  [NAME_OF_NODE]: 'Node',
  [NAME_OF_NAMESPACE]: 'Namespace',
  'kubernetes.io/service-name': 'Service',
  'statefulset.kubernetes.io/pod-name': 'Pod',
  'batch.kubernetes.io/job-name': 'Job',
  'job-name': 'Job',
};

interface Place {
  readonly namespace: string | undefined;
  readonly rename: Rename;
}

/** A value with other names in it, wherever its field says that it names an object; the same value where none changes. `namespace`: in which it stands. */
export function mapNames(given: unknown, field: Field | undefined, place: Place): unknown {
  if (field === undefined || given === null || given === undefined) return given;
  switch (field.type) {
    case 'value':
      return mapText(given, field.names, place);
    case 'map':
      return mapEach(given, (value, label) => mapText(value, { kind: labelKind(label) }, place));
    case 'any':
      return mapAny(given, place);
    case 'group':
      return mapGroup(given, field, place);
  }
}

function mapText(
  given: unknown,
  names: { readonly kind?: string | undefined; readonly as?: 'host' } | undefined,
  place: Place,
): unknown {
  if (names?.kind === undefined) return given;
  if (Array.isArray(given)) return mapItems(given, (item) => mapText(item, names, place));
  if (typeof given !== 'string') return given;
  if (names.as === 'host') return mapHost(given, undefined, place.rename);
  return renamed({ kind: names.kind, name: given }, place) ?? given;
}

function mapGroup(given: unknown, field: GroupField, place: Place): unknown {
  if (Array.isArray(given)) return mapItems(given, (item) => mapGroup(item, field, place));
  if (!isRecord(given)) return given;
  const inside = mapEach(given, (value, name) => mapNames(value, fieldNamed(field, name), place)) as Fields;
  const selected = mapRequirement(inside, place);
  return field.names === undefined ? selected : mapReference(selected, field.names, place);
}

/** `{key, values}` of a selector: of such a label the names. By the field "metadata.name" nodes are selected alone. */
function mapRequirement(given: Fields, place: Place): Fields {
  const key = textOf(given['key']);
  const kind = key === 'metadata.name' ? 'Node' : labelKind(key ?? '');
  if (kind === undefined || !Array.isArray(given['values'])) return given;
  return mapEach(given, (value, name) => (name === 'values' ? mapText(value, { kind }, place) : value)) as Fields;
}

function mapReference(given: Fields, { kind: usual }: Names, place: Place): Fields {
  const kind = textOf(given['kind']) ?? usual;
  const name = textOf(given['name']);
  if (kind === undefined || name === undefined) return given;
  const version = textOf(given['apiVersion']);
  const group = given['group'] ?? given['apiGroup'] ?? (version === undefined ? undefined : apiGroup(version));
  const namespace = textOf(given['namespace']);
  const near = { ...place, namespace: namespace ?? place.namespace };
  const named = { kind, name, ...(typeof group === 'string' && { group }) };
  return mapEach(given, (value, field) => {
    if (field === 'name') return renamed(named, near) ?? value;
    if (field === 'namespace' && namespace !== undefined)
      return renamed({ kind: 'Namespace', name: namespace }, place) ?? value;
    return value;
  }) as Fields;
}

/** Of a kind that is not read: what says itself which object it names. */
function mapAny(given: unknown, place: Place): unknown {
  if (Array.isArray(given)) return mapItems(given, (item) => mapAny(item, place));
  if (!isRecord(given)) return given;
  const inside = mapEach(given, (value) => mapAny(value, place)) as Fields;
  return mapReference(inside, {}, place);
}

/**
 * A host name with other names of the Service, its Namespace and its pod in it. `namespace`: of the pod that asks for it, which need not
 * say all; absent: it is taken as it is. // github.com/kubernetes/dns docs/specification.md
 */
export function mapHost(host: string, namespace: string | undefined, rename: Rename): string {
  const labels = host.split('.');
  for (const at of readingsOf(labels, namespace)) {
    const own = labels[at] ?? namespace ?? '';
    const call = (kind: string, step: number): void => {
      const name = labels[at - step];
      if (name !== undefined) named[at - step] = rename({ kind, name, namespace: own }) ?? name;
    };
    const named = [...labels];
    call('Namespace', 0);
    call('Service', 1);
    call('Pod', 2);
    const next = named.join('.');
    if (next !== host) return next;
  }
  return host;
}

/** Which label may be the namespace; one past the last: it is not said. Before it stands the Service, and before that a pod. */
function readingsOf(labels: readonly string[], namespace: string | undefined): readonly number[] {
  const marked = labels.indexOf('svc');
  if (marked >= 2) return [marked - 1];
  if (namespace === undefined) return [];
  return [labels.length - 1, labels.length].filter((at) => at === 1 || at === 2);
}

const labelKind = (label: string): string | undefined =>
  Object.hasOwn(NAME_LABELS, label) ? NAME_LABELS[label] : undefined;

function renamed(named: Omit<NamedObject, 'namespace'>, { namespace, rename }: Place): string | undefined {
  return rename({ ...named, ...(namespace !== undefined && { namespace }) });
}

function mapItems(given: readonly unknown[], map: (item: unknown) => unknown): readonly unknown[] {
  const found = given.map(map);
  return found.every((each, at) => each === given[at]) ? given : found;
}

function mapEach(given: unknown, map: (value: unknown, name: string) => unknown): unknown {
  if (!isRecord(given)) return given;
  const entries = Object.entries(given).map(([name, value]) => [name, map(value, name)] as const);
  return entries.every(([name, value]) => value === given[name]) ? given : Object.fromEntries(entries);
}
