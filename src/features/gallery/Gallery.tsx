import { useEffect, useRef, useState } from 'react';
import type { BoardTemplate } from '../../simulation/build/new-board.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../ui/words.ts';
import { moveFocus } from './move-focus.ts';
import { NewBoard } from './NewBoard.tsx';
import { type BoardSketch, Schematic } from './Schematic.tsx';
import type { Shelf } from './shelf.ts';
import { YourBoards } from './YourBoards.tsx';

export interface GalleryEntry {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Which networking model it shows. */
  readonly model: string;
}

export type GalleryPart = 'lessons' | 'boards' | 'new';

export interface GalleryProps {
  /** What it shows first. */
  readonly first: GalleryPart;
  /** The boards this browser keeps; undefined: it keeps none. */
  readonly shelf: Shelf | undefined;
  readonly entries: readonly GalleryEntry[];
  /** What is on the board of a scenario. */
  readonly sketch: (id: string) => Promise<BoardSketch>;
  readonly onOpen: (id: string) => void;
  /** Begins a board with the nodes of a template. */
  readonly onNew: (template: BoardTemplate) => void;
  readonly onClose: () => void;
}

const PARTS: readonly GalleryPart[] = ['lessons', 'boards', 'new'];

/** What can be opened: the built-in scenarios, and the boards a person made. */
export function Gallery({ first, shelf, onNew, onClose, ...lessons }: GalleryProps) {
  const words = useWords('gallery');
  const [part, setPart] = useState<GalleryPart>(first);
  return (
    <Dialog title={words.title} size="large" onClose={onClose}>
      <div className="sticky top-0 z-10 border-b border-line bg-raised px-6 py-3">
        <Segmented
          label={words.whatToOpen}
          value={part}
          options={PARTS.map((value) => ({ value, label: words.parts[value] }))}
          onChange={setPart}
        />
      </div>
      {part === 'lessons' && <Lessons {...lessons} />}
      {part === 'new' && <NewBoard onNew={onNew} />}
      {part === 'boards' && shelf !== undefined && <YourBoards shelf={shelf} onClose={onClose} />}
      {part === 'boards' && shelf === undefined && <p className="px-6 py-8 text-muted">{words.keepsNone}</p>}
    </Dialog>
  );
}

/** The built-in scenarios to choose from. */
function Lessons({ entries, sketch, onOpen }: Pick<GalleryProps, 'entries' | 'sketch' | 'onOpen'>) {
  const list = useRef<HTMLUListElement>(null);
  const sketches = useSketches(entries, sketch);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  return (
    <ul ref={list} className="grid grid-cols-1 overflow-hidden sm:grid-cols-2 lg:grid-cols-3">
      {entries.map(({ id, title, summary, model }) => (
        <li
          key={id}
          className="group relative -mt-px -ml-px flex flex-col items-start gap-1 border-t border-l border-line bg-raised px-6 pt-4 pb-6 transition-colors duration-150 hover:bg-paper"
        >
          <span className="mb-3 block h-28 w-full text-faint group-hover:text-muted">
            {sketches[id] !== undefined && <Schematic board={sketches[id]} />}
          </span>
          <span className="text-small text-muted">{model}</span>
          <button
            type="button"
            aria-describedby={`about-${id}`}
            className="text-left font-semibold outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
            onKeyDown={moveFocus}
            onClick={() => onOpen(id)}
          >
            {title}
          </button>
          <span id={`about-${id}`} className="text-small text-pretty text-muted">
            {summary}
          </span>
        </li>
      ))}
    </ul>
  );
}

function useSketches(
  entries: readonly GalleryEntry[],
  sketch: GalleryProps['sketch'],
): Readonly<Record<string, BoardSketch>> {
  const [sketches, setSketches] = useState<Readonly<Record<string, BoardSketch>>>({});
  useEffect(() => {
    let gone = false;
    for (const { id } of entries) {
      sketch(id).then(
        (board) => {
          if (!gone) setSketches((known) => ({ ...known, [id]: board }));
        },
        () => undefined,
      );
    }
    return () => {
      gone = true;
    };
  }, [entries, sketch]);
  return sketches;
}
