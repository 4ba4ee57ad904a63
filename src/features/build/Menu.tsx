import type { LucideIcon } from 'lucide-react';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useView } from '../../simulation/workspace/context.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { moveAlong } from './move-along.ts';

/** Pixels of an item under a finger, and of what is around all. */
const TALLEST = 44;
const MARGIN = 16;

export interface MenuItem {
  readonly label: string;
  /** Absent: by keyboard it is done otherwise. */
  readonly keys?: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly x: number;
  readonly y: number;
}

/** What can be done, at a place of the window. */
export function Menu({ label: name, items, x, y }: MenuProps) {
  const setBuild = useView((state) => state.setBuild);
  const menu = useRef<HTMLDivElement>(null);
  useOwnFocus(menu, () => setBuild(undefined));
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label={name}
      className="fixed z-40 max-h-[calc(100dvh-1rem)] w-64 overflow-y-auto rounded-lg border border-line bg-raised py-1 shadow-lg print:hidden"
      style={{
        left: Math.min(x, window.innerWidth - 264),
        top: Math.max(MARGIN / 2, Math.min(y, window.innerHeight - items.length * TALLEST - MARGIN)),
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Tab') {
          event.preventDefault();
          setBuild(undefined);
        } else if (moveAlong(event, '[role="menuitem"]')) event.preventDefault();
      }}
    >
      {items.map(({ label, keys, icon: Icon, run }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className="flex h-8 w-full cursor-pointer items-center gap-2 px-3 text-left text-small hover:bg-sunken focus-visible:-outline-offset-2 pointer-coarse:h-11"
          onClick={() => {
            setBuild(undefined);
            run();
          }}
        >
          <Icon size={16} className="text-muted" aria-hidden />
          <span className="min-w-0 flex-1 truncate">{label}</span>
          <span aria-hidden className="pointer-coarse:hidden">
            {keys !== undefined && <Kbd keys={keys} />}
          </span>
        </button>
      ))}
    </div>
  );
}

/** It takes the focus, closes when that or the pointer goes elsewhere, and gives it back. */
function useOwnFocus(menu: RefObject<HTMLElement | null>, close: () => void): void {
  const closing = useRef(close);
  useEffect(() => {
    closing.current = close;
  });
  useLayoutEffect(() => {
    const before = document.activeElement;
    const own = menu.current;
    own?.querySelector<HTMLElement>('button')?.focus();
    const leave = (event: PointerEvent): void => {
      if (event.target instanceof Node && own?.contains(event.target) !== true) closing.current();
    };
    window.addEventListener('pointerdown', leave, true);
    return () => {
      window.removeEventListener('pointerdown', leave, true);
      if (before instanceof HTMLElement) standingFor(before)?.focus();
    };
  }, [menu]);
}

/** What had the focus; of the first look of a board, which another has replaced meanwhile, the same box on that. */
function standingFor(element: HTMLElement): HTMLElement | null {
  const { id } = element.dataset;
  if (element.isConnected || id === undefined) return element;
  return document.querySelector<HTMLElement>(`[data-region="canvas"] [data-id="${CSS.escape(id)}"]`);
}
