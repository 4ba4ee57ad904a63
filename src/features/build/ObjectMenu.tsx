import { CirclePlus, Copy, type LucideIcon, Pencil, Spline, SquareDashedMousePointer, Trash2 } from 'lucide-react';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { formatObjectRef } from '../../engine/objects.ts';
import { objectOfElement } from '../../simulation/build/place.ts';
import type { BuildTool } from '../../simulation/stores/view-store.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { useWords } from '../../ui/words.ts';
import { moveAlong } from './move-along.ts';
import { duplicateOnBoard, removeFromBoard } from '../../simulation/build/board-actions.ts';
import { askName, beginLine, gatherFrom } from './object-actions.ts';

/** Pixels of an item under a finger, and of what is around all. */
const TALLEST = 44;
const MARGIN = 16;

interface Item {
  readonly label: string;
  /** Absent: by keyboard it is done otherwise. */
  readonly keys?: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

/** What can be done to an object, where it was asked for. */
export function ObjectMenu({ element, x, y }: Extract<BuildTool, { readonly is: 'menu' }>) {
  const words = useWords('build');
  const simulation = useSimulation();
  const setBuild = useView((state) => state.setBuild);
  const cluster = useDocument((state) => state.router.cluster);
  const ref = objectOfElement(cluster, element);
  const menu = useRef<HTMLDivElement>(null);
  useOwnFocus(menu, () => setBuild(undefined));
  if (ref === undefined) return null;
  const items: readonly Item[] = [
    { label: words.rename, keys: 'F2', icon: Pencil, run: () => askName(simulation, element) },
    { label: words.duplicate, keys: 'Mod+D', icon: Copy, run: () => duplicateOnBoard(simulation, [element]) },
    { label: words.connect.begin, keys: 'D', icon: Spline, run: () => beginLine(simulation, element) },
    {
      label: words.selection.gather,
      icon: SquareDashedMousePointer,
      run: () => gatherFrom(simulation, element),
    },
    { label: words.delete, keys: 'Delete', icon: Trash2, run: () => removeFromBoard(simulation, [element]) },
    { label: words.add, keys: 'A', icon: CirclePlus, run: () => setBuild({ is: 'add' }) },
  ];
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label={words.menu(formatObjectRef(ref))}
      className="fixed z-40 w-52 rounded-lg border border-line bg-raised py-1 shadow-lg print:hidden"
      style={{
        left: Math.min(x, window.innerWidth - 216),
        top: Math.min(y, window.innerHeight - items.length * TALLEST - MARGIN),
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
          <span className="flex-1">{label}</span>
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
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [menu]);
}
