import { useWords } from '../../ui/words.ts';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  use,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ElementId } from '../../scenario/document/document.ts';
import { useSimulation, useView } from '../../simulation/workspace/context.ts';
import { BoardBox } from './boxes/BoardBox.tsx';
import { BoardControls } from './BoardControls.tsx';
import { BoardLayer } from './drawing/BoardLayer.tsx';
import { boardText, boardTextSize } from './board/board-text.ts';
import { type Camera, fitCamera, isPhone, isTooSmall, type ScreenSize, zoomedBy } from './board/camera.ts';
import { type CameraSource, movableCamera } from './board/camera-source.ts';
import { clickElement } from './focus/click-element.ts';
import { FoldPartsContext } from './folding/fold-parts.ts';
import { nodeBelow } from './editing/node-below.ts';
import { openMenu } from './editing/open-menu.ts';
import { type BoardElement, objectOf } from './board/element.ts';
import { FlightLayer } from './packets/flights/FlightLayer.tsx';
import type { LiveView } from './packets/live-view.ts';
import { PacketLayer } from './packets/PacketLayer.tsx';
import type { Stage } from './packets/places/place.ts';
import { givenElements, showAround } from './boxes/shown-boxes.ts';
import { withPart } from '../../ui/fetch-part.ts';
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
  /** Told how the board is seen from when it is seen in this way on: what takes its place goes on from there. */
  readonly onView: (view: CameraSource) => void;
  readonly rover: ElementId | undefined;
  /** Something is being dragged: this must stay. */
  readonly onHold: (held: boolean) => void;
}

/** The board as one first sees it, before what moves the view has arrived: same boxes, same places, and they can be dragged. */
export function FirstLook({ room, rover, seen, onSeen, onView, onHold }: FirstLookProps) {
  const words = useWords('board');
  const simulation = useSimulation();
  const { board, drag, setDrag, foldParts, ...controls } = useBoard();
  // The view stays where it is while something is dragged, and when it has been dropped.
  const [bounds, setBounds] = useState(board.bounds);
  if (drag === undefined && bounds !== board.bounds && seen === undefined) setBounds(board.bounds);
  const { screen } = room;
  const camera = useMemo(() => seen ?? roomCamera(bounds, room), [seen, bounds, room]);
  const [view] = useState(() => movableCamera(camera));
  useLayoutEffect(() => view.set(camera), [view, camera]);
  useEffect(() => onView(view), [onView, view]);
  const move = (next: Drag | undefined): void => {
    if (next !== undefined) onSeen(view.get());
    setDrag(next);
  };
  const { handlers, endedDrag } = useStillDrag({ board, zoom: camera.zoom, setDrag: move, onHold });
  const receiving = drag === undefined ? undefined : nodeBelow(board, drag.id, drag.position)?.id;
  // Where the view follows something the board is that of the picture, which is given whole.
  const shown = useMemo(() => showAround(board, camera, screen), [board, camera, screen]);
  const elements = useMemo(() => givenElements(board, shown), [board, shown]);
  const { stage, scene } = useScene(board, shown.detail);
  const ground = useRef<HTMLDivElement>(null);
  useLiveView(ground, { stage, screen, view, moved: seen !== undefined, onSeen, onHold });
  const reached = roverOf(board, rover);
  const text = boardText(boardTextSize(camera.zoom));
  return (
    <FoldPartsContext value={foldParts}>
      <div
        ref={ground}
        data-first-look
        className="absolute inset-0 isolate touch-none"
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
          onZoom={(factor) => onSeen(zoomedBy(factor, view.get(), screen))}
          {...controls}
        />
      </div>
    </FoldPartsContext>
  );
}

interface Live extends Omit<LiveView, 'ground'> {
  readonly stage: Stage;
  readonly screen: ScreenSize;
  readonly moved: boolean;
}

/** On a phone, where there is room for a part of the board, the view follows the packet until somebody moves it. */
function useLiveView(
  ground: RefObject<HTMLElement | null>,
  { stage, screen, moved, view, onSeen, onHold }: Live,
): void {
  const { playback } = useSimulation();
  const small = isPhone(screen);
  useEffect(() => {
    if (!small || ground.current === null) return;
    const element = ground.current;
    const { begin, end } = oneLife();
    withPart(
      'packets',
      () => import('./packets/live-view.ts'),
      ({ liveView }) => begin(() => liveView({ view, ground: element, onSeen, onHold })),
    );
    return end;
  }, [small, ground, view, onSeen, onHold]);
  useEffect(() => {
    if (!small || moved || !isTooSmall(stage.board.bounds, screen)) return;
    const { begin, end } = oneLife();
    withPart(
      'packets',
      () => import('./packets/live-view.ts'),
      ({ followPacket }) => begin(() => followPacket(stage, playback, view, screen)),
    );
    return end;
  }, [small, moved, stage, screen, view, playback]);
}

/** What begins once a part has come, unless it has ended before. */
function oneLife() {
  let [gone, stop] = [false, (): void => undefined];
  return {
    begin: (start: () => () => void): void => {
      if (!gone) stop = start();
    },
    end: (): void => {
      gone = true;
      stop();
    },
  };
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
