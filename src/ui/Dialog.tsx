import { X } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useId, useRef } from 'react';
import { IconButton } from './IconButton.tsx';
import { useWords } from './words.ts';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the bottom. */
  readonly footer?: ReactNode;
  readonly size?: 'small' | 'medium' | 'large' | 'full';
  /** The title is read but not shown, and there is no Close button. */
  readonly bare?: boolean;
}

const SIZES = { small: 'max-w-md', medium: 'max-w-2xl', large: 'max-w-5xl', full: 'max-w-[100rem]' } as const;

/** A modal dialog: the browser's own, so that focus, Escape and the top layer are right. Mounted means open. */
export function Dialog({ title, onClose, children, footer, size = 'medium', bare = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { close } = useWords('parts');
  // Before the effects of what is in it: what wants the focus finds the dialog open.
  useLayoutEffect(() => {
    const element = dialog.current;
    const focused = document.activeElement;
    if (element?.open === false) element.showModal();
    // Not the first button: what is in the dialog takes the focus, or nothing does.
    element?.focus();
    return () => {
      element?.close();
      if (focused instanceof HTMLElement) focused.focus();
    };
  }, []);
  return (
    // A click on the backdrop has the dialog itself as its target; the keyboard's way is Escape.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={dialog}
      tabIndex={-1}
      aria-labelledby={titleId}
      className={`${bare ? 'mx-auto mt-[12dvh] mb-auto' : 'm-auto'} w-[calc(100vw-2rem)] overflow-visible rounded-lg border border-line bg-raised text-ink shadow-2xl outline-none backdrop:bg-black/40 ${SIZES[size]}`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div
        className={`flex flex-col overflow-hidden rounded-lg ${bare ? 'max-h-[70dvh]' : 'max-h-[min(85dvh,52rem)]'}`}
      >
        <header className={bare ? 'sr-only' : 'flex items-center gap-4 border-b border-line py-3 pr-3 pl-6'}>
          <h2 id={titleId} className="flex-1 text-title font-semibold">
            {title}
          </h2>
          {!bare && <IconButton label={close} icon={<X size={16} aria-hidden />} onClick={onClose} />}
        </header>
        <div className="min-h-0 flex-1 overflow-auto">{children}</div>
        {footer !== undefined && (
          <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-6 py-3">
            {footer}
          </footer>
        )}
      </div>
    </dialog>
  );
}
