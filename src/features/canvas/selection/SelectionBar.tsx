import { useStore } from '@xyflow/react';
import {
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Copy,
  CopyPlus,
  type LucideIcon,
  Trash2,
  X,
} from 'lucide-react';
import { deleteOnBoard, duplicateOnBoard } from '../../../simulation/build/board-actions.ts';
import { useSimulation, useView } from '../../../simulation/workspace/context.ts';
import { withPart } from '../../../ui/fetch-part.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { useWords } from '../../../ui/words.ts';
import { hasControlsAbove, type ScreenSize, visibleRect } from '../board/camera.ts';
import type { BoardElement, Rect } from '../board/element.ts';
import type { Board } from '../board/placed-board.ts';
import { boundsOf } from '../placing/index-board.ts';
import { inView } from '../words/in-view.ts';
import { type Arrangement, arranged, canArrange } from './arrange.ts';
import { placeBar, tellingParts } from './bar-place.ts';
import { copyFromBoard } from './clipboard.ts';
import { boxesOf, moversOf } from './grouped.ts';
import { placeGroup } from './move-group.ts';

const ICON = 16;
/** Pixels that it takes, as far as that is known before it is drawn. */
const SIZE = { width: 350, height: 36 } as const;
/** On a phone it has two lines, of buttons for fingers. */
const PHONE_HEIGHT = 88;

const ARRANGEMENTS: readonly (readonly [Arrangement, LucideIcon])[] = [
  ['left', AlignStartVertical],
  ['top', AlignStartHorizontal],
  ['across', AlignHorizontalDistributeCenter],
  ['down', AlignVerticalDistributeCenter],
];

interface SelectionBarProps {
  readonly board: Board;
  readonly screen: ScreenSize;
}

/** How many things are selected together, and what can be done to all of them; it stands beside them. */
export function SelectionBar({ board, screen }: SelectionBarProps) {
  const words = useWords('build');
  const simulation = useSimulation();
  const group = useView((state) => state.group);
  const gathering = useView((state) => state.gathering);
  const readOnly = useView((state) => state.readOnly);
  const { select, gather } = useView((state) => state);
  const boxes = boxesOf(board, group);
  const movers = moversOf(board, group);
  const style = useBeside(board, boxes, screen);
  const { selection } = words;
  const clear = (): void => {
    gather(false);
    select(undefined);
  };
  return (
    <div
      role="toolbar"
      aria-label={selection.title}
      data-over-board
      data-region="selection"
      className="nopan absolute z-20 flex w-max max-w-[calc(100%-1rem)] flex-wrap items-center gap-px rounded-lg border border-line-strong bg-raised p-0.5 pl-3 shadow-lg in-data-presenting:hidden print:hidden"
      style={style}
    >
      <p role="status" className="mr-2 text-small whitespace-nowrap">
        {group.length === 0 && gathering ? selection.tapOrFrame : selection.selected(group.length)}
      </p>
      {group.length > 0 && !readOnly && (
        <>
          {ARRANGEMENTS.map(([as, Icon]) => (
            <IconButton
              key={as}
              label={selection[as]}
              icon={<Icon size={ICON} aria-hidden />}
              disabled={!canArrange(movers, as)}
              onClick={() => placeGroup(simulation, board, arranged(movers, as), { tellsHeld: true })}
            />
          ))}
          <Divider />
        </>
      )}
      {group.length > 0 && (
        <IconButton
          label={selection.copy}
          shortcut="Mod+C"
          icon={<Copy size={ICON} aria-hidden />}
          onClick={() => void copyFromBoard(simulation, group)}
        />
      )}
      {group.length > 0 && !readOnly && (
        <>
          <IconButton
            label={words.duplicate}
            shortcut="Mod+D"
            icon={<CopyPlus size={ICON} aria-hidden />}
            onClick={() => duplicateOnBoard(simulation, group)}
          />
          <IconButton
            label={words.delete}
            shortcut="Delete"
            icon={<Trash2 size={ICON} aria-hidden />}
            onClick={() =>
              deleteOnBoard(simulation, group, (change) =>
                withPart(
                  'timeline',
                  () => simulation.happen(change),
                  () => undefined,
                ),
              )
            }
          />
        </>
      )}
      <IconButton label={selection.clear} shortcut="Escape" icon={<X size={ICON} aria-hidden />} onClick={clear} />
    </div>
  );
}

function Divider() {
  return <span aria-hidden className="mx-1 h-5 border-l border-line" />;
}

/** Beside what is selected, where it hides nothing of the board. */
function useBeside(
  board: Board,
  boxes: readonly BoardElement[],
  screen: ScreenSize,
): { readonly left: number; readonly top: number } {
  const [x, y, zoom] = useStore((state) => state.transform);
  const camera = { x, y, zoom };
  const onScreen = (rect: Rect): Rect => inView(rect, camera);
  const shown = visibleRect(camera, screen);
  return placeBar({
    size: hasControlsAbove(screen) ? { width: screen.width - 16, height: PHONE_HEIGHT } : SIZE,
    screen,
    beside: onScreen(boxes.length > 0 ? boundsOf(boxes) : { ...shown, height: 0 }),
    boxes: tellingParts(board, shown).map(onScreen),
  });
}
