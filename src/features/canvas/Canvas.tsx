import { lazy, Suspense, useLayoutEffect, useRef, useState } from 'react';
import { useDocument } from '../../simulation/context.ts';
import type { ScreenSize } from './camera.ts';
import { EmptyBoard } from './EmptyBoard.tsx';
import { FirstLook } from './FirstLook.tsx';
import { useAwake } from './use-awake.ts';

const BoardView = lazy(async () => ({ default: (await import('./BoardView.tsx')).BoardView }));

/** The board: every object of the cluster at its place, and the packets on their way. */
export function Canvas() {
  const { awake, wake } = useAwake();
  const frame = useRef<HTMLElement>(null);
  const [screen, setScreen] = useState<ScreenSize>();
  const empty = useDocument((state) => state.document.objects.length === 0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      setScreen((before) => (before?.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <section ref={frame} aria-label="Canvas" className="relative size-full min-h-0 min-w-0 overflow-hidden bg-paper">
      {empty ? (
        <EmptyBoard />
      ) : (
        screen !== undefined &&
        screen.width > 0 && (
          <Suspense fallback={<FirstLook screen={screen} onWake={wake} />}>
            {awake ? <BoardView screen={screen} /> : <FirstLook screen={screen} onWake={wake} />}
          </Suspense>
        )
      )}
    </section>
  );
}
