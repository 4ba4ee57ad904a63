import type { ElementId } from '../../../scenario/document/document.ts';
import type { Burst } from '../../../simulation/playback/burst.ts';
import { endingsOf, type Fate } from '../../../simulation/playback/fates.ts';
import type { Timeline } from '../../../simulation/playback/timeline.ts';
import type { Point } from '../board/element.ts';
import { elementOfNamespace } from '../board/element.ts';
import { choiceAt } from './candidates.ts';
import type { Stage } from './place.ts';

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

interface Pick {
  readonly at: number;
  readonly service: ElementId;
  readonly pod: ElementId;
  readonly way: readonly Point[];
}

/** Counts the requests of a burst as far as they have come at a time, in milliseconds since the first set off. */
export function createCounter(stage: Stage, { flights }: Burst): (now: number) => Counts {
  const picks = new Map<Timeline, readonly Pick[]>();
  // A way that stands for others that are alike says nothing of where those lead.
  const told = flights.filter(({ timeline }) => timeline.outcome.ways === undefined);
  for (const { timeline } of told) if (!picks.has(timeline)) picks.set(timeline, picksOf(stage, timeline));
  return (now) => {
    const places = new Map<ElementId, Partial<Record<Fate, number>>>();
    const services = new Map<
      ElementId,
      { total: number; endpoints: Map<ElementId, { count: number; way: readonly Point[] }> }
    >();
    let events = 0;
    for (const { timeline, offset, haste = 1 } of told) {
      const time = (now - offset) * haste;
      for (const { namespace, at, fate } of endingsOf(timeline)) {
        if (at > time) continue;
        events += 1;
        const place = places.get(elementOfNamespace(namespace)) ?? {};
        places.set(elementOfNamespace(namespace), { ...place, [fate]: (place[fate] ?? 0) + 1 });
      }
      for (const { at, service, pod, way } of picks.get(timeline) ?? []) {
        if (at > time) continue;
        events += 1;
        const sent = services.get(service) ?? { total: 0, endpoints: new Map() };
        sent.total += 1;
        sent.endpoints.set(pod, { count: (sent.endpoints.get(pod)?.count ?? 0) + 1, way });
        services.set(service, sent);
      }
    }
    // Nothing that was counted goes away again.
    return { key: `${events}`, places, services };
  };
}

/** Which endpoints of which Services a request was sent to. */
function picksOf({ board }: Stage, timeline: Timeline): readonly Pick[] {
  return timeline.cues.flatMap((cue) => {
    const choice = choiceAt(board, { timeline, result: undefined }, cue);
    const chosen = choice?.candidates.find((each) => each.chosen);
    if (choice?.service === undefined || chosen === undefined) return [];
    return [{ at: cue.start, service: choice.service, pod: chosen.pod, way: chosen.way }];
  });
}
