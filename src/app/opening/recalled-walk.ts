import type { TraceResult } from '../../engine/engine.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';

/** The element of the page that holds what its first request comes to. */
const ELEMENT = 'first-walk';

/** What an engine without programs finds for one request of one document. */
interface RecordedWalk {
  /** All that the result depends on, as text. */
  readonly asked: string;
  readonly result: TraceResult;
}

export function recordWalk(document: ScenarioDocument, request: TraceRequest, result: TraceResult): string {
  const recorded: RecordedWalk = { asked: askedOf(document, request), result };
  return packValue(recorded);
}

/** Recalls the walk that came with the page, for the very request of the very document; undefined: none came. */
export function readRecordedWalk():
  | ((document: ScenarioDocument, request: TraceRequest) => TraceResult | undefined)
  | undefined {
  const text = window.document.getElementById(ELEMENT)?.textContent;
  return text ? recallWalk(text) : undefined;
}

export function recallWalk(
  text: string,
): (document: ScenarioDocument, request: TraceRequest) => TraceResult | undefined {
  let read: RecordedWalk | undefined;
  return (document, request) => {
    read ??= unpackValue(text) as RecordedWalk;
    return read.asked === askedOf(document, request) ? read.result : undefined;
  };
}

/** A title tells people which request it is, and changes nothing. */
function askedOf({ objects, interventions, overrides }: ScenarioDocument, request: TraceRequest): string {
  return JSON.stringify([objects, interventions, overrides, { ...request, title: undefined }]);
}

/** A value of JSON as text, in which each object and each primitive stands once; equal texts are one, and identical objects stay identical. */
export function packValue(value: unknown): string {
  const places = new Map<unknown, number>();
  const table: unknown[] = [];
  const place = (each: unknown): number => {
    const known = places.get(each);
    if (known !== undefined) return known;
    const at = table.push(each) - 1;
    places.set(each, at);
    if (Array.isArray(each)) table[at] = each.map(place);
    else if (typeof each === 'object' && each !== null) {
      const stated = Object.entries(each).filter(([, inner]) => inner !== undefined);
      table[at] = Object.fromEntries(stated.map(([key, inner]) => [key, place(inner)]));
    }
    return at;
  };
  place(value);
  return JSON.stringify(table);
}

export function unpackValue(text: string): unknown {
  const table = JSON.parse(text) as readonly unknown[];
  const made = new Map<number, unknown>();
  const make = (at: number): unknown => {
    if (made.has(at)) return made.get(at);
    const packed = table[at];
    const value: unknown = typeof packed !== 'object' || packed === null ? packed : Array.isArray(packed) ? [] : {};
    made.set(at, value);
    if (typeof packed === 'object' && packed !== null)
      for (const [key, inner] of Object.entries(packed as Readonly<Record<string, number>>))
        (value as Record<string, unknown>)[key] = make(inner);
    return value;
  };
  return make(0);
}
