import { useEffect, useRef, useState } from 'react';
import { parseObjectKey } from '../../engine/objects.ts';
import type { ElementId } from '../../scenario/document/document.ts';
import type { Lines } from '../../simulation/build/connect/connect.ts';
import { frameId, objectOfFrame } from '../../simulation/frame-ids.ts';
import { useSimulation } from '../../simulation/workspace/context.ts';
import { useWords } from '../../ui/words.ts';
import { nameOf, sayConnection } from './connect-on-board.ts';
import { elementsBelow } from './use-drag.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Pointed extends Point {
  /** Where the line begins, in the window. */
  readonly begin: Point;
  /** The element below; undefined: none. */
  readonly element: ElementId | undefined;
}

interface DrawnLineProps {
  readonly from: ElementId;
  /** The pointer is down: the line ends where it lets go. */
  readonly drawing: boolean;
  readonly lines: Lines;
  readonly onTake: (to: ElementId) => void;
  /** Told what the line to what has the focus would be: beside a pointer it is read. */
  readonly onTell: (text: string) => void;
}

/** Pixels of the label beside the pointer, and to the edge of the window. */
const LABEL = 288;
const MARGIN = 12;

/** The line from an element to the pointer, and beside that what it would be. */
export function DrawnLine({ from, drawing, lines, onTake, onTell }: DrawnLineProps) {
  const simulation = useSimulation();
  const { view } = simulation;
  const words = useWords('build').connect;
  const [pointed, setPointed] = useState<Pointed>();
  const tell = (element: ElementId | undefined): string =>
    element === undefined || element === from ? '' : sayConnection(lines(element), simulation);
  const onMove = ({ clientX: x, clientY: y, buttons }: PointerEvent): void => {
    // Let go before this was there: it is chosen then where the line leads.
    if (drawing && buttons === 0) view.getState().setBuild({ is: 'connect', element: from });
    const below = elementsBelow(x, y);
    const begin = middleOf(from);
    setPointed(below === undefined || begin === undefined ? undefined : { x, y, begin, element: below[0] });
  };
  const onUp = ({ clientX: x, clientY: y }: PointerEvent): void => {
    if (!drawing) return;
    const [element] = elementsBelow(x, y) ?? [];
    const { setBuild } = view.getState();
    // Who lets go where the line begins has not drawn it: it is chosen then where it leads.
    if (element === from) setBuild({ is: 'connect', element: from });
    else if (element === undefined || lines(element).is === 'refused') {
      setBuild(undefined);
      if (element !== undefined) onTake(element);
    } else onTake(element);
  };
  const onFocus = ({ target }: FocusEvent): void => {
    const box = target instanceof Element ? target.closest<HTMLElement>('.react-flow__node') : null;
    const id = box?.dataset['id'] && objectOfFrame(box.dataset['id']);
    const said = tell(id);
    if (box !== null) onTell(said === '' || id === undefined ? '' : words.told(nameOf(id), said));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // It ends the line, and nothing else of the page.
    event.preventDefault();
    view.getState().setBuild(undefined);
  };
  useWindow({ pointermove: onMove, pointerup: onUp, focusin: onFocus, keydown: onKey });
  if (pointed === undefined) return null;
  const { x, y, begin, element } = pointed;
  const said = tell(element);
  const isOpen = said !== '' && element !== undefined && lines(element).is !== 'refused';
  return (
    <div aria-hidden className="pointer-events-none fixed inset-0 z-30 print:hidden">
      <svg className={`size-full ${isOpen ? 'text-accent' : 'text-muted'}`}>
        <line
          x1={begin.x}
          y1={begin.y}
          x2={x}
          y2={y}
          stroke="currentColor"
          strokeWidth={2}
          strokeDasharray={isOpen ? undefined : '4 4'}
        />
        <circle cx={x} cy={y} r={4} fill="currentColor" />
      </svg>
      {said !== '' && (
        <p
          className={`absolute max-w-72 rounded-md border bg-raised px-2 py-1 text-small shadow-lg ${isOpen ? 'border-accent' : 'border-line text-muted'}`}
          style={{ left: Math.min(x + MARGIN, window.innerWidth - LABEL - MARGIN), top: y + MARGIN }}
        >
          {said}
        </p>
      )}
    </div>
  );
}

interface Listeners {
  readonly pointermove: (event: PointerEvent) => void;
  readonly pointerup: (event: PointerEvent) => void;
  readonly focusin: (event: FocusEvent) => void;
  readonly keydown: (event: KeyboardEvent) => void;
}

function useWindow(listeners: Listeners): void {
  const last = useRef(listeners);
  useEffect(() => {
    last.current = listeners;
  });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    window.addEventListener('pointermove', (event) => last.current.pointermove(event), { signal });
    window.addEventListener('pointerup', (event) => last.current.pointerup(event), { signal });
    window.addEventListener('focusin', (event) => last.current.focusin(event), { signal });
    window.addEventListener('keydown', (event) => last.current.keydown(event), { signal, capture: true });
    return () => controller.abort();
  }, []);
}

/** The middle of an element in the window; undefined: it is not on the board. */
function middleOf(element: ElementId): Point | undefined {
  const { kind, namespace = '', name } = parseObjectKey(element) ?? { kind: '', name: '' };
  const found = [element, frameId(namespace, { kind, name })].flatMap(
    (id) => document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`) ?? [],
  );
  const box = found[0]?.getBoundingClientRect();
  return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
