import { Eye, Pause, Play, SkipBack, SkipForward, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useHeldBack, withoutCause } from '../../simulation/challenge/held-back.ts';
import { usePrediction } from '../../simulation/workspace/use-prediction.ts';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { advance } from './advance.ts';
import { useWords } from '../../ui/words.ts';

/** Keys of clickers, and where they lead. */
const CLICKER: Readonly<Record<string, 1 | -1>> = { PageDown: 1, PageUp: -1 };

/** Below a board that has the whole screen: what the story says, and how the request went once that is asked for. */
export function Present() {
  const words = useWords('present');
  const simulation = useSimulation();
  const playing = usePlayback((state) => state.playing);
  const asking = useView((state) => state.asking);
  const { playback, view } = simulation;
  const end = (): void => view.getState().present(false);
  useWholeScreen(end);
  useClicker(simulation);
  return (
    <section
      aria-label={words.title}
      className="flex shrink-0 items-end gap-6 border-t border-line bg-surface px-6 py-3"
    >
      <div className="min-w-0 flex-1">
        {asking ? <Question /> : <Caption />}
        <Answer />
      </div>
      <div className="flex shrink-0 items-center gap-1" role="group" aria-label={words.clicker}>
        <IconButton
          label={words.back}
          shortcut="PageUp"
          icon={<SkipBack size={20} aria-hidden />}
          onClick={() => advance(simulation, -1)}
        />
        <IconButton
          label={playing ? words.pause : words.play}
          shortcut="Space"
          icon={playing ? <Pause size={20} aria-hidden /> : <Play size={20} aria-hidden />}
          onClick={() => playback.getState().toggle()}
        />
        <IconButton
          label={words.on}
          shortcut="PageDown"
          icon={<SkipForward size={20} aria-hidden />}
          onClick={() => advance(simulation, 1)}
        />
        <IconButton label={words.end} shortcut="P" icon={<X size={20} aria-hidden />} onClick={end} />
      </div>
      <Pointer />
    </section>
  );
}

/** The part of the story that is shown; without a story, the request. */
function Caption() {
  const story = useDocument((state) => state.document.story);
  const at = useView((state) => Math.min(state.part, story.length - 1));
  const to = usePlayback((state) => state.request?.to);
  const part = story[at];
  return (
    <p aria-live="polite" className="max-w-[60rem] text-body text-pretty text-ink">
      {part === undefined ? (
        <span className="font-mono">{to}</span>
      ) : (
        <>
          <strong className="mr-2 font-semibold">{part.title}</strong>
          {part.text}{' '}
          <span className="text-small whitespace-nowrap text-muted">
            {at + 1} / {story.length}
          </span>
        </>
      )}
    </p>
  );
}

/** What the story asks of the audience; On shows the walk. */
function Question() {
  const words = useWords('predict');
  const asked = usePrediction();
  if (asked?.prediction === undefined) return null;
  const { ask, request, prediction } = asked;
  const told = { from: words.from(request.from), to: request.to, place: words.choice(prediction.place ?? '') };
  return (
    <div aria-live="polite" className="flex max-w-[60rem] flex-col gap-1 text-body text-pretty text-ink">
      <p>
        <strong className="mr-2 font-semibold">{words.sends(told)}</strong>
        {words.asks[ask](told)}
      </p>
      <ul aria-label={words.choices} className="flex flex-wrap gap-x-6 gap-y-1 tabular-nums">
        {prediction.choices.map((choice) => (
          <li key={choice}>{words.choice(choice)}</li>
        ))}
      </ul>
    </div>
  );
}

/** Hidden until asked for: the audience is to guess first. Another request hides it again. */
function Answer() {
  const words = useWords('present');
  const request = usePlayback((state) => state.request);
  const outcome = usePlayback((state) => state.outcome);
  const narrator = useDocument((state) => state.narrator);
  const isHeldBack = useHeldBack();
  const [shownOf, setShownOf] = useState<typeof request>();
  if (outcome === undefined || request === undefined) return null;
  if (shownOf !== request) {
    return (
      <Button
        label={words.showTheEnd}
        variant="outline"
        icon={<Eye size={16} aria-hidden />}
        className="mt-2"
        onClick={() => setShownOf(request)}
      />
    );
  }
  const failed = outcome.cause !== null;
  return (
    <p role="status" className={`mt-2 text-body font-semibold ${failed ? 'text-rejected' : 'text-reply'}`}>
      {failed ? '✕ ' : '✓ '}
      {narrator.outcome(isHeldBack ? withoutCause(outcome) : outcome)}
    </p>
  );
}

/** A ring around the mouse that is seen from the last row. */
function Pointer() {
  const ring = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = ({ clientX, clientY }: PointerEvent): void => {
      if (ring.current === null) return;
      ring.current.style.translate = `${clientX}px ${clientY}px`;
      ring.current.hidden = false;
    };
    addEventListener('pointermove', follow, { passive: true });
    return () => removeEventListener('pointermove', follow);
  }, []);
  return (
    <div
      ref={ring}
      hidden
      aria-hidden="true"
      className="pointer-events-none fixed -top-5 -left-5 z-50 size-10 rounded-full border-4 border-changed ring-2 ring-surface"
    />
  );
}

/** Takes the whole screen where the browser lets it; leaving that ends the presentation. */
function useWholeScreen(end: () => void): void {
  const ending = useRef(end);
  useEffect(() => {
    ending.current = end;
  });
  useEffect(() => {
    const page = document.documentElement;
    // Without it the board has the whole window.
    page.requestFullscreen?.().catch(() => undefined);
    const left = (): void => {
      if (document.fullscreenElement === null) ending.current();
    };
    document.addEventListener('fullscreenchange', left);
    return () => {
      document.removeEventListener('fullscreenchange', left);
      if (document.fullscreenElement !== null) void document.exitFullscreen();
    };
  }, []);
}

function useClicker(simulation: Simulation): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const by = CLICKER[event.key];
      if (document.querySelector('dialog[open]') !== null) return;
      if (by !== undefined) advance(simulation, by);
      else if (event.key === 'Escape') simulation.view.getState().present(false);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [simulation]);
}
