import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { TimeAxis } from '../../simulation/changes/change-axis.ts';
import type { ChangeSession } from '../../simulation/changes/change-session.ts';
import { bucketTraffic } from './traffic-buckets.ts';

const MOST_BUCKETS = 120;
const HEIGHT = 16;

/** Requests along the line of time: what share of them succeeded, and what share failed. */
export function Sparkline({
  session: { traffic },
  axis,
}: {
  readonly session: ChangeSession;
  readonly axis: TimeAxis;
}) {
  const results = useStore(traffic, (state) => state.results);
  const rate = useStore(traffic, (state) => state.rate);
  // Not more than there are requests: empty ones would look like a pause.
  const count = Math.max(1, Math.min(MOST_BUCKETS, Math.floor((axis.length / 1000) * rate)));
  const buckets = useMemo(() => bucketTraffic(results, axis, count), [results, axis, count]);
  return (
    <svg
      aria-hidden
      className="h-4 w-full"
      viewBox={`0 0 ${count} ${HEIGHT}`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
    >
      {buckets.map(({ sent, failed }, index) => {
        if (sent === 0) return null;
        const bad = (failed / sent) * HEIGHT;
        return (
          <g key={index}>
            <rect x={index} width={0.8} y={0} height={HEIGHT - bad} className="fill-reply opacity-50" />
            <rect x={index} width={0.8} y={HEIGHT - bad} height={bad} className="fill-rejected" />
          </g>
        );
      })}
    </svg>
  );
}
