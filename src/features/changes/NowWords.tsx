import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { ChangeSession } from '../../simulation/changes/change-session.ts';
import { useEventWords, sinceChange } from './event-words.ts';
import { drawWhilePlaying } from '../../ui/page/draw-while-playing.ts';
import { useWords } from '../../ui/words.ts';

/** The time at the cursor, and what happened last. Read out while it stands still. */
export function NowWords({ session: { changes } }: { readonly session: ChangeSession }) {
  const said = useWords('changes');
  const eventWords = useEventWords();
  const clock = useRef<HTMLSpanElement>(null);
  const last = useStore(changes, ({ open, happened }) => open?.timeline.events[happened - 1]);
  const playing = useStore(changes, (state) => state.playing);
  useEffect(() => {
    const draw = (): void => {
      const { time, changes: list } = changes.getState();
      const text = sinceChange(time(), list[0]?.at ?? 0);
      if (clock.current !== null && clock.current.textContent !== text) clock.current.textContent = text;
    };
    return drawWhilePlaying(changes, draw);
  }, [changes]);
  const words = last === undefined ? said.before : eventWords(last);
  return (
    <p className="flex min-w-0 items-baseline gap-2 text-small max-sm:order-last max-sm:w-full sm:flex-1 sm:basis-0">
      <span ref={clock} className="w-16 shrink-0 text-right font-mono text-ink" />
      <span className="min-w-0 truncate text-muted" title={words} aria-live={playing ? 'off' : 'polite'}>
        {words}
      </span>
    </p>
  );
}
