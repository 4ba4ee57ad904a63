import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import type { ElementId } from '../../../scenario/document/document.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import type { Rect } from '../board/element.ts';
import type { Board } from '../board/placed-board.ts';
import { enclosedIn } from './grouped.ts';
import { watchFrame } from './watch-frame.ts';

export interface DrawnFrame {
  /** In the board's part of the window. */
  readonly rect: Rect;
  readonly enclosed: readonly ElementId[];
}

/** A frame that is being drawn, with Shift or while things are gathered: what it encloses joins what is selected. */
export function useFrame(board: Board): DrawnFrame | undefined {
  const { view } = useSimulation();
  const flow = useReactFlow();
  const store = useStoreApi();
  const [frame, setFrame] = useState<DrawnFrame>();
  const here = useRef({ board, flow });
  useEffect(() => {
    here.current = { board, flow };
  });
  useEffect(() => {
    const { domNode } = store.getState();
    if (domNode === null) return undefined;
    const enclosed = (drawn: DOMRect): readonly ElementId[] => {
      const first = here.current.flow.screenToFlowPosition({ x: drawn.left, y: drawn.top });
      const last = here.current.flow.screenToFlowPosition({ x: drawn.right, y: drawn.bottom });
      const rect = { left: first.x, top: first.y, width: last.x - first.x, height: last.y - first.y };
      return enclosedIn(here.current.board, rect);
    };
    return watchFrame(domNode, {
      wants: ({ shiftKey }) => {
        const { gathering, picking, line } = view.getState();
        return (shiftKey || gathering) && picking === undefined && line === undefined;
      },
      onDraw: (drawn) => {
        const own = domNode.getBoundingClientRect();
        const { left, top, width, height } = drawn;
        const rect = { left: left - own.left, top: top - own.top, width, height };
        setFrame({ rect, enclosed: enclosed(drawn) });
      },
      onEnd: (drawn) => {
        setFrame(undefined);
        if (drawn === undefined) return;
        const { selected, group, selectAll } = view.getState();
        selectAll([...(selected === undefined ? group : [selected]), ...enclosed(drawn)]);
      },
    });
  }, [store, view]);
  return frame;
}
