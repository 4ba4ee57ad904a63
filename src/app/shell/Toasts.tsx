import { CircleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import type { Toast } from '../../simulation/stores/view-store.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useAwake } from '../../ui/page/use-awake.ts';
import { useWords } from '../../ui/words.ts';

const SHOWN = 8000;

/** Requests are walked again once somebody is there. */
const RequestNotes = lazyPart(
  { part: 'requestStates', place: 'line', words: ['later', 'narrator'], loading: '' },
  async () => (await import('../../features/request-bar/RequestNotes.tsx')).RequestNotes,
);

export interface ToastsProps {
  /** What an edit changed of the requests is told there too. */
  readonly edited: boolean;
}

/** Short messages at the lower edge of the board, on a phone of the page, read out as they come. */
export function Toasts({ edited }: ToastsProps) {
  const toasts = useView((state) => state.toasts);
  const awake = useAwake(SHOWN);
  return (
    <div
      role="status"
      className="pointer-events-none absolute inset-x-3 bottom-1.5 z-40 md:in-[:has([data-problem])]:bottom-16 max-md:fixed flex flex-col items-start gap-2"
    >
      {awake && <RequestNotes edited={edited} />}
      {toasts.map((toast) => (
        <Message key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function Message({ toast }: { readonly toast: Toast }) {
  const { id, text, tone, undo, action, stays = tone === 'error' && undo === undefined } = toast;
  const words = useWords('shell');
  const { document, view } = useSimulation();
  const dismiss = useView((state) => state.dismiss);
  const isLast = useDocument(({ past }) => past.at(-1) === undo);
  const opening = useDocument((state) => state.opening);
  const [toldOn] = useState(opening);
  const [held, setHeld] = useState(false);
  const isPassed = undo !== undefined && !isLast && tone !== 'error';
  const isOver = action === undefined && (isPassed || (!stays && opening !== toldOn));
  useEffect(() => {
    if (isOver) dismiss(id);
  }, [dismiss, id, isOver]);
  useEffect(() => {
    if (stays || held) return undefined;
    const timer = window.setTimeout(() => dismiss(id), SHOWN);
    return () => window.clearTimeout(timer);
  }, [dismiss, id, stays, held]);
  return (
    <div
      data-over-board
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-xl items-center gap-2 rounded-md border border-line-strong bg-raised pr-1 pl-4 text-small shadow-lg"
    >
      {tone === 'error' && (
        <CircleAlert size={16} className="shrink-0 text-rejected" aria-label={words.error} role="img" />
      )}
      <span className="py-1 text-pretty">{text}</span>
      {undo !== undefined && isLast && (
        <Button
          label={words.undo}
          className="font-semibold text-accent!"
          onClick={() => {
            document.getState().undo();
            view.getState().dismiss(id);
          }}
        />
      )}
      {action !== undefined && (
        <Button
          label={action.label}
          className="font-semibold text-accent!"
          onClick={() => {
            view.getState().dismiss(id);
            action.run();
          }}
        />
      )}
      <IconButton label={words.dismiss} icon={<X size={16} aria-hidden />} onClick={() => dismiss(id)} />
    </div>
  );
}
