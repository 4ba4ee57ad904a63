import { useMemo } from 'react';
import { usePlayback, useSimulation } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';
import { percent } from './words/outcome-words.ts';
import { countWords } from './words/way-words.ts';
import { groupWays, isSameWay, type WayGroup } from './words/way-groups.ts';

const BURST = 100;
const MAX_LISTED = 24;

/** All the ways this request can go, with how likely each is; one is walked. Ways that read alike share a line. */
export function BranchPicker() {
  const words = useWords('walkDetail');
  const { playback } = useSimulation();
  const result = usePlayback((state) => state.result);
  const chosen = usePlayback((state) => state.outcome);
  const bursting = usePlayback((state) => state.flights.length > 0 && state.playing);
  const { via } = words;
  const { outcomes } = useWords('walk');
  const groups = useMemo(
    () => groupWays(result?.outcomes ?? [], chosen, { via, outcomes }),
    [result, chosen, via, outcomes],
  );
  if (result === undefined || (result.ways ?? result.outcomes.length) < 2) return null;
  const listed = listedOf(groups, (group) => isSameWay(group.first, chosen));
  return (
    <fieldset className="border-b border-line px-4 py-2">
      <legend className="sr-only">{words.ways.title}</legend>
      <div className="mb-1 flex items-center justify-between gap-2">
        <Count />
        <Button
          label={bursting ? words.ways.stop : words.ways.atOnce(BURST)}
          variant="outline"
          hint={bursting ? words.ways.takeAway : words.ways.aboutSending(BURST)}
          onClick={() => playback.getState().sendMany(bursting ? 0 : BURST)}
        />
      </div>
      <div className="flex max-h-29 flex-col overflow-y-auto">
        {listed.map((group) => (
          <label
            key={group.first.choices.join('.')}
            className="-mx-2 flex cursor-pointer items-baseline gap-2 rounded px-2 py-1 text-small hover:bg-sunken has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="branch"
              className="translate-y-0.5 accent-accent"
              checked={isSameWay(group.first, chosen)}
              onChange={() => playback.getState().choose(group.first)}
            />
            <span className="w-14 shrink-0 text-right font-mono whitespace-nowrap text-muted">
              {percent(group.probability)}
            </span>
            <span className={`min-w-0 break-words ${group.served ? 'text-ink' : 'text-rejected'}`}>
              {group.served ? '' : '✕ '}
              {group.label.split(' ').map((word) => [
                // A name is not torn at its hyphens while it fits on a line.
                <span key={word} className="inline-block max-w-full break-words">
                  {word}
                </span>,
                ' ',
              ])}
              {group.ways > 1 && <span className="text-muted">{words.ways.alike(group.ways)}</span>}
            </span>
          </label>
        ))}
      </div>
      {groups.length > listed.length && (
        <p className="pt-1 text-small text-muted">{words.ways.more(groups.length - listed.length)}</p>
      )}
    </fieldset>
  );
}

/** The first of many; the chosen one is always there. */
function listedOf(groups: readonly WayGroup[], isChosen: (group: WayGroup) => boolean): readonly WayGroup[] {
  const first = groups.slice(0, MAX_LISTED);
  const chosen = groups.find(isChosen);
  return chosen === undefined || first.includes(chosen) ? first : [chosen, ...first.slice(0, MAX_LISTED - 1)];
}

/** How many ways there are; while they are counted, how far that is. */
function Count() {
  const words = useWords('walkDetail');
  const { playback } = useSimulation();
  const result = usePlayback((state) => state.result);
  const counting = usePlayback((state) => state.counting);
  if (result === undefined) return null;
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-small text-muted">
      {countWords(result, counting, words.count)}
      {counting !== undefined && (
        <Button
          label={counting.running ? words.ways.cancel : words.ways.goOn}
          hint={counting.running ? words.ways.aboutCancelling : words.ways.aboutGoingOn}
          onClick={() => (counting.running ? playback.getState().stopCount() : playback.getState().resumeCount())}
        />
      )}
    </span>
  );
}
