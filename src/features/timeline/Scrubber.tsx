import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { carries } from '../../engine/outcomes.ts';
import { useDocument, usePlayback, useSimulation } from '../../simulation/workspace/context.ts';
import { cueHop, cueStep } from '../../simulation/playback/timeline.ts';
import type { PacketState } from '../../simulation/playback/cue.ts';
import { bandsOf, hopStarts } from './bands.ts';
import { drawWhilePlaying } from '../../ui/page/draw-while-playing.ts';
import { useWords } from '../../ui/words.ts';

const RESOLUTION = 1000;
const END_ROOM = 3;

/** The walk as a line to drag along: bands for request and reply, a tick per hop. */
export function Scrubber() {
  const words = useWords('player');
  const { playback } = useSimulation();
  const timeline = usePlayback((state) => state.timeline);
  const cue = usePlayback((state) => state.cue);
  const head = useHead();
  const bands = useMemo(() => (timeline === undefined ? [] : bandsOf(timeline)), [timeline]);
  const ticks = useMemo(() => (timeline === undefined ? [] : hopStarts(timeline)), [timeline]);
  const [isTold, setTold] = useState(false);
  const valueText = useValueText(isTold);

  const share =
    timeline === undefined || timeline.duration === 0 ? 0 : (timeline.cues[cue]?.start ?? 0) / timeline.duration;
  return (
    <div className="relative mx-1 h-8 min-w-12 flex-1 max-sm:order-1 max-sm:basis-full rounded has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <div className="pointer-events-none absolute inset-0" aria-hidden>
        <div className="absolute inset-x-0 top-1/2 h-1.5 -translate-y-1/2 overflow-hidden rounded-full bg-sunken">
          {bands.map((band) => (
            <div
              key={band.key}
              className={`absolute inset-y-0 opacity-50 ${BANDS[band.state]}`}
              style={{ left: `${band.from * 100}%`, width: `${(band.to - band.from) * 100}%` }}
            />
          ))}
        </div>
        {ticks.map((tick) => (
          <div
            key={tick}
            className="absolute top-1/2 h-3 w-px -translate-y-1/2 bg-line-strong"
            style={{ left: `${tick * 100}%` }}
          />
        ))}
        {timeline !== undefined && (
          <div
            ref={head}
            data-moment
            className="absolute top-1/2 h-5 w-1.5 -translate-x-1/2 -translate-y-1/2 rounded-full bg-ink"
          />
        )}
      </div>
      <input
        type="range"
        aria-label={words.position}
        aria-valuetext={valueText}
        className="absolute inset-0 h-full w-full cursor-pointer opacity-0 disabled:cursor-default"
        min={0}
        max={RESOLUTION}
        step={1}
        disabled={timeline === undefined}
        value={Math.round(share * RESOLUTION)}
        onChange={(event) => {
          if (timeline === undefined) return;
          playback.getState().seekTime((Number(event.target.value) / RESOLUTION) * timeline.duration);
        }}
        onFocus={() => setTold(true)}
        onKeyDown={(event) => {
          const { seekCue, stepCue } = playback.getState();
          const step = STEPS[event.key];
          if (step === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          if (typeof step === 'number') stepCue(step);
          else seekCue(step === 'first' ? 0 : Number.MAX_SAFE_INTEGER);
        }}
      />
    </div>
  );
}

/** What shows the moment; it moves without React. */
function useHead(): RefObject<HTMLDivElement | null> {
  const { playback } = useSimulation();
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const draw = (): void => {
      const { timeline: current, time } = playback.getState();
      const share = current === undefined || current.duration === 0 ? 0 : time() / current.duration;
      if (head.current !== null)
        head.current.style.left = `calc(${share * 100}% + ${END_ROOM - 2 * END_ROOM * share}px)`;
    };
    return drawWhilePlaying(playback, draw);
  }, [playback]);
  return head;
}

const BANDS: Readonly<Record<PacketState, string>> = {
  request: 'bg-request',
  reply: 'bg-reply',
  rejected: 'bg-rejected',
  dropped: 'bg-dropped',
  unknown: 'bg-changed',
};

const STEPS: Readonly<Record<string, 1 | -1 | 'first' | 'last'>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  Home: 'first',
  End: 'last',
};

/** "Step 7 of 31: Destination rewritten (DNAT)"; the place alone as long as nobody listens. */
function useValueText(isTold: boolean): string {
  const words = useWords('player');
  const narrator = useDocument((state) => state.narrator);
  const cluster = useDocument((state) => state.router.cluster);
  const timeline = usePlayback((state) => state.timeline);
  const index = usePlayback((state) => state.cue);
  const cue = timeline?.cues[index];
  if (timeline === undefined || cue === undefined) return words.noWalk;
  const place = words.step(index + 1, timeline.cues.length);
  const hop = cueHop(timeline, cue);
  const step = cueStep(timeline, cue);
  const leg = timeline.outcome.legs[cue.leg];
  if (hop === undefined || step === undefined || leg === undefined || !isTold) return place;
  const told = timeline.depth === 'story' ? timeline.beats[cue.beat] : undefined;
  if (told !== undefined) return words.titled(place, narrator.beat(told.beat).title);
  return words.titled(place, narrator.step(step, { cluster, hop, direction: carries(leg, cue.direction) }).title);
}
