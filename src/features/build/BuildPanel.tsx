import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { ElementId } from '../../scenario/document/document.ts';
import { useView } from '../../simulation/workspace/context.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';

interface BuildPanelProps {
  readonly title: string;
  readonly region: string;
  /** Each time it is another value, the focus comes. */
  readonly asked: unknown;
  /** What has the focus first. */
  readonly first?: string;
  /** What it is about on the board, which it does not cover. */
  readonly about?: ElementId;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly children: ReactNode;
}

/** A panel over the board, from which something is chosen. */
export function BuildPanel(props: BuildPanelProps) {
  const { title, region, asked, first = 'input, li button', about, onKeyDown, children } = props;
  const words = useWords('build');
  const setBuild = useView((state) => state.setBuild);
  const panel = useRef<HTMLElement>(null);
  useAside(panel, about);
  useFocusWhen(panel, asked, first);
  return (
    // Its keys are those of what is in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={panel}
      data-part="build"
      data-region={region}
      data-over-board
      data-covers-board
      aria-label={title}
      className="absolute top-3 left-3 z-20 flex md:data-aside:right-16 md:data-aside:left-auto max-h-[calc(100%-1.5rem)] w-56 flex-col rounded-lg border border-line bg-raised shadow-lg max-md:fixed max-md:inset-x-0 max-md:top-auto max-md:bottom-0 max-md:max-h-[52dvh] max-md:w-auto max-md:rounded-b-none print:hidden"
      onKeyDown={onKeyDown}
    >
      <header className="flex shrink-0 items-center gap-2 border-b border-line py-1 pr-1 pl-3">
        <h2 className="min-w-0 flex-1 text-small font-semibold wrap-anywhere">{title}</h2>
        <IconButton
          label={words.close}
          shortcut="Escape"
          icon={<X size={16} aria-hidden />}
          onClick={() => setBuild(undefined)}
        />
      </header>
      {children}
    </section>
  );
}

/** Where it covers, on the left of the board, what it is about, it stands on the right. */
function useAside(panel: RefObject<HTMLElement | null>, about: ElementId | undefined): void {
  useLayoutEffect(() => {
    const box = about === undefined ? null : document.querySelector(`[data-id="${CSS.escape(about)}"]`);
    if (box === null || panel.current === null) return;
    const [is, over] = [box.getBoundingClientRect(), panel.current.getBoundingClientRect()];
    const isCovering = is.left < over.right && is.top < over.bottom && is.bottom > over.top;
    panel.current.toggleAttribute('data-aside', isCovering);
  }, [panel, about]);
}

/** The focus comes with being asked for, and goes back where it was. */
function useFocusWhen(panel: RefObject<HTMLElement | null>, asked: unknown, first: string): void {
  const before = useRef<Element>(null);
  useEffect(() => {
    if (panel.current?.contains(document.activeElement) === true) return;
    before.current = document.activeElement;
    panel.current?.querySelector<HTMLElement>(first)?.focus();
  }, [panel, asked, first]);
  useEffect(
    () => () => {
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    },
    [],
  );
}
