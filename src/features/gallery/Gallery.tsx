import { Check } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { BoardTemplate } from '../../simulation/build/new-board.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../ui/words.ts';
import { ProgressFile, Reset } from './Progress.tsx';
import { Challenges, type GalleryChallenge } from './Challenges.tsx';
import { Models, type ShownModel } from './Models.tsx';
import { moveFocus, OPENER } from './move-focus.ts';
import { NewBoard } from './NewBoard.tsx';
import { type BoardSketch, Schematic } from './Schematic.tsx';
import type { Shelf } from './shelf.ts';
import { YourBoards } from './YourBoards.tsx';

export interface GalleryEntry {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** The part of the path that it is in. */
  readonly chapter: string;
  /** It was gone through in this browser. */
  readonly done: boolean;
}

export type GalleryPart = 'lessons' | 'models' | 'challenges' | 'boards' | 'new';

export interface GalleryProps {
  /** What it shows first. */
  readonly first: GalleryPart;
  /** The boards this browser keeps; undefined: it keeps none. */
  readonly shelf: Shelf | undefined;
  readonly entries: readonly GalleryEntry[];
  readonly challenges: readonly GalleryChallenge[];
  /** What is on the board of a scenario. */
  readonly sketch: (id: string) => Promise<BoardSketch>;
  /** The networking models side by side. */
  readonly describeModels: () => Promise<readonly ShownModel[]>;
  /** What was done, to take along; and what another browser noted of it. */
  readonly onExportProgress: () => void;
  readonly onImportProgress: (file: File) => void;
  readonly onCourses: () => void;
  /** Writes a lesson or a challenge for the board on the screen; absent: nothing can be changed. */
  readonly onWrite?: (() => void) | undefined;
  /** Forgets what was done and answered in one lesson or challenge. */
  readonly onReset: (id: string, title: string) => void;
  readonly onOpen: (id: string) => void;
  /** Begins a board with the nodes of a template. */
  readonly onNew: (template: BoardTemplate) => void;
  readonly onClose: () => void;
}

const PARTS: readonly GalleryPart[] = ['lessons', 'models', 'challenges', 'boards', 'new'];

/** What can be opened: the built-in scenarios, and the boards a person made. */
export function Gallery({ first, shelf, challenges, describeModels, onNew, onClose, ...lessons }: GalleryProps) {
  const words = useWords('gallery');
  const [part, setPart] = useState<GalleryPart>(first);
  return (
    <Dialog
      title={words.title}
      size="large"
      onClose={onClose}
      {...((part === 'lessons' || part === 'challenges') && { footer: <ProgressFile {...lessons} /> })}
    >
      <div className="sticky top-0 z-10 border-b border-line bg-raised px-6 py-3">
        <Segmented
          label={words.whatToOpen}
          value={part}
          options={PARTS.map((value) => ({ value, label: words.parts[value] }))}
          onChange={setPart}
        />
      </div>
      {part === 'lessons' && <Lessons {...lessons} />}
      {part === 'models' && <Models describe={describeModels} onOpen={lessons.onOpen} />}
      {part === 'challenges' && (
        <Challenges challenges={challenges} onOpen={lessons.onOpen} onReset={lessons.onReset} />
      )}
      {part === 'new' && <NewBoard onNew={onNew} />}
      {part === 'boards' && shelf !== undefined && <YourBoards shelf={shelf} onClose={onClose} />}
      {part === 'boards' && shelf === undefined && <p className="px-6 py-8 text-muted">{words.keepsNone}</p>}
    </Dialog>
  );
}

/** The lessons as a path: numbered, with what is done, and where to go on. */
function Lessons({
  entries,
  sketch,
  onOpen,
  onReset,
}: Pick<GalleryProps, 'entries' | 'sketch' | 'onOpen' | 'onReset'>) {
  const list = useRef<HTMLOListElement>(null);
  const words = useWords('gallery').path;
  const sketches = useSketches(entries, sketch);
  const done = entries.filter((entry) => entry.done).length;
  const next = entries.find((entry) => !entry.done)?.id;
  useEffect(() => list.current?.querySelector<HTMLElement>(OPENER)?.focus(), []);
  return (
    <>
      <p className="px-6 pt-3 pb-4 text-small text-muted">{words.progress(done, entries.length)}</p>
      <ol ref={list} className="grid grid-cols-1 overflow-hidden sm:grid-cols-2 lg:grid-cols-4">
        {entries.map(({ id, title, summary, chapter, done: isDone }, index) => (
          <li
            key={id}
            className="group relative -mt-px -ml-px flex flex-col items-start gap-1 border-t border-l border-line bg-raised px-6 pt-4 pb-6 transition-colors duration-150 hover:bg-paper"
          >
            <span className="mb-3 block h-28 w-full text-faint group-hover:text-muted">
              {sketches[id] !== undefined && <Schematic board={sketches[id]} />}
            </span>
            <span id={`place-${id}`} className="flex w-full items-center gap-2 text-small text-muted">
              <Place number={index + 1} done={isDone} />
              <span className="min-w-0 flex-1 truncate">{chapter}</span>
              {id === next && <span className="text-accent">{done === 0 ? words.begin : words.next}</span>}
            </span>
            <button
              type="button"
              aria-describedby={`place-${id} about-${id}`}
              className="text-left font-semibold outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              onKeyDown={moveFocus}
              onClick={() => onOpen(id)}
            >
              {title}
            </button>
            <span id={`about-${id}`} className="text-small text-pretty text-muted">
              {summary}
            </span>
            {isDone && (
              <span className="absolute top-35 right-5">
                <Reset title={title} onReset={() => onReset(id, title)} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

/** The number of a lesson on the path; a mark in its place says that it is done. */
function Place({ number, done }: { readonly number: number; readonly done: boolean }) {
  const words = useWords('gallery').path;
  return (
    <span
      className={`inline-flex size-6 shrink-0 items-center justify-center rounded-full border tabular-nums ${done ? 'border-accent bg-accent text-on-accent' : 'border-line-strong text-ink'}`}
    >
      {done ? (
        <>
          <Check size={14} aria-hidden />
          <span className="sr-only">{words.done(number)}</span>
        </>
      ) : (
        number
      )}
    </span>
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
