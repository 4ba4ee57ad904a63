import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useDocument, useView } from '../../../simulation/workspace/context.ts';
import { type Camera, firstCamera, type ScreenSize } from '../board/camera.ts';
import type { Rect } from '../board/element.ts';

/** How much of the window the board has. */
export interface Room {
  readonly screen: ScreenSize;
  /** What the view is fitted to: as large as the screen was before panels took of it. Another one asks for another fit. */
  readonly fitted: ScreenSize;
  /** Pixels by which the board’s upper edge has moved down in the window since then. */
  readonly lowered: number;
}

interface Measured extends Room {
  readonly window: string;
  readonly top: number;
}

/** What is known of the room before it can be measured; in another window, '' for none, it is measured anew. */
export interface KnownRoom extends ScreenSize {
  readonly top: number;
  readonly window: string;
}

/** Tells one size of the window from another. */
export function windowSize(): string {
  return `${innerWidth} ${innerHeight}`;
}

/** The first look at a board, as it stands after panels took of its room. */
export function roomCamera(bounds: Rect, { fitted, lowered }: Room): Camera {
  const { x, y, zoom } = firstCamera(bounds, fitted);
  return { x, y: y - lowered, zoom };
}

const SIGNS = ['pointerdown', 'keydown'] as const;

/**
 * Measures the board’s part of the window. What was opened and another size of the window are worth another fit; a panel that
 * somebody opens takes its room without moving what is on the board. `known`: what there is before anything can be measured.
 */
export function useRoom(frame: RefObject<HTMLElement | null>, known: KnownRoom | undefined): Room | undefined {
  const [room, setRoom] = useState<Measured | undefined>(
    known && { ...known, screen: known, fitted: known, lowered: 0 },
  );
  const settles = useSettling();
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const measure = (): void => {
      // Paper is no room: what is printed is what stands on the screen.
      if (matchMedia('print').matches) return;
      const { clientWidth: width, clientHeight: height } = element;
      const { top } = element.getBoundingClientRect();
      setRoom((before) => measured(before, { width, height, top, window: windowSize(), isNew: settles() }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, settles]);
  return room;
}

interface Found extends ScreenSize {
  readonly top: number;
  readonly window: string;
  readonly isNew: boolean;
}

function measured(before: Measured | undefined, { width, height, top, window, isNew }: Found): Measured {
  const isSame = before?.screen.width === width && before.screen.height === height;
  if (before !== undefined && isSame && before.window === window && before.top === top) return before;
  const screen = isSame ? before.screen : { width, height };
  if (before === undefined || isNew || before.window !== window)
    return { screen, fitted: screen, lowered: 0, window, top };
  return { ...before, screen, top, lowered: before.lowered + top - before.top };
}

/** Whether the page still finds its form: nobody has touched it since something was opened, presented, or began or ended to be written. */
function useSettling(): () => boolean {
  const opening = useDocument((state) => state.opening);
  const presenting = useView((state) => state.presenting);
  const authoring = useView((state) => state.authoring);
  const settles = useRef(true);
  useLayoutEffect(() => {
    settles.current = true;
  }, [opening, presenting, authoring]);
  useEffect(() => {
    const touched = (): void => {
      settles.current = false;
    };
    for (const sign of SIGNS) addEventListener(sign, touched, { capture: true, passive: true });
    return () => {
      for (const sign of SIGNS) removeEventListener(sign, touched, { capture: true });
    };
  }, []);
  return useCallback(() => settles.current, []);
}
