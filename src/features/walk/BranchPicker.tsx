import { useMemo } from 'react';
import { usePlayback, useSimulation } from '../../simulation/context.ts';
import { isServed } from '../../simulation/engine-values.ts';
import { Button } from '../../ui/Button.tsx';
import { branchLabel, percent } from './outcome-words.ts';

const BURST = 100;
const MAX_LISTED = 24;

/** All the ways this request can go, with how likely each is; one is walked. */
export function BranchPicker() {
  const { playback } = useSimulation();
  const outcomes = usePlayback((state) => state.result?.outcomes);
  const chosen = usePlayback((state) => state.outcome);
  const bursting = usePlayback((state) => state.flights.length > 0 && state.playing);
  const listed = useMemo(() => {
    const first = outcomes?.slice(0, MAX_LISTED) ?? [];
    return chosen === undefined || first.includes(chosen) ? first : [chosen, ...first.slice(0, MAX_LISTED - 1)];
  }, [outcomes, chosen]);
  if (outcomes === undefined || outcomes.length < 2) return null;
  return (
    <fieldset className="border-b border-line px-4 py-2">
      <legend className="sr-only">Ways this request can go</legend>
      <div className="mb-1 flex items-center justify-between gap-2">
        <span className="text-small text-muted">{outcomes.length} ways, one is walked</span>
        <Button
          label={bursting ? 'Stop' : `${BURST} at once`}
          variant="outline"
          hint={bursting ? 'Take the packets away' : `Send ${BURST} requests at once and watch how they spread`}
          onClick={() => playback.getState().burst(bursting ? 0 : BURST)}
        />
      </div>
      <div className="flex max-h-29 flex-col overflow-y-auto">
        {listed.map((outcome) => (
          <label
            key={outcome.choices.join('.')}
            className="-mx-2 flex cursor-pointer items-baseline gap-2 rounded px-2 py-1 text-small hover:bg-sunken has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="branch"
              className="translate-y-0.5 accent-accent"
              checked={outcome === chosen}
              onChange={() => playback.getState().choose(outcome)}
            />
            <span className="w-11 shrink-0 text-right font-mono text-muted">{percent(outcome.probability)}</span>
            <span className={`min-w-0 break-words ${isServed(outcome) ? 'text-ink' : 'text-rejected'}`}>
              {isServed(outcome) ? '' : '✕ '}
              {branchLabel(outcome)
                .split(' ')
                .map((word) => [
                  // A name is not torn at its hyphens while it fits on a line.
                  <span key={word} className="inline-block max-w-full break-words">
                    {word}
                  </span>,
                  ' ',
                ])}
            </span>
          </label>
        ))}
      </div>
      {outcomes.length > listed.length && (
        <p className="pt-1 text-small text-muted">and {outcomes.length - listed.length} more</p>
      )}
    </fieldset>
  );
}
