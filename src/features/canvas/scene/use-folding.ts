import { useReactFlow } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { ElementId, Position } from '../../../scenario/document/document.ts';
import { foldFrame } from '../../../simulation/workspace/frames.ts';
import { useSimulation, useView } from '../../../simulation/workspace/context.ts';
import { contains, fitCamera, type ScreenSize, visibleRect } from '../board/camera.ts';
import type { Board } from '../board/placed-board.ts';
import { cardToOpen } from '../folding/standing.ts';
import { VIEW_MOVE } from './view-move.ts';

export interface FoldingOptions {
  readonly board: Board;
  readonly screen: ScreenSize;
  /** The view is the person's from now on. */
  readonly keepView: () => void;
}

/**
 * A frame that is folded or opened by hand stays where it is on the screen, as the pointer is on it; one that then reaches beyond
 * the screen is brought into view. Selecting what is in a card opens that. Returns what has to be told of the frame before.
 */
export function useFolding({ board, screen, keepView }: FoldingOptions): (id: ElementId) => void {
  const flow = useReactFlow();
  const held = useRef<{ readonly id: ElementId; readonly at: Position; readonly board: Board }>(undefined);
  useRevealed(board);
  useEffect(() => {
    const before = held.current;
    if (before === undefined || before.board === board) return;
    held.current = undefined;
    const frame = board.element(before.id);
    if (frame === undefined) return;
    const { zoom } = flow.getViewport();
    const camera = { x: before.at.x - frame.left * zoom, y: before.at.y - frame.top * zoom, zoom };
    void flow.setViewport(camera);
    if (frame.folded === false && !contains(visibleRect(camera, screen), frame)) {
      const whole = fitCamera(frame, screen);
      if (whole.zoom < zoom) void flow.setViewport(whole, VIEW_MOVE);
      else void flow.setCenter(frame.left + frame.width / 2, frame.top + frame.height / 2, { zoom, ...VIEW_MOVE });
    }
  }, [board, flow, screen]);
  return (id) => {
    const frame = board.element(id);
    if (frame === undefined) return;
    keepView();
    const { x, y, zoom } = flow.getViewport();
    held.current = { id, at: { x: frame.left * zoom + x, y: frame.top * zoom + y }, board };
  };
}

/** Opens what the selected thing is folded in, card by card; once, so that it can be folded again. */
function useRevealed(board: Board): void {
  const { view } = useSimulation();
  const selected = useView((state) => state.selected);
  const arrival = useView((state) => state.arrival);
  const sought = useRef<{
    readonly selected: ElementId | undefined;
    readonly arrival: unknown;
    readonly done: boolean;
  }>({
    selected: undefined,
    arrival: undefined,
    done: true,
  });
  useEffect(() => {
    const before = sought.current;
    const asked = before.selected !== selected || (arrival !== before.arrival && arrival?.done === false);
    if (before.done && !asked) return;
    const card = selected === undefined ? undefined : cardToOpen(board, selected);
    sought.current = { selected, arrival, done: card === undefined };
    if (card !== undefined) foldFrame(view, card.id, false);
  }, [board, selected, arrival, view]);
}
