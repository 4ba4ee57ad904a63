import { useWords } from '../../ui/words.ts';
import '@xyflow/react/dist/base.css';
import { type NodeChange, ReactFlow, ReactFlowProvider, useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { type CSSProperties, useMemo, useState } from 'react';
import type { ElementId, Position } from '../../scenario/document/document.ts';
import { useSimulation, useView } from '../../simulation/workspace/context.ts';
import { BoardLayer } from './drawing/BoardLayer.tsx';
import { boardText, boardTextSize, READABLE, READABLE_FROM_AFAR } from './board/board-text.ts';
import { BOX_TYPES, type BoxNode } from './boxes/BoardBox.tsx';
import { type Camera, MAX_ZOOM, MIN_ZOOM } from './board/camera.ts';
import type { CameraSource } from './board/camera-source.ts';
import { FOLD_PARTS } from './folding/folds.ts';
import { FoldPartsContext } from './folding/fold-parts.ts';
import { dropElement } from './editing/edit-board.ts';
import { FrameRect } from './selection/FrameRect.tsx';
import { useClipboard } from './selection/use-clipboard.ts';
import { useFrame } from './selection/use-frame.ts';
import { useGroupDrag } from './selection/use-group-drag.ts';
import { usePlaceNew } from './selection/use-place-new.ts';
import { useSelection } from './selection/use-selection.ts';
import { nodeBelow } from './editing/node-below.ts';
import { FilteredControls, OpenFilter } from './BoardFilter.tsx';
import { FindingMarks } from './FindingMarks.tsx';
import { FlightLayer } from './packets/flights/FlightLayer.tsx';
import { PrintedBoard } from './PrintedBoard.tsx';
import { PacketLayer } from './packets/PacketLayer.tsx';
import { createBoxes } from './boxes/create-boxes.ts';
import { useShown } from './boxes/use-shown.ts';
import { useFollow } from './packets/use-follow.ts';
import { boardRole, roverOf } from './focus/rover.ts';
import { useArrangedFor } from './scene/use-arranged.ts';
import { useArrival } from './scene/use-arrival.ts';
import { useBoard } from './scene/use-board.ts';
import { useNeighbours } from './focus/use-neighbours.ts';
import { type LastPointer, useRestingPointer } from './focus/use-resting-pointer.ts';
import { type Room, roomCamera } from './scene/use-room.ts';
import { useFit } from './scene/use-fit.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useScene } from './scene/use-scene.ts';
import { VIEW_MOVE } from './scene/view-move.ts';

import { useClicks } from './use-clicks.ts';

const SelectionBar = lazyPart(
  { part: 'selection', place: 'board', words: ['later', 'narrator'] },
  async () => (await import('./selection/SelectionBar.tsx')).SelectionBar,
);

/** Screen pixels a pointer moves before it drags. */
const DRAG_THRESHOLD = 4;
/** How React Flow is used: it moves the view and boxes, and leaves keys and selection to the board. */
const FLOW = {
  nodeTypes: BOX_TYPES,
  minZoom: MIN_ZOOM,
  maxZoom: MAX_ZOOM,
  nodesConnectable: false,
  elementsSelectable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  zoomOnDoubleClick: false,
  // Any other than 0 is lost from the way of what is dragged: what is less than a drag is kept apart below.
  nodeDragThreshold: 0,
  nodeClickDistance: DRAG_THRESHOLD,
  selectNodesOnDrag: false,
  elevateNodesOnSelect: false,
  attributionPosition: 'bottom-left',
} as const;
const FLOW_STYLE = { background: 'transparent', '--xy-attribution-background-color': 'transparent' } as CSSProperties;

const CLASS =
  '[&_.react-flow__node]:transition-opacity [&_[data-aside]]:opacity-40 [&_.line-shut]:opacity-40 [&_.line-open]:rounded-lg [&_.line-open]:outline-2 [&_.line-open]:outline-offset-2 [&_.line-open]:outline-accent';
const AIMING = '[&_.react-flow__node]:cursor-crosshair! [&_.react-flow__pane]:cursor-crosshair!';

/** `isAiming`: a click says which element is meant. */
const flowClass = (isAiming: boolean): string => (isAiming ? `${CLASS} ${AIMING}` : CLASS);

export interface BoardViewProps {
  readonly room: Room;
  /** How the board was seen when something was dropped on it, before this took over. */
  readonly seen: Camera | undefined;
  /** How it was seen last, before this took over; undefined: not at all. */
  readonly from: () => Camera | undefined;
  /** How many fits had been asked for when the board was first seen. */
  readonly fitsBefore: number;
  readonly rover: ElementId | undefined;
  readonly pointer: LastPointer;
}

/** The board as one works with it: React Flow moves the view and what is dragged. */
export function BoardView(props: BoardViewProps) {
  return (
    <FoldPartsContext value={FOLD_PARTS}>
      <ReactFlowProvider>
        <FindingMarks>
          <FlowBoard {...props} />
        </FindingMarks>
      </ReactFlowProvider>
      <OpenFilter />
      <PrintedBoard />
    </FoldPartsContext>
  );
}

function FlowBoard({ room, room: { screen }, seen, from, fitsBefore, rover, pointer }: BoardViewProps) {
  const flow = useReactFlow();
  const { board, made, drag, setDrag, ...controls } = useBoard(useArrangedFor(room.fitted));
  const frame = useFrame(board);
  const { selected, standing } = useSelection(board, frame);
  const readOnly = useView((state) => state.readOnly);
  const picking = useView((state) => state.picking);
  const line = useView((state) => state.line);
  const fitView = useView((state) => state.fitView);
  useRestingPointer(pointer);
  useClipboard();
  usePlaceNew();
  const isTogether = useView(({ group, gathering }) => group.length > 0 || gathering);

  const [initial] = useState(() => seen ?? from() ?? roomCamera(board.bounds, room));
  const view = useFlowCamera();
  const shown = useShown(board, screen, view, initial);
  const text = useText();
  const receiving = drag && nodeBelow(board, drag.id, drag.position)?.id;
  const dragged = drag?.id;
  const reached = roverOf(board, rover);
  const nodes = useMemo(
    () => createBoxes(board, { shown, dragged, receiving, readOnly, selected, line, reached }),
    [board, shown, dragged, receiving, readOnly, selected, line, reached],
  );
  const { keepView, looking } = useFit({ board, made, room, seen, fitsBefore });
  const [hovered, setHovered] = useState<ElementId>();
  const pointed = drag === undefined ? hovered : undefined;
  const { stage, scene } = useScene(board, shown.detail, pointed, standing);
  useNeighbours(scene, nodes, pointed);
  useFollow(stage, room, looking);
  const { goTo, drop } = useArrival({ board, ...controls, screen, keepView });
  const drags = useDrags({ board, drag, setDrag, keepView, drop });
  const clicks = useClicks({ board, screen, detail: shown.detail, goTo, keepView });

  return (
    <ReactFlow<BoxNode>
      className={flowClass(picking !== undefined || line !== undefined)}
      {...FLOW}
      {...clicks}
      {...drags}
      {...boardRole(board, useWords('board'))}
      nodes={nodes}
      defaultViewport={initial}
      width={screen.width}
      height={screen.height}
      onNodeMouseMove={(_event, { id }) => setHovered(id)}
      onNodeMouseLeave={() => setHovered(undefined)}
      onMoveStart={(event) => {
        if (event !== null) keepView();
      }}
      {...text}
      style={{ ...FLOW_STYLE, ...text.style }}
    >
      <BoardLayer scene={scene} screen={screen} view={view} />
      <FlightLayer stage={stage} screen={screen} view={view} />
      <PacketLayer stage={stage} screen={screen} view={view} />
      {frame !== undefined && <FrameRect rect={frame.rect} />}
      {isTogether && drag === undefined && <SelectionBar board={board} screen={screen} />}
      <FilteredControls
        onFit={() => fitView(true)}
        onZoom={(factor) => {
          keepView();
          void (factor > 1 ? flow.zoomIn(VIEW_MOVE) : flow.zoomOut(VIEW_MOVE));
        }}
        {...controls}
      />
    </ReactFlow>
  );
}

interface DragOptions extends Pick<ReturnType<typeof useBoard>, 'board' | 'drag' | 'setDrag'> {
  readonly keepView: () => void;
  /** What is dropped will stand where it is dropped, or elsewhere. */
  readonly drop: (id: ElementId) => void;
}

/** What dragging does. */
function useDrags({ board, drag, setDrag, keepView, drop }: DragOptions) {
  const simulation = useSimulation();
  const flow = useReactFlow();
  const isDrag = (id: ElementId, { x, y }: Position): boolean => {
    const element = board.element(id);
    if (drag !== undefined || element === undefined) return true;
    return Math.hypot(x - element.x, y - element.y) * flow.getZoom() >= DRAG_THRESHOLD;
  };
  const group = useGroupDrag({ board, drag, setDrag, keepView, threshold: DRAG_THRESHOLD });
  const onNodesChange = (changes: readonly NodeChange<BoxNode>[]): void => {
    for (const change of changes) {
      if (group.isHeld()) continue;
      if (change.type === 'position' && change.dragging && change.position && isDrag(change.id, change.position)) {
        keepView();
        setDrag({ id: change.id, position: change.position });
      }
    }
  };
  const onNodeDragStop = (_event: unknown, { id, position }: BoxNode): void => {
    const isGroup = group.drop();
    if (drag === undefined || isGroup) return;
    setDrag(undefined);
    drop(id);
    dropElement(simulation, board, id, position);
  };
  return { onNodesChange, onNodeDragStart: group.onNodeDragStart, onNodeDrag: group.onNodeDrag, onNodeDragStop };
}

/** In the same frame as the view itself: what is seen smaller has larger text. */
function useText() {
  const least = useView((state) => (state.presenting ? READABLE_FROM_AFAR : READABLE));
  const textSize = useStore(({ transform: [, , zoom] }) => boardTextSize(zoom, least));
  return useMemo(() => boardText(textSize), [textSize]);
}

function useFlowCamera(): CameraSource {
  const store = useStoreApi();
  return useMemo(
    () => ({
      get: () => {
        const [x, y, zoom] = store.getState().transform;
        return { x, y, zoom };
      },
      subscribe: (listener) =>
        store.subscribe((state, before) => {
          if (state.transform !== before.transform) listener();
        }),
    }),
    [store],
  );
}
