import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import type { ElementId, Position } from '../../../scenario/document/document.ts';
import { setPositions } from '../../../simulation/edits.ts';
import { positionKey, positionsIn } from '../../../simulation/positions.ts';
import type { PlaceNew } from '../../../simulation/stores/view-store.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import type { BoardElement } from '../board/element.ts';
import { createBoard } from '../placing/board.ts';

/** Board pixels between things that are new, and to which a row of them grows. */
const GAP = 24;
const ROW = 900;

/** Lets what is pasted stand where the pointer is over the board, else in the middle of what one sees of it. */
export function usePlaceNew(): void {
  const { view } = useSimulation();
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const { domNode } = store.getState();
    if (domNode === null) return undefined;
    let pointer: Position | undefined;
    const stop = new AbortController();
    const note = ({ clientX, clientY }: PointerEvent): void => {
      pointer = { x: clientX, y: clientY };
    };
    const forget = (): void => {
      pointer = undefined;
    };
    domNode.addEventListener('pointermove', note, { signal: stop.signal });
    domNode.addEventListener('pointerleave', forget, { signal: stop.signal });
    const placeNew: PlaceNew = (document, cluster, ids, place = pointer) => {
      const { lens } = view.getState();
      // Among applications everything has its place in the frame of what it belongs to.
      if (lens === 'application') return document;
      const { left, top, width, height } = domNode.getBoundingClientRect();
      const at = flow.screenToFlowPosition(place ?? { x: left + width / 2, y: top + height / 2 });
      const board = createBoard({ lens, cluster, layout: positionsIn(lens, document.layout), hidden: new Set() });
      const own = ids.flatMap((id) => board.element(id) ?? []).filter(({ parent }) => parent === undefined);
      const places = [...inRows(own, at)].map(([id, place]) => [positionKey(lens, id), place] as const);
      return setPositions(document, new Map(places));
    };
    view.setState({ placeNew });
    return () => {
      stop.abort();
      view.setState({ placeNew: undefined });
    };
  }, [flow, store, view]);
}

/** One beside the other, around a point. */
function inRows(
  elements: readonly Pick<BoardElement, 'id' | 'width' | 'height'>[],
  { x, y }: Position,
): ReadonlyMap<ElementId, Position> {
  const places = new Map<ElementId, Position>();
  let [left, top, tallest, widest] = [0, 0, 0, 0];
  for (const { id, width, height } of elements) {
    if (left > 0 && left + width > ROW) {
      top += tallest + GAP;
      [left, tallest] = [0, 0];
    }
    places.set(id, { x: left, y: top });
    left += width + GAP;
    widest = Math.max(widest, left - GAP);
    tallest = Math.max(tallest, height);
  }
  const [toLeft, toTop] = [Math.round(x - widest / 2), Math.round(y - (top + tallest) / 2)];
  return new Map([...places].map(([id, place]) => [id, { x: place.x + toLeft, y: place.y + toTop }]));
}
