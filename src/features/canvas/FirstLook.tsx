import { useWords } from '../../ui/words.ts';
import { type CSSProperties, type KeyboardEvent, type MouseEvent, use, useMemo, useState } from 'react';
import type { ElementId } from '../../scenario/document/document.ts';
import { useSimulation, useView } from '../../simulation/workspace/context.ts';
import { BoardBox } from './boxes/BoardBox.tsx';
import { BoardControls } from './BoardControls.tsx';
import { BoardLayer } from './drawing/BoardLayer.tsx';
import { boardText, boardTextSize } from './board/board-text.ts';
import { type Camera, fitCamera, type ScreenSize, zoomedBy } from './board/camera.ts';
import { fixedCamera } from './board/camera-source.ts';
import { clickElement } from './focus/click-element.ts';
import { FoldPartsContext } from './folding/fold-parts.ts';
import { nodeBelow } from './editing/node-below.ts';
import { openMenu } from './editing/open-menu.ts';
import { type BoardElement, objectOf } from './board/element.ts';
import { FlightLayer } from './packets/flights/FlightLayer.tsx';
import { PacketLayer } from './packets/PacketLayer.tsx';
import { givenElements, showAround } from './boxes/shown-boxes.ts';
import { boardRole, roverOf } from './focus/rover.ts';
import { type Drag, useBoard } from './scene/use-board.ts';
import { useScene } from './scene/use-scene.ts';
import { type Room, roomCamera } from './scene/use-room.ts';
import { useStillDrag } from './scene/use-still-drag.ts';

interface FirstLookProps {
  readonly room: Room;
  /** How the board is seen since somebody dragged something, or moved the view. */
  readonly seen: Camera | undefined;
  readonly onSeen: (camera: Camera) => void;
  readonly rover: ElementId | undefined;
  /** Something is being dragged: this must stay. */
  readonly onHold: (held: boolean) => void;
}

/** The board as one first sees it, before what moves the view has arrived: same boxes, same places, and they can be dragged. */
export function FirstLook({ room, rover, seen, onSeen, onHold }: FirstLookProps) {
  const words = useWords('board');
  const simulation = useSimulation();
  const { board, drag, setDrag, foldParts, ...controls } = useBoard();
  // The view stays where it is while something is dragged, and when it has been dropped.
  const [bounds, setBounds] = useState(board.bounds);
  if (drag === undefined && bounds !== board.bounds && seen === undefined) setBounds(board.bounds);
  const { screen } = room;
  const camera = useMemo(() => seen ?? roomCamera(bounds, room), [seen, bounds, room]);
  const move = (next: Drag | undefined): void => {
    if (next !== undefined) onSeen(camera);
    setDrag(next);
  };
  const { handlers, endedDrag } = useStillDrag({ board, zoom: camera.zoom, setDrag: move, onHold });
  const receiving = drag === undefined ? undefined : nodeBelow(board, drag.id, drag.position)?.id;
  const view = useMemo(() => fixedCamera(camera), [camera]);
  const shown = useMemo(() => showAround(board, camera, screen), [board, camera, screen]);
  const elements = useMemo(() => givenElements(board, shown), [board, shown]);
  const { stage, scene } = useScene(board, shown.detail);
  const reached = roverOf(board, rover);
  const text = boardText(boardTextSize(camera.zoom));
  return (
    <FoldPartsContext value={foldParts}>
      <div
        data-first-look
        className="absolute inset-0 isolate"
        style={onPaper(screen)}
        onContextMenuCapture={(event) => openMenu(simulation, undefined, event)}
      >
        <BoardLayer scene={scene} screen={screen} view={view} />
        <div
          {...boardRole(board, words)}
          className="absolute top-0 left-0 origin-top-left"
          {...text}
          style={{ ...text.style, transform: `translate(${camera.x}px, ${camera.y}px) scale(${camera.zoom})` }}
        >
          {elements.map((element) => (
            <StillBox
              key={element.id}
              element={element}
              reached={reached === element.id}
              held={drag?.id === element.id}
              receiving={receiving === element.id}
              handlers={handlers(element)}
              endedDrag={endedDrag}
            />
          ))}
        </div>
        <FlightLayer stage={stage} screen={screen} view={view} />
        <PacketLayer stage={stage} screen={screen} view={view} />
        <BoardControls
          onFit={() => onSeen(fitCamera(board.bounds, screen))}
          onZoom={(factor) => onSeen(zoomedBy(factor, camera, screen))}
          {...controls}
        />
      </div>
    </FoldPartsContext>
  );
}

/** On paper it is as large as on the screen, in proportion (theme.css). */
function onPaper({ width, height }: ScreenSize): CSSProperties {
  const size: Readonly<Record<`--${string}`, number>> = { '--wide': width, '--high': height };
  return size;
}

interface StillBoxProps {
  readonly element: BoardElement;
  readonly reached: boolean;
  readonly held: boolean;
  readonly receiving: boolean;
  readonly handlers: ReturnType<ReturnType<typeof useStillDrag>['handlers']>;
  readonly endedDrag: () => boolean;
}

function StillBox({ element, reached, held, receiving, handlers, endedDrag }: StillBoxProps) {
  const simulation = useSimulation();
  const parts = use(FoldPartsContext);
  const selected = useView((state) => state.selected === element.id);
  const { left, top, width, height, parent } = element;
  const style: CSSProperties = { left, top, width, height, zIndex: held ? 1000 : parent === undefined ? 0 : 1 };
  const press = (event: MouseEvent | KeyboardEvent): void => {
    if (event.shiftKey) simulation.view.getState().toggleSelected(objectOf(element));
    else if (!parts?.fold(simulation, element, event)) clickElement(simulation, element);
  };
  return (
    <div
      role="button"
      tabIndex={reached ? 0 : -1}
      data-id={element.id}
      aria-pressed={selected}
      aria-expanded={element.folded === undefined ? undefined : !element.folded}
      className="absolute cursor-pointer touch-none"
      style={style}
      {...handlers}
      onClick={(event) => endedDrag() || press(event)}
      onContextMenu={(event) => openMenu(simulation, element, event)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        press(event);
      }}
    >
      <BoardBox data={{ element, receiving }} />
    </div>
  );
}
