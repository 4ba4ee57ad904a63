import { useEffect, useState } from 'react';
import type { Camera, ScreenSize } from '../board/camera.ts';
import type { CameraSource } from '../board/camera-source.ts';
import type { Board } from '../board/placed-board.ts';
import { type Shown, showAround } from './shown-boxes.ts';

/** What of the board is in view, at first as `first` sees it, with how much detail. React hears of the view only when it leaves that. */
export function useShown(board: Board, screen: ScreenSize, view: CameraSource, first: Camera): Shown {
  const [shown, setShown] = useState<Shown>(() => showAround(board, first, screen));
  useEffect(() => {
    const follow = (): void => setShown((before) => showAround(board, view.get(), screen, before));
    follow();
    return view.subscribe(follow);
  }, [board, screen, view]);
  return shown;
}
