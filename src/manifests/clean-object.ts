import { type RawObject, fileNameOf } from '../engine/objects.ts';
import { isRepetition } from './secrets.ts';

/** Metadata the API server sets. */
const SERVER_SET = new Set([
  'managedFields',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
]);

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a person would have written of an object: without status and what the API server sets, in kubectl's order
 * apiVersion, kind, metadata, spec, rest. A Node keeps its status: addresses are nowhere else.
 */
export function cleanObject(object: RawObject): RawObject {
  const { apiVersion, kind, metadata, spec, status, ...rest } = object;
  const cleaned: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(metadata)) if (!SERVER_SET.has(name)) cleaned[name] = value;
  if (metadata.annotations !== undefined) {
    const kept = Object.entries(metadata.annotations).filter(([name]) => !isRepetition(name));
    delete cleaned['annotations'];
    if (kept.length > 0) cleaned['annotations'] = Object.fromEntries(kept);
  }
  return {
    apiVersion,
    kind,
    metadata: { ...cleaned, name: metadata.name },
    ...(spec !== undefined && { spec }),
    ...rest,
    ...(kind === 'Node' && status !== undefined && { status: nodeStatus(status) }),
  };
}

/** Of a Node's status, what is not a measurement of a moment. */
function nodeStatus(status: unknown): unknown {
  if (typeof status !== 'object' || status === null) return status;
  const { addresses } = status as Fields;
  return addresses === undefined ? {} : { addresses };
}

/** As {@link cleanObject}, as the file it came from has it: component configurations carry no metadata. */
export function objectForFile(object: RawObject): Fields {
  const cleaned = cleanObject(object);
  if (fileNameOf(object.apiVersion, object.kind) !== object.metadata.name) return cleaned;
  const { metadata: _metadata, ...configuration } = cleaned;
  return configuration;
}
