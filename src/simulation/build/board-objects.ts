import { isNamespaced, type ObjectRef, objectKey, type RawObject } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { fieldsAt, labelsAt, listAt, refOf } from './fields.ts';

/** Kinds whose pods a Service selects by labels. */
const WITH_PODS: readonly string[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Pod',
];
const SYSTEM = /^kube-|^gke-managed|^calico-|-system$/;

/** An object of a board with what names it. */
export interface BoardObject {
  readonly ref: ObjectRef;
  readonly object: RawObject;
}

/** The namespace of objects that name none. */
export function homeOf({ overrides }: Pick<ScenarioDocument, 'overrides'>): string {
  return overrides.defaultNamespace ?? 'default';
}

/** All objects of a board, in their order. */
export function objectsOf(document: ScenarioDocument): readonly BoardObject[] {
  const home = homeOf(document);
  return document.objects.map((object) => ({
    ref: refOf(object, home, isNamespaced(object.apiVersion, object.kind)),
    object,
  }));
}

export function findObject(document: ScenarioDocument, ref: ObjectRef): BoardObject | undefined {
  const key = objectKey(ref);
  return objectsOf(document).find((each) => objectKey(each.ref) === key);
}

/** Where something new belongs: to what was added last, the machinery of the cluster aside. */
export function lastNamespace(document: ScenarioDocument): string {
  const last = objectsOf(document).findLast(({ ref: { kind, namespace, name } }) => {
    if (kind === 'Namespace') return !SYSTEM.test(name);
    return namespace !== undefined && !SYSTEM.test(namespace);
  });
  return last === undefined ? homeOf(document) : (last.ref.namespace ?? last.ref.name);
}

/** Whether pods come of it. */
export function hasPods({ kind }: ObjectRef): boolean {
  return WITH_PODS.includes(kind);
}

/** The labels that its pods have and no others: those that it selects them by, of a bare Pod its own. */
export function podLabels({ ref, object }: BoardObject): Readonly<Record<string, string>> {
  if (ref.kind === 'Pod') return labelsAt(object, 'metadata', 'labels');
  const selected = labelsAt(object, 'spec', 'selector', 'matchLabels');
  if (Object.keys(selected).length > 0) return selected;
  return labelsAt(object, 'spec', 'template', 'metadata', 'labels');
}

export interface PodPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol?: string;
}

/** The ports that its containers declare. */
export function podPorts({ ref, object }: BoardObject): readonly PodPort[] {
  const spec = ref.kind === 'Pod' ? fieldsAt(object, 'spec') : fieldsAt(object, 'spec', 'template', 'spec');
  return listAt(spec['containers']).flatMap((container) =>
    listAt(container['ports']).flatMap(({ name, containerPort, protocol }) =>
      typeof containerPort !== 'number'
        ? []
        : [
            {
              port: containerPort,
              ...(typeof name === 'string' && { name }),
              ...(typeof protocol === 'string' && { protocol }),
            },
          ],
    ),
  );
}

/** Whether a Service's selector takes these labels. */
export function selects(service: RawObject, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(labelsAt(service, 'spec', 'selector'));
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}

/** Names of the Services that an Ingress or a route sends to. */
export function backendsOf({ kind, spec }: RawObject): readonly string[] {
  const rules = listAt(fieldsAt({ spec }, 'spec')['rules']);
  const refs =
    kind === 'Ingress'
      ? rules.flatMap((rule) =>
          listAt(fieldsAt(rule, 'http')['paths']).map((path) => fieldsAt(path, 'backend', 'service')['name']),
        )
      : rules.flatMap((rule) => listAt(rule['backendRefs']).map(({ name }) => name));
  return refs.filter((name) => typeof name === 'string');
}
