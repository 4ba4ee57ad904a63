import { createMoments, type Moment } from '../../kubernetes/changes/moment.ts';
import type { Timeline } from '../../kubernetes/changes/plan-changes.ts';
import type { Network } from '../../linux/namespace/namespace.ts';
import { EXPLAINING } from '../engine/explaining.ts';
import { joinPrograms, type Programs } from '../engine/programs.ts';
import { createRouter, type Router } from '../engine/router.ts';
import { createExplain } from './explain-moment.ts';

/** The routing engine over the moments of a timeline. */
export interface TimelineRouters {
  /** At `time` milliseconds; the same router as long as nothing happens. */
  readonly at: (time: number) => Router;
  readonly momentAt: (time: number) => Moment;
}

const MOST_KEPT = 200;

/**
 * A router for every moment. A request is walked whole in the moment it is sent.
 * Simplification: only new connections are walked; one that is open goes on to the pod it has, as conntrack holds it there.
 * Simplification: a packet without an answer is not sent again, where a client's kernel repeats its SYN after 1 s, 3 s, 7 s …
 */
export function createTimelineRouters(timeline: Timeline, given: Programs): TimelineRouters {
  // A timeline is there to explain failures: what tells their causes comes with it.
  const programs = joinPrograms(given, EXPLAINING);
  const moments = createMoments(timeline);
  const routers = new Map<number, Router>();
  let previous: Network | undefined;
  let now = 0;
  return {
    momentAt: moments.at,
    at: (time) => {
      now = time;
      const moment = moments.at(time);
      let router = routers.get(moment.happened);
      if (router === undefined) {
        const explain = createExplain(timeline, moment, () => now);
        const reused = previous === undefined ? {} : { previous };
        router = createRouter(moment.cluster, programs, { ...reused, views: moment, explain });
        previous = router.network;
        if (routers.size >= MOST_KEPT) routers.clear();
        routers.set(moment.happened, router);
      }
      return router;
    },
  };
}
