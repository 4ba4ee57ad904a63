import type { ElementId } from '../../../../scenario/document/document.ts';
import type { Burst, Flight } from '../../../../simulation/playback/burst.ts';
import { endingsOf } from '../../../../simulation/playback/endings.ts';
import type { Fate } from '../../../../simulation/playback/fate.ts';
import type { Timeline } from '../../../../simulation/playback/timeline.ts';
import type { Point } from '../../board/element.ts';
import { elementOfNamespace } from '../../board/element.ts';
import { choiceAt } from '../places/candidates.ts';
import type { Stage } from '../places/place.ts';

/** What of a burst has come somewhere so far. */
export interface Counts {
  /** Tells one state of them from another. */
  readonly key: string;
  readonly places: ReadonlyMap<ElementId, Readonly<Partial<Record<Fate, number>>>>;
  readonly services: ReadonlyMap<ElementId, ServiceCount>;
}

/** How many requests a Service sent on, and how many of them to each of its endpoints. */
export interface ServiceCount {
  readonly total: number;
  readonly endpoints: ReadonlyMap<ElementId, { readonly count: number; readonly way: readonly Point[] }>;
}

/** At a time since the first request set off, in milliseconds, one comes to its end somewhere, or a Service sends it on. */
type Event = { readonly at: number } & (
  | { readonly place: ElementId; readonly fate: Fate }
  | { readonly service: ElementId; readonly pod: ElementId; readonly way: readonly Point[] }
);

interface Tally {
  readonly places: Map<ElementId, Partial<Record<Fate, number>>>;
  readonly services: Map<
    ElementId,
    { total: number; readonly endpoints: Map<ElementId, { count: number; readonly way: readonly Point[] }> }
  >;
}

/**
 * Counts the requests of a burst as far as they have come at a time, in milliseconds since the first set off. What was counted once is
 * not counted again as long as time goes on: the result holds until the next call.
 */
export function createCounter(stage: Stage, { flights }: Burst): (now: number) => Counts {
  const events = eventsOf(stage, flights);
  let tally = startTally();
  let counted = 0;
  return (now) => {
    if ((events[counted - 1]?.at ?? now) > now) {
      tally = startTally();
      counted = 0;
    }
    for (let event = events[counted]; event !== undefined && event.at <= now; event = events[counted]) {
      add(tally, event);
      counted += 1;
    }
    return { key: `${counted}`, ...tally };
  };
}

function startTally(): Tally {
  return { places: new Map(), services: new Map() };
}

function add({ places, services }: Tally, event: Event): void {
  if ('fate' in event) {
    const place = places.get(event.place) ?? {};
    place[event.fate] = (place[event.fate] ?? 0) + 1;
    places.set(event.place, place);
    return;
  }
  const sent = services.get(event.service) ?? { total: 0, endpoints: new Map() };
  const endpoint = sent.endpoints.get(event.pod) ?? { count: 0, way: event.way };
  sent.total += 1;
  endpoint.count += 1;
  sent.endpoints.set(event.pod, endpoint);
  services.set(event.service, sent);
}

/** In the order of time. */
function eventsOf(stage: Stage, flights: readonly Flight[]): readonly Event[] {
  const known = new Map<Timeline, readonly Event[]>();
  const events = flights.flatMap(({ timeline, offset, haste = 1 }): readonly Event[] => {
    // A way that stands for others that are alike says nothing of where those lead.
    if (timeline.outcome.ways !== undefined) return [];
    const own = known.get(timeline) ?? [...arrivalsOf(timeline), ...picksOf(stage, timeline)];
    known.set(timeline, own);
    return own.map((event) => ({ ...event, at: offset + event.at / haste }));
  });
  return events.toSorted((a, b) => a.at - b.at);
}

function arrivalsOf(timeline: Timeline): readonly Event[] {
  return endingsOf(timeline).map(({ namespace, at, fate }) => ({ at, fate, place: elementOfNamespace(namespace) }));
}

/** Which endpoints of which Services a request was sent to. */
function picksOf({ board }: Stage, timeline: Timeline): readonly Event[] {
  return timeline.cues.flatMap((cue) => {
    const choice = choiceAt(board, { timeline, result: undefined }, cue);
    const chosen = choice?.candidates.find((each) => each.chosen);
    if (choice?.service === undefined || chosen === undefined) return [];
    return [{ at: cue.start, service: choice.service, pod: chosen.pod, way: chosen.way }];
  });
}
