import { mapHost, type NamedObject, renameIn } from '../../engine/fields.ts';
import { parseTarget } from '../../engine/names.ts';
import {
  apiGroup,
  type Cluster,
  type Intervention,
  KINDS,
  type ObjectRef,
  objectKey,
  parseObjectKey,
  type RawObject,
} from '../../engine/objects.ts';
import type { RequestSource } from '../../engine/requests.ts';
import { checkNames } from '../../manifests/checks/check-names.ts';
import type { NameProblem } from '../../manifests/checks/check-details.ts';
import type { SavedRequest, ScenarioDocument } from '../../scenario/document/document.ts';
import { urlWithHost } from '../urls/url-with-host.ts';
import { findObject, objectsOf } from './board-objects.ts';
import { fieldsAt, listAt, withField } from './fields.ts';

/** undefined: it can be called so. */
export function nameProblem(document: ScenarioDocument, ref: ObjectRef, name: string): NameProblem | undefined {
  const [wrong] = checkNames({ kind: ref.kind, name }).problems;
  if (wrong !== undefined) {
    const { form, most } = wrong.detail;
    return { is: 'FORM', form, name, ...(most !== undefined && { most }) };
  }
  const other = name === ref.name ? undefined : findObject(document, { ...ref, name });
  return other && { is: 'TAKEN', kind: ref.kind, group: apiGroup(other.object.apiVersion), name };
}

/** The pods that a document comes to. */
export type PodsOf = (document: ScenarioDocument) => Pick<Cluster, 'pods'>['pods'];

/**
 * Gives an object another name, and that to all that names it: every field of which its kind says so, saved requests, what was done to
 * the cluster, places on the board. Pods that are called otherwise then, as controllers name them, keep all of that too. The same
 * document when it is not there.
 */
export function renameObject(
  document: ScenarioDocument,
  ref: ObjectRef,
  name: string,
  podsOf: PodsOf,
): ScenarioDocument {
  const found = findObject(document, ref);
  if (name === ref.name || found === undefined) return document;
  const own: Renaming = {
    names: new Map([[objectKey(ref), name]]),
    group: { of: ref, is: apiGroup(found.object.apiVersion) },
  };
  const named = objectsOf(document).map((each) =>
    each.object === found.object ? withName(each.object, name) : each.object,
  );
  const once = renameAll({ ...document, objects: named }, own);
  const pods = podNames(podsOf(document), podsOf(once), own);
  return pods.size === 0 ? once : renameAll(once, { names: pods });
}

interface Renaming {
  /** Other names, by the keys of objects. */
  readonly names: ReadonlyMap<string, string>;
  /** The group of one of them: another group's kind may be called as its kind. */
  readonly group?: { readonly of: ObjectRef; readonly is: string };
}

function nameIn({ names, group }: Renaming, { kind, namespace, name, group: said }: NamedObject): string | undefined {
  if (said !== undefined && kind === group?.of.kind && said !== group.is) return undefined;
  const near = namespace === undefined ? undefined : names.get(objectKey({ kind, namespace, name }));
  return near ?? names.get(objectKey({ kind, name }));
}

function renameAll(document: ScenarioDocument, renaming: Renaming): ScenarioDocument {
  const rename = (named: NamedObject): string | undefined => nameIn(renaming, named);
  const refAnew = (ref: ObjectRef): ObjectRef => {
    const { namespace } = ref;
    const space =
      namespace === undefined ? {} : { namespace: rename({ kind: 'Namespace', name: namespace }) ?? namespace };
    return { ...ref, name: rename(ref) ?? ref.name, ...space };
  };
  const elementAnew = (id: string): string => {
    const ref = parseObjectKey(id);
    return ref === undefined ? id : objectKey(refAnew(ref));
  };
  return {
    ...document,
    objects: objectsOf(document).map(({ ref, object }) => renameIn(object, ref.namespace, rename)),
    ...(document.texts && {
      texts: Object.fromEntries(Object.entries(document.texts).map(([key, text]) => [elementAnew(key), text])),
    }),
    layout: renamePositions(document.layout, elementAnew),
    interventions: document.interventions.map((each) => interventionAnew(each, refAnew)),
    requests: document.requests.map((request) => requestAnew(request, refAnew, rename)),
  };
}

/** The same positions under the names that their elements have now. */
function renamePositions(
  layout: ScenarioDocument['layout'],
  nameOf: (id: string) => string,
): ScenarioDocument['layout'] {
  const renamed = (key: string): string => {
    const at = key.indexOf('|') + 1;
    return key.slice(0, at) + nameOf(key.slice(at));
  };
  return Object.fromEntries(Object.entries(layout).map(([key, position]) => [renamed(key), position]));
}

type RefAnew = (ref: ObjectRef) => ObjectRef;

function interventionAnew(each: Intervention, refAnew: RefAnew): Intervention {
  const { namespace = each.namespace, name: pod } = refAnew({ kind: 'Pod', namespace: each.namespace, name: each.pod });
  const at = 'node' in each ? { node: refAnew({ kind: 'Node', name: each.node }).name } : {};
  return { ...each, namespace, pod, ...at };
}

function requestAnew(
  request: SavedRequest,
  refAnew: RefAnew,
  rename: (named: NamedObject) => string | undefined,
): SavedRequest {
  const { from, to, via } = request;
  const asking = 'pod' in from ? from.pod.split('/')[0] : undefined;
  return {
    ...request,
    from: sourceAnew(from, refAnew),
    to: asking === undefined ? to : urlAnew(to, (host) => mapHost(host, asking, rename)),
    ...(via !== undefined && { via: viaAnew(via, refAnew) }),
  };
}

function sourceAnew(from: RequestSource, refAnew: RefAnew): RequestSource {
  if ('pod' in from) {
    const [namespace = '', name = ''] = from.pod.split('/');
    const pod = refAnew({ kind: 'Pod', namespace, name });
    return { ...from, pod: `${pod.namespace ?? namespace}/${pod.name}` };
  }
  if ('node' in from) return { ...from, node: refAnew({ kind: 'Node', name: from.node }).name };
  return 'enters' in from ? { ...from, enters: refAnew({ kind: 'Node', name: from.enters }).name } : from;
}

function urlAnew(url: string, hostAnew: (host: string) => string): string {
  const target = parseTarget(url);
  if (!target.ok || target.value.ip !== undefined) return url;
  const { host } = target.value;
  return urlWithHost(url, host, hostAnew(host));
}

/** "gateway/shop/edge/http": a kind in small letters, and perhaps a listener. */
function viaAnew(via: string, refAnew: RefAnew): string {
  const [kind = '', namespace = '', name = '', ...listener] = via.split('/');
  const known = KINDS.find((each) => each.kind.toLowerCase() === kind);
  if (known === undefined) return via;
  const entry = refAnew({ kind: known.kind, namespace, name });
  return [kind, entry.namespace ?? namespace, entry.name, ...listener].join('/');
}

/** Pods that are called otherwise than before, one after the other of each workload. */
function podNames(before: readonly Made[], after: readonly Made[], renaming: Renaming): ReadonlyMap<string, string> {
  const left = byWorkload(after, (ref) => ref);
  const now = byWorkload(before, (ref) => ({
    ...ref,
    name: nameIn(renaming, ref) ?? ref.name,
    ...(ref.namespace !== undefined && {
      namespace: nameIn(renaming, { kind: 'Namespace', name: ref.namespace }) ?? ref.namespace,
    }),
  }));
  return new Map(
    [...now].flatMap(([key, pods]) =>
      pods.flatMap(({ name }, at): readonly (readonly [string, string])[] => {
        const pod = left.get(key)?.[at];
        if (pod === undefined || pod.name === name) return [];
        return [[objectKey({ kind: 'Pod', namespace: pod.namespace, name }), pod.name]];
      }),
    ),
  );
}

type Made = ReturnType<PodsOf>[number];

function byWorkload(pods: readonly Made[], refAnew: RefAnew): ReadonlyMap<string, readonly Made[]> {
  const found = new Map<string, Made[]>();
  for (const pod of pods) {
    const key = objectKey(refAnew(pod.workload));
    const known = found.get(key);
    if (known === undefined) found.set(key, [pod]);
    else known.push(pod);
  }
  return found;
}

/** With its name also where a kubelet says it; of labels it is told by their fields. */
function withName(object: RawObject, name: string): RawObject {
  const before = object.metadata.name;
  const renamed = { ...object, metadata: { ...object.metadata, name } };
  const addresses = listAt(fieldsAt(object, 'status')['addresses']);
  const isHostname = ({ type, address }: (typeof addresses)[number]): boolean =>
    type === 'Hostname' && address === before;
  if (object.kind !== 'Node' || !addresses.some(isHostname)) return renamed;
  const anew = addresses.map((each) => (isHostname(each) ? { ...each, address: name } : each));
  return withField(renamed, ['status', 'addresses'], anew);
}
