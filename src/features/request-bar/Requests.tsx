import { useEffect, useRef } from 'react';
import type { SavedRequest, ScenarioDocument } from '../../scenario/document/document.ts';
import { requestKey, sameRequest } from '../../simulation/requests/request-key.ts';
import { keepRequest, moveRequest, nameRequest, removeRequest } from '../../simulation/requests/saved-requests.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../ui/words.ts';
import { callRequest } from './short-request.ts';
import { sendRequest } from './send-request.ts';
import { KeptRequest, RequestLine } from './KeptRequest.tsx';
import { useStandingNow } from './use-standings.ts';

interface Closable {
  readonly onClose: () => void;
}

/** The requests of the board, how each stands, and what was sent before. */
export function Requests({ onClose }: Closable) {
  const words = useWords('requests');
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="flex flex-col gap-6 px-4 py-4 sm:px-6">
        <Kept onClose={onClose} />
        <Sent onClose={onClose} />
      </div>
    </Dialog>
  );
}

type RequestEdit = 'NAME_REQUEST' | 'MOVE_REQUEST' | 'REMOVE_REQUEST' | 'ADD_REQUEST';

function useEdit() {
  const { document } = useSimulation();
  return (code: RequestEdit, { to }: SavedRequest, change: (board: ScenarioDocument) => ScenarioDocument) =>
    document.getState().edit({ code, detail: { to } }, change);
}

function Kept({ onClose }: Closable) {
  const words = useWords('requests');
  const simulation = useSimulation();
  const { view } = simulation;
  const requests = useDocument((state) => state.document.requests);
  const standingOf = useStandingNow();
  const edit = useEdit();
  const list = useRef<HTMLOListElement>(null);
  const follow = useFocusAfter(list, requests);
  const remove = (request: SavedRequest, index: number): void => {
    follow([index, index - 1].map((at) => `${at} send`));
    const undo = edit('REMOVE_REQUEST', request, (board) => removeRequest(board, index));
    view.getState().toast({ tone: 'info', text: words.isRemoved(callRequest(request)), undo });
  };
  const move = (request: SavedRequest, index: number, to: number): void => {
    follow(to < index ? [`${to} up`, `${to} down`] : [`${to} down`, `${to} up`]);
    edit('MOVE_REQUEST', request, (board) => moveRequest(board, index, to));
  };
  return (
    <section aria-label={words.kept} className="flex flex-col gap-2">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="font-semibold">{words.kept}</h3>
        <Standing requests={requests} />
      </header>
      {requests.length === 0 && <p className="text-small text-muted">{words.keptNone}</p>}
      <ol ref={list} aria-label={words.kept} className="flex flex-col divide-y divide-line">
        {requests.map((request, index) => (
          <KeptRequest
            // A request may be kept twice: its place tells it from the other.
            // oxlint-disable-next-line react/no-array-index-key
            key={`${requestKey(request)} ${requests.slice(0, index).filter((each) => sameRequest(each, request)).length}`}
            request={request}
            index={index}
            last={index === requests.length - 1}
            standing={standingOf(request)}
            onSend={() => {
              onClose();
              sendRequest(simulation, request);
            }}
            onName={(name) => edit('NAME_REQUEST', request, (board) => nameRequest(board, index, name))}
            onMove={(to) => move(request, index, to)}
            onRemove={() => remove(request, index)}
          />
        ))}
      </ol>
    </section>
  );
}

/** How many arrive, once all are walked. */
function Standing({ requests }: { readonly requests: readonly SavedRequest[] }) {
  const words = useWords('requests');
  const standingOf = useStandingNow();
  const known = requests.map(standingOf);
  const left = known.filter((standing) => standing === undefined).length;
  const arriving = known.filter((standing) => standing !== 'asked' && standing?.going === 'arrives').length;
  const said = known.includes('asked')
    ? words.asked
    : left > 0
      ? words.walking(left)
      : requests.length === 1
        ? words.one(arriving === 1)
        : words.standing(arriving, requests.length);
  return (
    <span role="status" className="text-small text-muted">
      {requests.length > 0 && said}
    </span>
  );
}

/** What was sent on this board and is not kept with it. */
function Sent({ onClose }: Closable) {
  const words = useWords('requests');
  const simulation = useSimulation();
  const readOnly = useView((state) => state.readOnly);
  const kept = useDocument((state) => state.document.requests);
  const sent = useView((state) => state.sent).filter((each) => !kept.some((other) => sameRequest(each, other)));
  const edit = useEdit();
  return (
    <section aria-label={words.sent} className="flex flex-col gap-2">
      <h3 className="font-semibold">{words.sent}</h3>
      {sent.length === 0 && <p className="text-small text-muted">{words.sentNone}</p>}
      <ol aria-label={words.sent} className="flex flex-col divide-y divide-line">
        {sent.map((request) => {
          const called = callRequest(request);
          return (
            <li key={requestKey(request)} className="flex flex-wrap items-center gap-x-2 py-1">
              <RequestLine request={request} className="flex-1 basis-56" />
              {!readOnly && (
                <Button
                  label={words.keep}
                  aria-label={words.keepIt(called)}
                  onClick={() => edit('ADD_REQUEST', request, (board) => keepRequest(board, request))}
                />
              )}
              <Button
                label={words.send}
                aria-label={words.sendIt(called)}
                variant="outline"
                onClick={() => {
                  onClose();
                  sendRequest(simulation, { ...request });
                }}
              />
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** After the list has changed the focus goes to the first of these that is there: what had it is gone, or stands elsewhere. */
function useFocusAfter(list: { readonly current: HTMLElement | null }, requests: readonly SavedRequest[]) {
  const wanted = useRef<readonly string[]>([]);
  useEffect(() => {
    const found = wanted.current
      .map((name) => list.current?.querySelector<HTMLButtonElement>(`[data-focus="${name}"]:enabled`))
      .find((button) => button !== null && button !== undefined);
    found?.focus();
    wanted.current = [];
  }, [list, requests]);
  return (names: readonly string[]): void => {
    wanted.current = names;
  };
}
