import { useDocument, usePlayback, useSimulation } from '../../simulation/workspace/context.ts';
import { requestKey, sameRequest } from '../../simulation/requests/request-key.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useAwake } from '../../ui/page/use-awake.ts';
import { useWords } from '../../ui/words.ts';
import { sendRequest } from './send-request.ts';
import { callRequest, shortRequest } from './short-request.ts';

const ROOM = <span className="size-3.5 shrink-0" />;

/** Walking them all waits until somebody is there. */
const RequestState = lazyPart(
  { part: 'requestStates', place: 'line', words: ['later', 'narrator'], loading: ROOM },
  async () => (await import('./RequestState.tsx')).RequestState,
);

/** The requests that are kept with the board, and how each stands; a click sends one. */
export function SavedRequests() {
  const words = useWords('requestBar');
  const simulation = useSimulation();
  const saved = useDocument((state) => state.document.requests);
  const current = usePlayback((state) => state.request);
  const awake = useAwake(ROOM);
  return (
    <div
      role="group"
      aria-label={words.saved}
      className="-mx-1 flex gap-1 overflow-x-auto py-0.5 pr-10 pl-1 [mask-image:linear-gradient(to_right,black_calc(100%-3rem),transparent)] [scrollbar-width:none]"
    >
      {saved.map((request) => (
        <button
          key={requestKey(request)}
          type="button"
          aria-pressed={current !== undefined && sameRequest(request, current)}
          title={shortRequest(request)}
          className="flex h-6 shrink-0 items-center gap-1 rounded border border-line-strong px-2 font-mono text-[0.75rem] text-muted hover:border-ink hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-ink"
          onClick={() => sendRequest(simulation, request)}
        >
          {awake ? <RequestState request={request} /> : ROOM}
          <span className="max-w-72 truncate">{callRequest(request)}</span>
        </button>
      ))}
    </div>
  );
}
