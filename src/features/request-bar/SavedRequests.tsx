import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { formatSource } from '../../engine/requests.ts';
import { optionsOf, requestKey, sameRequest } from './draft-request.ts';
import { useWords } from '../../ui/words.ts';

/** The requests that came with the scenario; a click sends one. */
export function SavedRequests() {
  const words = useWords('requestBar');
  const { playback } = useSimulation();
  const saved = useDocument((state) => state.document.requests);
  const current = usePlayback((state) => state.request);
  // A timeline needs the room.
  const timeline = useView((state) => state.timeline);
  if (saved.length < 2 || timeline) return null;
  return (
    <div
      role="group"
      aria-label={words.saved}
      className="-mx-1 flex gap-1 overflow-x-auto py-0.5 pr-10 pl-1 [mask-image:linear-gradient(to_right,black_calc(100%-3rem),transparent)] [scrollbar-width:none]"
    >
      {saved.map((request) => {
        const from = formatSource(request.from);
        const { method, headers } = optionsOf(request);
        // What tells it from another request for the same URL.
        const how = [method, headers.replaceAll('\n', ', ')].filter(Boolean).join(' ');
        return (
          <button
            key={requestKey(request)}
            type="button"
            aria-pressed={current !== undefined && sameRequest(request, current)}
            title={request.title ?? `${from} → ${request.to}`}
            className="flex h-6 shrink-0 items-center gap-1 rounded border border-line-strong px-2 font-mono text-[0.75rem] text-muted hover:border-ink hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-ink"
            onClick={() => playback.getState().send(request)}
          >
            {from.split('/').at(-1)} → {request.to.replace(/^https?:\/\//, '')} {how}
          </button>
        );
      })}
    </div>
  );
}
