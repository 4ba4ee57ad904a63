import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { TimeAxis } from '../../simulation/changes/change-axis.ts';
import { lanesOf } from '../../simulation/changes/change-lanes.ts';
import { findGaps } from '../../engine/changes.ts';
import type { ChangeSession } from '../../simulation/changes/change-session.ts';
import type { OpenTimeline } from '../../simulation/changes/change-store.ts';
import { axisTicks } from './axis-ticks.ts';
import { useEventWords, laneName, seconds, sinceChange } from './event-words.ts';
import { LaneTrack } from './LaneTrack.tsx';
import { Sparkline } from './Sparkline.tsx';
import { drawWhilePlaying } from '../../ui/page/draw-while-playing.ts';
import { useWords } from '../../ui/words.ts';

interface ChangeChartProps {
  readonly session: ChangeSession;
  readonly open: OpenTimeline;
}

const RESOLUTION = 1000;

/** Lanes of what happens, one below the other on the same line of time, with the gap shaded and the requests at the foot. */
export function ChangeChart({ session, open }: ChangeChartProps) {
  const words = useWords('changes');
  const { timeline, axis } = open;
  const lanes = useMemo(() => lanesOf(timeline), [timeline]);
  const gaps = useMemo(() => findGaps(timeline), [timeline]);
  return (
    <div className="min-h-0 overflow-y-auto px-3 pb-1 md:px-4">
      <div className="grid grid-cols-[4.5rem_minmax(0,1fr)] md:grid-cols-[10rem_minmax(0,1fr)]">
        <div className="sticky top-0 z-3 col-span-2 col-start-1 row-start-1 grid grid-cols-subgrid items-end bg-surface pb-1">
          <div className="text-small leading-4 text-muted">{words.chart.requests}</div>
          <div>
            <Ticks axis={axis} first={timeline.events[0]?.at ?? 0} />
            <Sparkline session={session} axis={axis} />
          </div>
        </div>
        <div className="col-start-1 row-start-2 max-md:hidden">
          {lanes.map((lane) => (
            <div
              key={lane.key}
              className="h-4 truncate pr-2 text-small leading-4 text-muted"
              title={laneName(lane, words.chart.lanes)}
            >
              {lane.kind === 'pod' ? (
                <Tail text={laneName(lane, words.chart.lanes)} />
              ) : (
                laneName(lane, words.chart.lanes)
              )}
            </div>
          ))}
        </div>
        <div className="relative col-start-2 row-start-2 max-md:hidden" aria-hidden>
          {gaps.map(({ from, to }) => (
            <div
              key={from}
              title={words.chart.gap(seconds(to - from))}
              className="absolute inset-y-0 bg-rejected-soft"
              style={place(axis, from, to)}
            />
          ))}
          {lanes.map((lane) => (
            <LaneTrack key={lane.key} lane={lane} axis={axis} />
          ))}
        </div>
        <div className="pointer-events-none relative z-4 col-start-2 row-span-2 row-start-1">
          <Cursor session={session} axis={axis} />
        </div>
      </div>
    </div>
  );
}

function place(axis: TimeAxis, from: number, to: number) {
  const left = (axis.toShown(from) / axis.length) * 100;
  return { left: `${left}%`, width: `max(1px, ${(axis.toShown(to) / axis.length) * 100 - left}%)` };
}

/** The end of a pod's name tells it from its siblings. */
function Tail({ text }: { readonly text: string }) {
  return (
    <span className="flex min-w-0">
      <span className="truncate">{text.slice(0, -6)}</span>
      <span className="shrink-0">{text.slice(-6)}</span>
    </span>
  );
}

/** Seconds since the first change, and where time is shown shortened. */
function Ticks({ axis, first }: { readonly axis: TimeAxis; readonly first: number }) {
  const words = useWords('changes');
  return (
    <div aria-hidden className="relative h-4 text-[0.75rem] leading-4 text-faint">
      {axisTicks(axis, first).map(({ at, label }) => (
        <span
          key={at}
          className="absolute -translate-x-1/2 whitespace-nowrap max-sm:even:hidden"
          style={{ left: `${at * 100}%` }}
        >
          {label}
        </span>
      ))}
      {axis.breaks.map(({ from, to, skipped }) => (
        <span
          key={from}
          title={words.chart.shortened(seconds(skipped))}
          className="absolute border-x border-dashed border-line-strong text-center"
          style={{ left: `${(from / axis.length) * 100}%`, width: `${((to - from) / axis.length) * 100}%` }}
        >
          ⋯
        </span>
      ))}
    </div>
  );
}

/** The line at the time that is shown, and the slider to move it by hand or by keys. */
function Cursor({ session: { changes }, axis }: { readonly session: ChangeSession; readonly axis: TimeAxis }) {
  const words = useWords('changes');
  const line = useRef<HTMLDivElement>(null);
  const happened = useStore(changes, (state) => state.happened);
  const event = useStore(changes, ({ open }) => open?.timeline.events[happened - 1]);
  const first = useStore(changes, (state) => state.changes[0]?.at ?? 0);
  useEffect(() => {
    const draw = (): void => {
      const share = axis.toShown(changes.getState().time()) / axis.length;
      if (line.current !== null) line.current.style.left = `${share * 100}%`;
    };
    return drawWhilePlaying(changes, draw);
  }, [changes, axis]);
  const eventWords = useEventWords();
  const now = event?.at ?? 0;
  return (
    <>
      <div ref={line} aria-hidden className="absolute inset-y-0 z-1 w-px -translate-x-px bg-ink">
        <div className="absolute -top-px -left-[3px] size-[7px] rounded-full bg-ink" />
      </div>
      <input
        type="range"
        aria-label={words.chart.position}
        aria-valuetext={
          event === undefined ? words.before : words.chart.now(sinceChange(now, first), eventWords(event))
        }
        className="pointer-events-auto absolute inset-0 z-2 size-full cursor-pointer opacity-0"
        min={0}
        max={RESOLUTION}
        value={Math.round((axis.toShown(now) / axis.length) * RESOLUTION)}
        onChange={(change) =>
          changes.getState().seek(axis.toTime((Number(change.target.value) / RESOLUTION) * axis.length))
        }
        onKeyDown={(key) => {
          const step = STEPS[key.key];
          if (step === undefined) return;
          key.preventDefault();
          key.stopPropagation();
          if (typeof step === 'number') changes.getState().stepEvent(step);
          else changes.getState().seek(step === 'first' ? 0 : Number.MAX_SAFE_INTEGER);
        }}
      />
    </>
  );
}

const STEPS: Readonly<Record<string, 1 | -1 | 'first' | 'last'>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  Home: 'first',
  End: 'last',
};
