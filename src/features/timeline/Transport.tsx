import { Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import { usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../ui/words.ts';
import { Scrubber } from './Scrubber.tsx';

const LENSES = ['objects', 'wires', 'application'] as const;
const SPEEDS = [0.25, 0.5, 1, 2, 4] as const;

/** Plays the walk: hop back, play or pause, hop on, scrub, speed, and the lens one looks through. On a phone the walk's length has a row of its own. */
export function Transport() {
  const words = useWords('player');
  const { playback } = useSimulation();
  const playing = usePlayback((state) => state.playing);
  const ready = usePlayback((state) => state.timeline !== undefined);
  const { stepHop, toggle } = playback.getState();
  return (
    <div
      className="flex items-center gap-1 max-sm:flex-wrap sm:gap-2"
      role="group"
      aria-label={words.title}
      data-region="playback"
    >
      <IconButton
        label={words.previous}
        shortcut="ArrowLeft"
        icon={<SkipBack size={18} aria-hidden />}
        disabled={!ready}
        onClick={() => stepHop(-1)}
      />
      <IconButton
        label={playing ? words.pause : words.play}
        shortcut="Space"
        variant="primary"
        icon={playing ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden className="translate-x-px" />}
        disabled={!ready}
        className="rounded-full!"
        onClick={toggle}
      />
      <IconButton
        label={words.next}
        shortcut="ArrowRight"
        icon={<SkipForward size={18} aria-hidden />}
        disabled={!ready}
        onClick={() => stepHop(1)}
      />
      <Scrubber />
      <Speed />
      <Lens />
    </div>
  );
}

function Speed() {
  const words = useWords('player');
  const { playback } = useSimulation();
  const speed = usePlayback((state) => state.speed);
  const steps = SPEEDS.some((value) => value === speed) ? SPEEDS : [...SPEEDS, speed].toSorted((a, b) => a - b);
  return (
    <select
      aria-label={words.speed}
      title={words.aboutSpeed}
      className="h-8 rounded-md border border-line-strong bg-surface px-1 text-small text-ink hover:border-ink max-sm:hidden md:max-lg:hidden pointer-coarse:h-10"
      value={speed}
      onChange={(event) => playback.getState().setSpeed(Number(event.target.value))}
    >
      {steps.map((value) => (
        <option key={value} value={value}>
          {value}×
        </option>
      ))}
    </select>
  );
}

function Lens() {
  const words = useWords('player');
  const lens = useView((state) => state.lens);
  const setLens = useView((state) => state.setLens);
  return (
    <Segmented
      label={words.lens}
      value={lens}
      options={LENSES.map((value) => ({ value, ...words.lenses[value] }))}
      onChange={setLens}
    />
  );
}
