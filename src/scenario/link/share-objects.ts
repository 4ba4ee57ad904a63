import { namingAnnotations, projectObject, holdsName } from '../../engine/fields.ts';
import { hasBearing, type RawObject, type ClusterOverrides } from '../../engine/objects.ts';
import { isRecord, recordOf, scalarText } from '../../engine/text.ts';
import { storedThatEnter } from './stored-services.ts';

/**
 * The objects as they enter a link: of each what its kind's fields say (engine/kubernetes/fields). Of a Secret that an Ingress or
 * Gateway names, and of certificates that such a Gateway could have named, it enters that they exist; other Secrets stay out.
 */
export function shareObjects(objects: readonly RawObject[], overrides: ClusterOverrides = {}): readonly RawObject[] {
  const enters = secretsThatEnter(objects);
  const isStored = storedThatEnter(objects, overrides);
  const names = objects.flatMap(({ apiVersion, kind, metadata: { namespace = '', name } }) =>
    hasBearing(apiVersion, kind) ? [] : [name, `${namespace}-${name}`],
  );
  return objects.filter(enters).map((object) => {
    const shared = withNames(projectObject(object), object, names);
    return isStored(object) ? shared : withoutIdentity(shared);
  });
}

function withoutIdentity(shared: RawObject): RawObject {
  const { uid, resourceVersion, ...metadata } = shared.metadata;
  return uid === undefined && resourceVersion === undefined ? shared : { ...shared, metadata };
}

const ENTRY = /^(Service|Ingress|Gateway|.*Route)$/;

/** With the annotations that name objects of the link which are not read: of their values the names. */
function withNames(shared: RawObject, object: RawObject, names: readonly string[]): RawObject {
  if (names.length === 0 || !ENTRY.test(object.kind) || !isRecord(object.metadata.annotations)) return shared;
  const known = shared.metadata.annotations ?? {};
  const naming = Object.entries(namingAnnotations(object.metadata.annotations)).flatMap(([key, value]) => {
    const held = [...new Set(names.filter((name) => holdsName(value, name, '@')))];
    return held.length === 0 || Object.hasOwn(known, key) ? [] : [[key, held.join(',')] as const];
  });
  if (naming.length === 0) return shared;
  return { ...shared, metadata: { ...shared.metadata, annotations: { ...known, ...Object.fromEntries(naming) } } };
}

/** Tells the objects that enter a link from the Secrets that do not. */
export function secretsThatEnter(objects: readonly RawObject[]): (object: RawObject) => boolean {
  const named = new Set(objects.flatMap(secretsOf));
  return ({ kind, type, metadata }) => {
    if (kind !== 'Secret') return true;
    const certificate = type === undefined || type === 'kubernetes.io/tls';
    const place = metadata.namespace ?? '';
    return named.has(`${place}/${metadata.name}`) || (certificate && named.has(`${place}/`));
  };
}

/** "NAMESPACE/NAME" of the Secrets an object names; "NAMESPACE/" where another would have done as well. */
function secretsOf({ kind, metadata, spec }: RawObject): readonly string[] {
  const own = metadata.namespace ?? '';
  if (kind === 'Ingress') {
    return recordsOf(recordOf(spec)['tls']).map(({ secretName }) => `${own}/${scalarText(secretName) ?? '-'}`);
  }
  if (kind !== 'Gateway' && kind !== 'ListenerSet') return [];
  const listeners = recordsOf(recordOf(spec)['listeners']);
  return listeners
    .flatMap(({ tls }) => recordsOf(recordOf(tls)['certificateRefs']))
    .flatMap(({ namespace, name }) => {
      const place = typeof namespace === 'string' ? namespace : own;
      return [`${place}/${scalarText(name) ?? '-'}`, `${place}/`];
    });
}

function recordsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}
