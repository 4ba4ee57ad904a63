import { useEffect } from 'react';
import type { Burst } from '../../../../simulation/playback/burst.ts';
import { useSimulation } from '../../../../simulation/workspace/context.ts';
import { openSurface, sameCamera } from '../../board/camera.ts';
import type { Painter, Underlay, UnderlayFrame } from '../../drawing/underlay.ts';
import { createCounter, type Counts } from './count-ends.ts';
import { paintCounts } from './paint-counts.ts';
import type { Stage } from '../places/place.ts';

interface BurstCountsProps {
  readonly stage: Stage;
  readonly burst: Burst;
  readonly underlay: Underlay;
}

/** Milliseconds between two looks at how many have come: a number that changes more often is not read. */
const PACE = 500;

/** How many requests came to each place, and which share each Service gave to whom: painted below the packet that is followed, without React. */
export function BurstCounts({ stage, burst, underlay }: BurstCountsProps) {
  const { playback } = useSimulation();
  useEffect(() => {
    const count = createCounter(stage, burst);
    const painterOf = createSheet(stage);
    let shown: string | undefined;
    const look = (): void => {
      const counts = count(burst.ended ? Number.POSITIVE_INFINITY : playback.getState().flightTime());
      if (counts.key === shown) return;
      shown = counts.key;
      underlay.setState({ paint: painterOf(counts) });
    };
    look();
    const timer = burst.ended ? undefined : setInterval(look, PACE);
    return () => {
      clearInterval(timer);
      underlay.setState({ paint: undefined });
    };
  }, [stage, burst, underlay, playback]);
  return null;
}

/**
 * Paints counts once for a view of the board, and again only when that is another: the packet that is painted upon them moves in every
 * frame. All of them on one sheet, whichever came last.
 */
function createSheet({ board }: Stage): (counts: Counts) => Painter {
  const sheet = document.createElement('canvas');
  return (counts) => {
    let painted: UnderlayFrame | undefined;
    return (context, frame) => {
      const { camera, screen, palette } = frame;
      if (!isSame(painted, frame)) {
        const surface = openSurface(sheet, screen);
        if (surface === undefined) return;
        paintCounts(surface, counts, { board, camera, palette });
        painted = frame;
      }
      context.drawImage(sheet, 0, 0, screen.width, screen.height);
    };
  };
}

function isSame(before: UnderlayFrame | undefined, { camera, screen, palette }: UnderlayFrame): boolean {
  return before?.screen === screen && before.palette === palette && sameCamera(before.camera, camera);
}
