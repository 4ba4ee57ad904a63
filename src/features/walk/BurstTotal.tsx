import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { RoomWords } from '../../narration/page/language.ts';
import type { Burst } from '../../simulation/playback/burst.ts';
import { usePlayback, useSimulation } from '../../simulation/workspace/context.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';
import { type BurstEnd, burstEnds } from './words/burst-ends.ts';

/**
 * What came of requests that were sent at once. Its lines are there from the start and get their numbers when the last one has
 * landed: while packets move nothing is rendered.
 */
export function BurstTotal({ burst }: { readonly burst: Burst }) {
  const { playback } = useSimulation();
  const words = useWords('burst');
  const isMoving = usePlayback((state) => state.playing && state.flights.length > 0);
  const { outcomes } = useWords('walk');
  const ends = useMemo(() => burstEnds(burst, outcomes), [burst, outcomes]);
  const failed = ends.filter(({ kind }) => kind === 'failed');
  const sent = words.sent(burst.flights.length);
  return (
    <section
      aria-label={words.title}
      className="flex max-h-32 shrink-0 gap-2 overflow-y-auto border-b border-line px-4 py-2 text-small max-md:max-h-24"
    >
      <div className="min-w-0 flex-1">
        <p className="text-ink">
          {sent}
          {!burst.ended && isMoving && <span className="text-muted">, {words.onTheirWay}</span>}
        </p>
        <ul className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
          {ends.map((end) => (
            <Line key={`${end.kind} ${end.how} ${end.by}`} end={end} ended={burst.ended} />
          ))}
          {failed.length === 0 && (
            <li className="col-span-2 grid grid-cols-subgrid text-muted">
              <span className="min-w-8 text-right font-mono">{burst.ended ? 0 : '…'}</span>
              <span>{words.failed}</span>
            </li>
          )}
        </ul>
      </div>
      <IconButton
        label={words.dismiss}
        icon={<X size={16} aria-hidden />}
        className="-mt-1 -mr-2"
        onClick={({ currentTarget }) => {
          // The button goes with what it dismisses: the focus must not.
          currentTarget.closest<HTMLElement>('section[tabindex]')?.focus();
          playback.getState().sendMany(0);
        }}
      />
      <p aria-live="polite" className="sr-only">
        {burst.ended &&
          words.total(
            sent,
            ends.filter(({ kind }) => kind !== 'failed').map((end) => words.share(end.count, endWords(end, words))),
            failed.map((end) => words.share(end.count, endWords(end, words))),
          )}
      </p>
    </section>
  );
}

const NUMBERS: Readonly<Record<BurstEnd['kind'], string>> = {
  served: 'text-reply',
  unknown: 'text-changed',
  failed: 'text-rejected',
};
const WORDS = { ...NUMBERS, served: 'text-ink' };
const SIGNS: Readonly<Record<BurstEnd['kind'], string>> = { served: '', unknown: '? ', failed: '✕ ' };

function Line({ end, ended }: { readonly end: BurstEnd; readonly ended: boolean }) {
  const words = useWords('burst');
  const { kind, count } = end;
  return (
    <li className="col-span-2 grid grid-cols-subgrid">
      <span className={`min-w-8 text-right font-mono ${NUMBERS[kind]}`}>
        {ended ? count.toLocaleString('en') : '…'}
      </span>
      <span className={`break-words ${WORDS[kind]}`}>
        {SIGNS[kind]}
        {endWords(end, words)}
      </span>
    </li>
  );
}

function endWords({ kind, by, how }: BurstEnd, words: RoomWords['burst']): string {
  if (kind !== 'served') return words.ended(how, by);
  return by === undefined ? how : `${words.answeredBy} ${by}`;
}
