import { useReactFlow } from '@xyflow/react';
import { useRef } from 'react';
import type { Position } from '../../../scenario/document/document.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { objectOf } from '../board/element.ts';
import type { Board } from '../board/placed-board.ts';
import type { BoxNode } from '../boxes/BoardBox.tsx';
import type { Drag } from '../scene/use-board.ts';
import { shifted } from './arrange.ts';
import { moversOf } from './grouped.ts';
import { placeGroup } from './move-group.ts';

interface GroupDragOptions {
  readonly board: Board;
  readonly drag: Drag | undefined;
  readonly setDrag: (drag: Drag | undefined) => void;
  readonly keepView: () => void;
  /** Screen pixels a pointer moves before it drags. */
  readonly threshold: number;
}

interface Held {
  /** The board as it was when the pointer went down, and where on it that was. */
  readonly board: Board;
  readonly begin: Position;
}

type DragEvent = MouseEvent | TouchEvent;

/** Dragging one of several that are selected moves all of them. */
export function useGroupDrag({ board, drag, setDrag, keepView, threshold }: GroupDragOptions) {
  const simulation = useSimulation();
  const flow = useReactFlow();
  const held = useRef<Held>(undefined);
  const place = (event: DragEvent): Position | undefined => {
    const point = 'clientX' in event ? event : (event.touches[0] ?? event.changedTouches[0]);
    return point && flow.screenToFlowPosition({ x: point.clientX, y: point.clientY }, { snapToGrid: false });
  };
  return {
    isHeld: (): boolean => held.current !== undefined,
    onNodeDragStart: (event: DragEvent | React.MouseEvent, { data }: BoxNode): void => {
      const { group } = simulation.view.getState();
      const begin = group.includes(objectOf(data.element)) ? place(nativeOf(event)) : undefined;
      held.current = begin && { board, begin };
    },
    onNodeDrag: (event: DragEvent | React.MouseEvent, { id }: BoxNode): void => {
      const at = place(nativeOf(event));
      if (held.current === undefined || at === undefined) return;
      const { begin, board: before } = held.current;
      const by = { x: at.x - begin.x, y: at.y - begin.y };
      if (drag === undefined && Math.hypot(by.x, by.y) * flow.getZoom() < threshold) return;
      keepView();
      const positions = shifted(moversOf(before, simulation.view.getState().group), () => by);
      const own = before.element(id) ?? { x: 0, y: 0 };
      setDrag({ id, position: positions.get(id) ?? { x: own.x, y: own.y }, others: Object.fromEntries(positions) });
    },
    /** True where several were held: they are where they were let go. */
    drop: (): boolean => {
      const wasHeld = held.current;
      held.current = undefined;
      if (wasHeld === undefined || drag?.others === undefined) return wasHeld !== undefined;
      setDrag(undefined);
      placeGroup(simulation, wasHeld.board, new Map(Object.entries(drag.others)));
      return true;
    },
  };
}

function nativeOf(event: DragEvent | React.MouseEvent): DragEvent {
  return 'nativeEvent' in event ? event.nativeEvent : event;
}
