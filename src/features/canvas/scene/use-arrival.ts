import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import type { ElementId } from '../../../scenario/document/document.ts';
import { parseObjectKey } from '../../../engine/objects.ts';
import { isSystem, isSystemNamespace } from '../../../simulation/system.ts';
import { useSimulation, useView } from '../../../simulation/workspace/context.ts';
import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import { boundsOf } from '../placing/index-board.ts';
import type { Board } from '../board/placed-board.ts';
import {
  type Camera,
  clearOfControls,
  contains,
  CONTROLS,
  fitCamera,
  roomOn,
  type ScreenSize,
  visibleRect,
} from '../board/camera.ts';
import type { BoardElement, Rect } from '../board/element.ts';
import { cardToOpen, standingFor } from '../folding/standing.ts';
import { shared } from '../words/rects.ts';
import type { BoardState } from './use-board.ts';
import { clearOfPanels } from './clear-of-panels.ts';
import { VIEW_MOVE } from './view-move.ts';

/** Close enough to read what has been found. */
const READING_ZOOM = 0.8;
/** Frames for which the focus is tried to be given. */
const PATIENCE = 60;

interface ArrivalOptions extends Pick<BoardState, 'board' | 'hasSystem' | 'systemShown' | 'setSystemShown'> {
  readonly screen: ScreenSize;
  /** The view is the person's from now on. */
  readonly keepView: () => void;
}

/**
 * Brings into view what somebody looked for, and gives it the focus; what is not on the board is seen in the inspector.
 * What is selected stays in sight. `goTo` does the same for any element; `drop` is told what is dropped, before it stands there: what
 * gets another place for it, as a pod on another node, comes into sight.
 */
export function useArrival({ board, hasSystem, systemShown, setSystemShown, screen, keepView }: ArrivalOptions) {
  const simulation = useSimulation();
  const arrival = useView((state) => state.arrival);
  const arrived = useView((state) => state.arrived);
  const { show, goTo, slideTo } = useGoTo(board, screen, keepView);
  useKeepInSight(board, screen, { show, slideTo });
  useEffect(() => {
    if (arrival === undefined || arrival.done) return;
    // The card that it is in is about to be opened.
    if (cardToOpen(board, arrival.element) !== undefined) return;
    const stands = standingFor(board, arrival.element).length > 0;
    // What the engine needs for it may be on its way.
    if (arrival.isAdded) {
      if (!stands) return;
      slideTo(arrival.element);
    } else if (stands) goTo(arrival.element);
    else if (hasSystem && !systemShown && isOfSystem(arrival.element)) {
      setSystemShown(true);
      tellSystem(simulation, () => setSystemShown(false));
      return;
    } else focusSoon(() => document.querySelector('[data-region="inspector"]'));
    // Who looks for something does not want to follow the packet elsewhere.
    if (!arrival.isAdded) keepView();
    arrived();
  });
  return { goTo, drop: useDropped(board, screen, slideTo) };
}

/** A Namespace, a policy and the like stand nowhere: with the system hidden or not. */
function isOfSystem(element: ElementId): boolean {
  const { kind, name, namespace = '' } = parseObjectKey(element) ?? { kind: '', name: '' };
  return kind === 'Namespace' ? isSystemNamespace(name) : isSystem({ namespace, name });
}

/** What stands on the board for one thing that was looked for is taken away again by who does not want it. */
function tellSystem({ view, words }: Simulation, hide: () => void): void {
  const said = words.of('canvas').systemShown;
  view.getState().toast({ tone: 'info', text: said.told, action: { label: said.hide, run: hide } });
}

function useDropped(board: Board, screen: ScreenSize, slideTo: GoTo['slideTo']): (id: ElementId) => void {
  const flow = useReactFlow();
  const dropped = useRef<BoardElement>(undefined);
  useEffect(() => {
    const before = dropped.current;
    const element = before && board.element(before.id);
    dropped.current = undefined;
    // It stands where it was let go of.
    if (element === undefined || element.parent === before?.parent) return;
    if (!contains(visibleRect(flow.getViewport(), clearOfControls(screen)), element)) slideTo(element.id);
  }, [board, screen, flow, slideTo]);
  return useCallback(
    (id) => {
      dropped.current = board.element(id);
    },
    [board],
  );
}

interface GoTo {
  /** Brings all into view that one sees of an object. */
  readonly show: (id: ElementId) => void;
  /** And gives it the focus. */
  readonly goTo: (id: ElementId) => void;
  /** Clear of panels, at the scale that the view has if there is room for it. */
  readonly slideTo: (id: ElementId) => void;
}

function useGoTo(board: Board, screen: ScreenSize, keepView: () => void): GoTo {
  const flow = useReactFlow();
  const store = useStoreApi();
  const show = useCallback(
    (id: ElementId) => {
      const found = standingFor(board, id);
      if (found.length === 0) return;
      const whole = boundsOf(found);
      const {
        transform: [x, y, zoom],
        domNode,
      } = store.getState();
      const free = clearOfPanels(screen, domNode);
      if (zoom >= READING_ZOOM / 2 && contains(visibleRect({ x, y, zoom }, free), whole)) return;
      keepView();
      const close = Math.max(zoom, READING_ZOOM);
      // All that one sees of it.
      const near = found.length === 1 ? close : Math.min(close, fitCamera(whole, free).zoom);
      void flow.setViewport(centred(whole, near, free), VIEW_MOVE);
    },
    [board, flow, keepView, screen, store],
  );
  const goTo = useCallback(
    (id: ElementId) => {
      show(id);
      const [first] = standingFor(board, id);
      if (first === undefined) return;
      const selector = `.react-flow__node[data-id="${CSS.escape(first.id)}"]`;
      focusSoon(() => store.getState().domNode?.querySelector(selector));
    },
    [board, show, store],
  );
  const slideTo = useCallback(
    (id: ElementId) => {
      const { x, y, zoom } = flow.getViewport();
      const whole = boundsOf(standingFor(board, id));
      const { left, top, width, height } = whole;
      const free = clearOfPanels(screen, store.getState().domNode);
      const room = roomOn(free);
      if (width * zoom > room.width || height * zoom > room.height) {
        void flow.setViewport(fitCamera(whole, free), VIEW_MOVE);
        return;
      }
      const by = {
        x: pushInto(left * zoom + x - room.left, width * zoom, room.width, 0),
        y: pushInto(top * zoom + y - room.top, height * zoom, room.height, 0),
      };
      if (by.x !== 0 || by.y !== 0) void flow.setViewport({ x: x + by.x, y: y + by.y, zoom }, VIEW_MOVE);
    },
    [board, flow, screen, store],
  );
  return { show, goTo, slideTo };
}

/** A box in the middle of what of the screen is free. */
function centred({ left, top, width, height }: Rect, zoom: number, screen: ScreenSize): Camera {
  const room = roomOn(screen);
  return {
    x: room.left + room.width / 2 - (left + width / 2) * zoom,
    y: room.top + room.height / 2 - (top + height / 2) * zoom,
    zoom,
  };
}

/** Pixels between the edge and what is brought back into sight. */
const MARGIN = 16;
/** What less of is in sight is hidden. */
const HIDDEN = 0.6;

/**
 * What is selected and was in sight comes back into it where a panel would hide it, what was looked for wherever it would hide a part of
 * it; else the board stays as it is.
 */
function useKeepInSight(board: Board, screen: ScreenSize, { show, slideTo }: Pick<GoTo, 'show' | 'slideTo'>): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const selected = useView((state) => state.selected);
  const sought = useView(({ arrival }) => arrival?.done === false && arrival.isAdded !== true);
  const added = useView(({ arrival }) => (arrival?.isAdded ? arrival.element : undefined));
  const found = useView(({ arrival }) => arrival?.element);
  const before = useRef(screen);
  const below = useRef(0);
  useEffect(() => {
    const last = before.current;
    before.current = screen;
    const free = clearOfPanels(screen, store.getState().domNode);
    const { bottom = 0 } = free.covered ?? {};
    const rises = bottom > below.current;
    below.current = bottom;
    const stands = selected === undefined ? [] : standingFor(board, selected);
    const [element] = stands;
    if ((last === screen && !rises) || selected === undefined || element === undefined) return;
    const camera = flow.getViewport();
    if (added === selected) {
      slideTo(selected);
      return;
    }
    // The inspector that opens for what was sought takes of its room, and of that of several boxes.
    if (sought || (stands.length > 1 && contains(visibleRect(camera, last), boundsOf(stands)))) {
      show(selected);
      return;
    }
    // What rises from below does so over the board.
    if (rises) {
      if (!contains(visibleRect(camera, free), element)) slideTo(selected);
      return;
    }
    const isWhole = (size: ScreenSize): boolean => contains(visibleRect(camera, clearOfControls(size)), element);
    if (found === selected && isWhole(last) && !isWhole(screen)) {
      slideTo(selected);
      return;
    }
    const box = {
      left: element.left * camera.zoom + camera.x,
      top: element.top * camera.zoom + camera.y,
      width: element.width * camera.zoom,
      height: element.height * camera.zoom,
    };
    const isHidden = (size: ScreenSize): boolean =>
      shared(box, { left: 0, top: 0, ...size }) < HIDDEN * box.width * box.height;
    if (isHidden(last) || !isHidden(screen)) return;
    const by = {
      x: pushInto(box.left, box.width, screen.width - CONTROLS),
      y: pushInto(box.top, box.height, screen.height),
    };
    void flow.setViewport({ x: camera.x + by.x, y: camera.y + by.y, zoom: camera.zoom }, VIEW_MOVE);
  }, [board, screen, selected, sought, added, found, flow, store, show, slideTo]);
}

/** How far something has to move along an axis so that it lies within; its start goes before its end. */
function pushInto(start: number, length: number, room: number, margin = MARGIN): number {
  const over = Math.max(start + length + margin - room, 0);
  return start < margin ? margin - start : -Math.min(over, start - margin);
}

/** Boxes that come into view, and an inspector that is fetched, take a moment. Whoever presses something meanwhile goes elsewhere. */
export function focusSoon(find: () => Element | null | undefined): void {
  const gone = new AbortController();
  const options = { capture: true, once: true, signal: gone.signal };
  for (const sign of ['keydown', 'pointerdown']) window.addEventListener(sign, () => gone.abort(), options);
  const look = (left: number): void => {
    if (gone.signal.aborted) return;
    const element = find();
    if (element instanceof HTMLElement) element.focus({ preventScroll: true });
    if (left === 0 || (element != null && document.activeElement === element)) gone.abort();
    else requestAnimationFrame(() => look(left - 1));
  };
  look(PATIENCE);
}
