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

/**
 * What somebody wrote in the place of an object, with what its text does not show (see {@link cleanObject}): as kubectl apply leaves
 * it. An address that was given for something else is given anew.
 */
export function withHidden(before: RawObject, after: RawObject): RawObject {
  const hidden = Object.entries(before.metadata).filter(([name]) => SERVER_SET.has(name));
  const metadata = { ...Object.fromEntries(hidden), ...after.metadata };
  if (before.status === undefined || GIVEN_FOR[after.kind]?.some((field) => !isSameField(before, after, field)))
    return { ...after, metadata };
  if (after.kind === 'Node') return { ...after, metadata, status: shownStatus(before.status, after.status) };
  return { ...after, metadata, status: after.status ?? before.status };
}

/** Fields of a spec by which a controller or a kubelet has given the addresses in the status. */
const GIVEN_FOR: Readonly<Record<string, readonly string[]>> = {
  Pod: ['nodeName', 'hostNetwork'],
  Service: ['type', 'loadBalancerIP', 'loadBalancerClass'],
};

function isSameField(before: RawObject, after: RawObject, field: string): boolean {
  const fieldOf = ({ spec }: RawObject): unknown => (spec as Fields | undefined)?.[field];
  return fieldOf(before) === fieldOf(after);
}

/** Of a Node's status the addresses are shown, and are what was written. */
function shownStatus(before: unknown, after: unknown): unknown {
  if (typeof before !== 'object' || before === null) return after;
  const { addresses: _shown, ...rest } = before as Fields;
  return { ...rest, ...(typeof after === 'object' ? after : {}) };
}
