import type { NotConsidered } from '../../engine/outcomes.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import type { TraceResult } from '../../engine/engine.ts';
import type { ElementId } from '../../scenario/document/document.ts';
import { objectKey } from '../../engine/objects.ts';

type Marked = Pick<TraceResult, 'outcomes' | 'notConsidered'>;
type Marks = ReadonlyMap<ElementId, readonly NotConsidered[]>;

const NONE: Marks = new Map();
const known = new WeakMap<Marked, Marks>();

/**
 * What was not considered of a walk, by the elements it is about: the party it concerns, the object itself where that is on the
 * board, else both ends of the walk.
 */
export function notConsideredMarks(result: Marked | undefined, request: TraceRequest | undefined): Marks {
  if (result?.notConsidered === undefined || result.notConsidered.length === 0 || request === undefined) return NONE;
  const made = known.get(result) ?? createMarks(result, request);
  known.set(result, made);
  return made;
}

function createMarks({ outcomes, notConsidered = [] }: Marked, { from }: TraceRequest): Marks {
  const marks = new Map<ElementId, NotConsidered[]>();
  const ends = new Set<ElementId>([sourceElement(from), ...outcomes.flatMap(destinationElement)]);
  for (const each of notConsidered) {
    const about = each.of !== undefined ? [objectKey(each.of)] : ON_BOARD.has(each.object.kind) ? [] : ends;
    for (const id of new Set([objectKey(each.object), ...about])) marks.set(id, [...(marks.get(id) ?? []), each]);
  }
  return marks;
}

/** What has an element of its own is marked itself. */
const ON_BOARD: ReadonlySet<string> = new Set(['Pod', 'Node', 'Service', 'Ingress', 'Gateway', 'Route']);

function sourceElement(from: TraceRequest['from']): ElementId {
  if ('pod' in from) return `Pod/${from.pod}`;
  if ('node' in from) return `Node/${from.node}`;
  return 'enters' in from ? `Node/${from.enters}` : 'internet';
}

function destinationElement({ destination }: Marked['outcomes'][number]): readonly ElementId[] {
  if (destination === null) return [];
  const { kind, namespace, name } = destination;
  return kind === 'External'
    ? ['internet']
    : [objectKey({ kind, name, ...(namespace === undefined ? {} : { namespace }) })];
}
