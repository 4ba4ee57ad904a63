import { memo } from 'react';
import type { TimeAxis } from '../../simulation/changes/change-axis.ts';
import type { Lane, PodSpanState } from '../../simulation/changes/change-lanes.ts';
import { useEventWords, seconds } from './event-words.ts';
import { useWords } from '../../ui/words.ts';

/** Full: ready. Open: not ready. Striped: on its way out. The colour of rejection: counts as ready, takes nothing. */
const SPANS: Readonly<Record<PodSpanState, string>> = {
  starting: 'border border-line-strong',
  ready: 'bg-muted',
  silent: 'bg-rejected',
  unready: 'border border-rejected',
  leaving: 'bg-[repeating-linear-gradient(115deg,var(--color-muted)_0_3px,transparent_3px_6px)]',
  stopped: 'border border-dashed border-line-strong',
};

const MARKS: Readonly<Record<Lane['kind'], string>> = {
  change: 'size-2 bg-accent rounded-[1px]',
  node: 'size-2 bg-rejected rounded-[1px]',
  pod: 'h-2 w-px bg-transparent',
  endpoints: 'size-2 rotate-45 bg-ink',
  proxy: 'size-[7px] rounded-full bg-ink',
  balancer: 'size-[7px] rounded-full bg-ink',
};

/** One lane: what its pod was like, or when something happened. */
export const LaneTrack = memo(function LaneTrack({ lane, axis }: { readonly lane: Lane; readonly axis: TimeAxis }) {
  const words = useWords('changes');
  const eventWords = useEventWords();
  const share = (time: number): number => (axis.toShown(time) / axis.length) * 100;
  const marks = lane.kind === 'pod' ? [] : lane.marks;
  return (
    <div className="relative h-4 border-b border-line/60">
      {lane.spans.map(({ from, to, state }) => (
        <div
          key={from}
          title={words.chart.span(words.chart.spans[state], seconds(to - from))}
          className={`absolute top-1 h-2 ${SPANS[state]}`}
          style={{ left: `${share(from)}%`, width: `calc(${share(to) - share(from)}% - 1px)` }}
        />
      ))}
      {marks.map((event, index) => (
        <div
          key={index}
          title={eventWords(event)}
          className={`absolute top-1/2 -translate-x-1/2 -translate-y-1/2 ${MARKS[lane.kind]}`}
          style={{ left: `${share(event.at)}%` }}
        />
      ))}
    </div>
  );
});
