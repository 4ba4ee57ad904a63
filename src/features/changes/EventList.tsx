import { useStore } from 'zustand';
import type { ChangeSession } from '../../simulation/changes/change-session.ts';
import { useEventWords, sinceChange } from './event-words.ts';
import { useWords } from '../../ui/words.ts';

/** More than this many are too many to read: those around the cursor are listed. */
const MOST = 300;

/** Every event with its time, to read and to go to. */
export function EventList({ session: { changes } }: { readonly session: ChangeSession }) {
  const words = useWords('changes');
  const eventWords = useEventWords();
  const open = useStore(changes, (state) => state.open);
  const happened = useStore(changes, (state) => state.happened);
  const first = useStore(changes, (state) => state.changes[0]?.at ?? 0);
  const events = open?.timeline.events ?? [];
  const start = Math.max(0, Math.min(happened - MOST / 2, events.length - MOST));
  return (
    <ol aria-label={words.events} className="py-1 text-small">
      {events.slice(start, start + MOST).map((event, index) => {
        const place = start + index;
        return (
          <li key={place}>
            <button
              type="button"
              aria-current={place === happened - 1 ? 'step' : undefined}
              className={`flex w-full gap-3 px-3 text-left hover:bg-sunken aria-[current=step]:bg-accent-soft ${
                place < happened ? 'text-ink' : 'text-faint'
              }`}
              onClick={() => changes.getState().seek(event.at)}
            >
              <span className="w-16 shrink-0 text-right font-mono">{sinceChange(event.at, first)}</span>
              <span className="min-w-0">{eventWords(event)}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
