import { CircleAlert } from 'lucide-react';
import { use } from 'react';
import { Button } from './Button.tsx';
import { MissingPart, type NamedPart, sayError, sayMissing, sayPart } from './fetch-part.ts';
import { PageActionsContext } from './page-actions.ts';
import { usePageWords } from './words.ts';

/** Where a part stands: over the page, in a column of its own, in a band across the page, in a line among others, or on the board. */
export type PartPlace = 'dialog' | 'panel' | 'band' | 'line' | 'board';

export interface PartFailureProps {
  readonly part: NamedPart;
  readonly place: PartPlace;
  readonly error: unknown;
  readonly tries: number;
  readonly onRetry: () => void;
  readonly onClose?: (() => void) | undefined;
}

const PLACES: Readonly<Record<Exclude<PartPlace, 'dialog'>, string>> = {
  panel: 'flex size-full flex-col items-start gap-3 overflow-auto bg-surface px-4 py-3',
  band: 'flex flex-wrap items-center gap-x-3 gap-y-1 border-y border-line bg-surface px-4 py-2',
  line: 'flex flex-wrap items-center gap-x-3 gap-y-1 py-1',
  board:
    'absolute top-3 left-3 z-30 flex max-w-md flex-col items-start gap-2 rounded-md border border-line-strong bg-raised px-4 py-2',
};

/** Says which part of the page failed and why, in its place, and offers what helps. */
export function PartFailure({ part, place, error, tries, onRetry, onClose }: PartFailureProps) {
  const { reload, rescue } = use(PageActionsContext);
  const page = usePageWords();
  const said = page.of('parts');
  const missing = error instanceof MissingPart ? error : undefined;
  // A browser that keeps a failed answer asks again only after a reload.
  const stuck = missing?.reason === 'passed' && tries > 0;
  const retry = missing?.reason === 'replaced' || stuck ? undefined : onRetry;
  const text =
    missing === undefined
      ? said.failed(sayPart(part, page), asSentence(sayError(error, page)))
      : sayMissing(missing, page, part);
  const words = (
    <p role="alert" className="flex min-w-0 items-start gap-2 text-small text-pretty">
      <CircleAlert size={16} className="mt-0.5 shrink-0 text-rejected" aria-hidden />
      <span className="min-w-0 break-words">
        {text} {missing === undefined && said.theRestGoesOn} {stuck && said.asksAgainAfterReload}
      </span>
    </p>
  );
  const close = onClose !== undefined && <Button label={said.close} onClick={onClose} />;
  const buttons = (
    <>
      {missing === undefined && rescue !== undefined && (
        <Button label={said.downloadScenario} variant="outline" onClick={rescue} />
      )}
      <Button label={said.reload} variant={retry === undefined ? 'primary' : 'outline'} onClick={reload} />
      {retry !== undefined && <Button label={said.retry} variant="primary" onClick={retry} />}
    </>
  );
  if (place === 'dialog') {
    return (
      // The browser's own, and no other file.
      <dialog
        ref={showAsModal}
        aria-label={sayPart(part, page)}
        className="m-auto w-[calc(100vw-2rem)] max-w-md rounded-lg border border-line bg-raised px-6 py-4 text-ink shadow-2xl outline-none backdrop:bg-black/40"
        onCancel={(event) => {
          event.preventDefault();
          onClose?.();
        }}
      >
        {words}
        <div className="flex flex-wrap justify-end gap-2 pt-4">
          {close}
          {buttons}
        </div>
      </dialog>
    );
  }
  return (
    <div className={PLACES[place]}>
      {words}
      <div className="flex flex-wrap gap-2">
        {close}
        {buttons}
      </div>
    </div>
  );
}

/** Closed before it goes: the focus is where it was. */
function showAsModal(dialog: HTMLDialogElement): () => void {
  dialog.showModal();
  return () => dialog.close();
}

function asSentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
