import { type CSSProperties, useMemo } from 'react';
import { useSimulation, useView } from '../../simulation/context.ts';
import { accessibleName } from './accessible-name.ts';
import { BoardBox } from './BoardBox.tsx';
import { BoardControls } from './BoardControls.tsx';
import { BoardLayer } from './BoardLayer.tsx';
import { firstCamera, type ScreenSize } from './camera.ts';
import { fixedCamera } from './camera-source.ts';
import { clickElement } from './edit-board.ts';
import type { BoardElement } from './element.ts';
import { PacketLayer } from './PacketLayer.tsx';
import { givenElements, showAround } from './shown-boxes.ts';
import { useBoard } from './use-board.ts';
import { useScene } from './use-scene.ts';

interface FirstLookProps {
  readonly screen: ScreenSize;
  /** Somebody wants to move the view. */
  readonly onWake: () => void;
}

/** The board as one first sees it, before what is needed to drag and zoom has arrived: same boxes, same places. */
export function FirstLook({ screen, onWake }: FirstLookProps) {
  const { board } = useBoard();
  const camera = useMemo(() => firstCamera(board.bounds, screen), [board.bounds, screen]);
  const view = useMemo(() => fixedCamera(camera), [camera]);
  const shown = useMemo(() => showAround(board, camera, screen), [board, camera, screen]);
  const elements = useMemo(() => givenElements(board, shown), [board, shown]);
  const { stage, scene } = useScene(board, shown.detail);
  return (
    <div className="absolute inset-0 isolate">
      <BoardLayer scene={scene} screen={screen} view={view} />
      <div
        className="absolute top-0 left-0 origin-top-left"
        style={{ transform: `translate(${camera.x}px, ${camera.y}px) scale(${camera.zoom})` }}
      >
        {elements.map((element) => (
          <StillBox key={element.id} element={element} />
        ))}
      </div>
      <PacketLayer stage={stage} screen={screen} view={view} />
      <BoardControls onFit={onWake} onZoom={onWake} />
    </div>
  );
}

function StillBox({ element }: { readonly element: BoardElement }) {
  const simulation = useSimulation();
  const selected = useView((state) => state.selected === element.id);
  const { left, top, width, height, parent } = element;
  const style: CSSProperties = { left, top, width, height, zIndex: parent === undefined ? 0 : 1 };
  return (
    <div
      role="button"
      tabIndex={0}
      aria-label={accessibleName(element)}
      aria-pressed={selected}
      className="absolute cursor-pointer"
      style={style}
      onClick={() => clickElement(simulation, element)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        clickElement(simulation, element);
      }}
    >
      <BoardBox data={{ element, receiving: false }} />
    </div>
  );
}
