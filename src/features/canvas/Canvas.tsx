import { type ComponentType, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { withPart } from '../../ui/fetch-part.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { usePageWords, useWords, withWords } from '../../ui/words.ts';
import { isFilter } from './application/filter-names.ts';
import { type Camera, isPhone, NARROW } from './board/camera.ts';
import type { CameraSource } from './board/camera-source.ts';
import type { BoardViewProps } from './BoardView.tsx';
import { FirstLook } from './FirstLook.tsx';
import { useAwake } from '../../ui/page/use-awake.ts';
import { PolicyMarksContext, usePolicyMarks } from './boxes/marks/policy-marks.ts';
import { UnreadMarksContext, useUnreadMarks } from './boxes/marks/unread-marks.ts';
import { useKeptFocus } from './focus/use-kept-focus.ts';
import { type KnownRoom, useRoom } from './scene/use-room.ts';

const EmptyBoard = lazyPart(
  { part: 'emptyBoard', place: 'board' },
  async () => (await import('./EmptyBoard.tsx')).EmptyBoard,
);

type Board = ComponentType<BoardViewProps>;

interface CanvasProps {
  /** How large it is, where a picture of it has stood there: what nobody asks for waits then. Absent: it is measured. */
  readonly size?: KnownRoom | undefined;
}

/** The board: every object of the cluster at its place, and the packets on their way. */
export function Canvas({ size }: CanvasProps) {
  const words = useWords('board');
  const awake = useAwake(size);
  /** Something is being dragged: the board must stay as it is. */
  const [held, setHeld] = useState(false);
  const frame = useRef<HTMLElement>(null);
  /** How the first look was seen when something was dropped on it, or its view was moved. */
  const [seen, setSeen] = useState<Camera>();
  const [firstView] = useState(holdView);
  const { view } = useSimulation();
  const [fitsBefore] = useState(() => view.getState().fits);
  const room = useRoom(frame, size);
  const screen = room?.screen;
  /** Of all elements Tab reaches the one that had the focus last; arrow keys reach the others. */
  const [rover, setRover] = useState<string>();
  const sought = useView(
    ({ arrival, group, allAsked, gathering }) => arrival !== undefined || group.length > 0 || allAsked || gathering,
  );
  // What tells of a filter comes with it, and what lays a board out for another room.
  const filtered = useView((state) => state.unfolded.some((name) => isFilter(name) || name.startsWith('room:')));
  // In a narrow window a board is laid out for a room of its own: the first look can't.
  const narrow = screen !== undefined && screen.width < NARROW && !isPhone(screen);
  const { BoardView, missing } = useBoardView(awake || sought || filtered || narrow);
  const movable = BoardView !== undefined && !held;
  useKeptFocus(frame, { replaced: movable, missing });
  const pointer = useRef<MouseEvent>(undefined);
  const marks = usePolicyMarks();
  const unreadMarks = useUnreadMarks();
  const empty = useDocument((state) => state.document.objects.length === 0);
  return (
    // What is in it is used, and it notes where.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={frame}
      aria-label={words.title}
      data-region="canvas"
      onFocus={({ target }) => setRover(target.closest<HTMLElement>('[data-id]')?.dataset['id'] ?? rover)}
      onMouseMove={(event) => (pointer.current = event.nativeEvent)}
      onMouseLeave={() => (pointer.current = undefined)}
      className="relative size-full min-h-0 min-w-0 [container-type:size] overflow-hidden bg-paper print:[container-type:normal] print:h-auto print:bg-surface"
    >
      <PolicyMarksContext value={marks}>
        <UnreadMarksContext value={unreadMarks}>
          {empty ? (
            <EmptyBoard />
          ) : (
            room !== undefined &&
            room.screen.width > 0 &&
            (movable ? (
              <BoardView
                room={room}
                seen={seen}
                from={firstView.camera}
                fitsBefore={fitsBefore}
                rover={rover}
                pointer={pointer}
              />
            ) : (
              <FirstLook
                room={room}
                rover={rover}
                seen={seen}
                onSeen={setSeen}
                onView={firstView.hold}
                onHold={setHeld}
              />
            ))
          )}
        </UnreadMarksContext>
      </PolicyMarksContext>
    </section>
  );
}

/** How the board is seen before what one works with is there. */
function holdView() {
  let held: CameraSource | undefined;
  return {
    hold: (view: CameraSource): void => {
      held = view;
    },
    camera: (): Camera | undefined => held?.get(),
  };
}

/** What one works with, once it is wanted and has arrived; until then the first look stays as it is. */
function useBoardView(wanted: boolean): { readonly BoardView?: Board; readonly missing: boolean } {
  const words = usePageWords();
  const [view, setView] = useState<{ readonly BoardView?: Board; readonly missing: boolean }>({ missing: false });
  useEffect(() => {
    let gone = false;
    if (wanted) {
      withPart(
        'movableBoard',
        withWords(words, () => import('./BoardView.tsx'), ['later', 'narrator']),
        ({ BoardView }) => {
          // At once, effects too: what is pressed next has to find a board that can be dragged.
          if (!gone) flushSync(() => setView({ BoardView, missing: false }));
        },
        () => setView({ missing: true }),
      );
    }
    return () => {
      gone = true;
    };
  }, [wanted, words]);
  return view;
}
