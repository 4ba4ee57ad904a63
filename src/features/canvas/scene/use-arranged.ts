import { useMemo } from 'react';
import { positionsIn } from '../../../simulation/positions.ts';
import { readRoom, roomName } from '../../../simulation/workspace/arranged.ts';
import { useDocument, useView } from '../../../simulation/workspace/context.ts';
import { isPhone, NARROW, roomOn, type ScreenSize } from '../board/camera.ts';

/**
 * The room a board is laid out for: where somebody has put something, the one it was for then, as places in another would not suit
 * it; else that of a narrow screen. undefined: a common one.
 */
export function useArrangedFor(fitted: ScreenSize): ScreenSize | undefined {
  const lens = useView((state) => state.lens);
  const moved = useDocument((state) => Object.keys(positionsIn(lens, state.document.layout)).length > 0);
  const kept = useView((state) => state.unfolded.find((name) => name.startsWith(roomName(lens))));
  return useMemo(() => {
    if (moved) return readRoom(kept);
    return fitted.width >= NARROW || isPhone(fitted) ? undefined : roomOn(fitted);
  }, [moved, kept, fitted]);
}
