import { projectObject } from '../../engine/kubernetes/fields/kinds.ts';
import type { RawObject } from '../../engine/kubernetes/object.ts';
import { recordOf } from '../../engine/kubernetes/reader.ts';

/**
 * The objects as they enter a link: of each what its kind's fields say (engine/kubernetes/fields). Of a Secret that an Ingress or
 * Gateway names, and of certificates that such a Gateway could have named, it enters that they exist; other Secrets stay out.
 */
export function shareObjects(objects: readonly RawObject[]): readonly RawObject[] {
  const enters = secretsThatEnter(objects);
  return objects.filter(enters).map((object) => projectObject(object));
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
    return recordsOf(recordOf(spec)['tls']).map(({ secretName }) => `${own}/${String(secretName)}`);
  }
  if (kind !== 'Gateway' && kind !== 'ListenerSet') return [];
  const listeners = recordsOf(recordOf(spec)['listeners']);
  return listeners
    .flatMap(({ tls }) => recordsOf(recordOf(tls)['certificateRefs']))
    .flatMap(({ namespace, name }) => {
      const place = typeof namespace === 'string' ? namespace : own;
      return [`${place}/${String(name)}`, `${place}/`];
    });
}

function recordsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}
