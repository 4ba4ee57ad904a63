import { CirclePlus, Copy, type LucideIcon, Pencil, Spline, SquareDashedMousePointer, Trash2 } from 'lucide-react';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { formatObjectRef, type ObjectRef } from '../../engine/objects.ts';
import { madePod, objectOfElement } from '../../simulation/build/place.ts';
import type { BuildTool } from '../../simulation/stores/view-store.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { withPart } from '../../ui/fetch-part.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { useWords } from '../../ui/words.ts';
import { moveAlong } from './move-along.ts';
import { deleteOnBoard, duplicateOnBoard, removeFromBoard } from '../../simulation/build/board-actions.ts';
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

interface Asked {
  readonly simulation: Simulation;
  readonly words: ReturnType<typeof useWords<'build'>>;
  readonly element: string;
  readonly ref: ObjectRef;
  /** A pod that a controller made, which `ref` is. */
  readonly isMade: boolean;
}

function itemsOf({ simulation, words, element, ref, isMade }: Asked): readonly Item[] {
  const { setBuild } = simulation.view.getState();
  // Of a pod that a controller made the menu is that of the controller, but for what deletes the pod.
  const owner = `${ref.kind} ${ref.name}`;
  return [
    {
      label: isMade ? words.renameTo(owner) : words.rename,
      keys: 'F2',
      icon: Pencil,
      run: () => askName(simulation, element),
    },
    {
      label: isMade ? words.duplicateIt(owner) : words.duplicate,
      keys: 'Mod+D',
      icon: Copy,
      run: () => duplicateOnBoard(simulation, [element]),
    },
    { label: words.connect.begin, keys: 'D', icon: Spline, run: () => beginLine(simulation, element) },
    {
      label: words.selection.gather,
      icon: SquareDashedMousePointer,
      run: () => gatherFrom(simulation, element),
    },
    {
      label: isMade ? words.deletePod : words.delete,
      keys: 'Delete',
      icon: Trash2,
      run: () =>
        deleteOnBoard(simulation, [element], (change) =>
          withPart(
            'timeline',
            () => simulation.happen(change),
            () => undefined,
          ),
        ),
    },
    ...(isMade
      ? [{ label: words.deleteIt(owner), icon: Trash2, run: () => removeFromBoard(simulation, [element]) }]
      : []),
    { label: words.add, keys: 'A', icon: CirclePlus, run: () => setBuild({ is: 'add' }) },
  ];
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
  const items = itemsOf({ simulation, words, element, ref, isMade: madePod(cluster, element) !== undefined });
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label={words.menu(formatObjectRef(ref))}
      className="fixed z-40 w-64 rounded-lg border border-line bg-raised py-1 shadow-lg print:hidden"
      style={{
        left: Math.min(x, window.innerWidth - 264),
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
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [menu]);
}
