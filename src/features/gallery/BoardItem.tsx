import { CopyPlus, History, Pencil, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';
import { RenameForm } from './RenameForm.tsx';
import { type BoardSketch, Schematic } from './Schematic.tsx';
import type { BoardRow, EarlierRow, Shelf } from './shelf.ts';

interface BoardItemProps {
  readonly board: BoardRow;
  readonly shelf: Pick<Shelf, 'sketch' | 'earlier'>;
  readonly onOpen: () => void;
  readonly onOpenEarlier: (version: number) => void;
  readonly onRename: (title: string) => void;
  readonly onDuplicate: () => void;
  readonly onDelete: (isDeleted: boolean) => void;
}

/** One board: its outline, its title, when it was changed, and what can be done with it. */
export function BoardItem({ board, shelf, onOpen, onOpenEarlier, onRename, onDuplicate, onDelete }: BoardItemProps) {
  const words = useWords('gallery');
  const { id, title, when, isOpen, isDeleted } = board;
  const [renaming, setRenaming] = useState(false);
  const [earlier, setEarlier] = useState<readonly EarlierRow[]>();
  const sketch = useSketch(id, shelf);
  if (isDeleted) {
    return (
      <li className="flex min-h-12 items-center gap-3 py-2 pr-3 pl-6 text-small text-muted">
        <span className="min-w-0 flex-1 break-words">{words.board.isDeleted(title)}</span>
        <Button label={words.board.bringBack} variant="outline" onClick={() => onDelete(false)} />
      </li>
    );
  }
  return (
    <li className="py-2 pr-3 pl-6">
      <div className="flex items-center gap-4">
        <span className="hidden h-12 w-24 shrink-0 text-faint sm:block">
          {sketch !== undefined && <Schematic board={sketch} />}
        </span>
        {renaming ? (
          <RenameForm
            title={title}
            onDone={(next) => {
              setRenaming(false);
              if (next !== title) onRename(next);
            }}
          />
        ) : (
          <span className="flex min-w-0 flex-1 flex-col">
            <button
              type="button"
              title={title}
              disabled={isOpen}
              className="truncate text-left font-semibold not-disabled:hover:text-accent"
              onClick={onOpen}
            >
              {title}
            </button>
            <span className="text-small text-muted">
              {isOpen ? words.board.openNow(when) : words.board.changed(when)}
            </span>
          </span>
        )}
        <span className="flex shrink-0 gap-1">
          <IconButton
            label={words.board.earlier(title)}
            icon={<History size={16} aria-hidden />}
            aria-expanded={earlier !== undefined}
            onClick={() => {
              if (earlier !== undefined) setEarlier(undefined);
              else shelf.earlier(id).then(setEarlier, () => setEarlier([]));
            }}
          />
          {!renaming && (
            <IconButton
              label={words.board.rename(title)}
              icon={<Pencil size={16} aria-hidden />}
              onClick={() => setRenaming(true)}
            />
          )}
          <IconButton
            label={words.board.duplicate(title)}
            icon={<CopyPlus size={16} aria-hidden />}
            onClick={onDuplicate}
          />
          <IconButton
            label={words.board.delete(title)}
            icon={<Trash2 size={16} aria-hidden />}
            disabled={isOpen}
            onClick={() => onDelete(true)}
          />
        </span>
      </div>
      {earlier !== undefined && <EarlierVersions versions={earlier} onOpen={onOpenEarlier} />}
    </li>
  );
}

interface EarlierVersionsProps {
  readonly versions: readonly EarlierRow[];
  readonly onOpen: (version: number) => void;
}

function EarlierVersions({ versions, onOpen }: EarlierVersionsProps) {
  const words = useWords('gallery');
  return (
    <div className="flex flex-wrap items-center gap-2 pt-2 text-small text-muted sm:pl-28">
      {versions.length === 0 ? words.board.noEarlier : words.board.asItWasAt}
      {versions.map(({ version, when }) => (
        <Button
          key={version}
          label={when}
          variant="outline"
          hint={words.board.opensAsItsOwn}
          onClick={() => onOpen(version)}
        />
      ))}
    </div>
  );
}

function useSketch(id: string, shelf: Pick<Shelf, 'sketch'>): BoardSketch | undefined {
  const [sketch, setSketch] = useState<BoardSketch>();
  useEffect(() => {
    let gone = false;
    shelf.sketch(id).then(
      (board) => {
        if (!gone) setSketch(board);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [id, shelf]);
  return sketch;
}
