import { useCallback, useEffect, useState } from 'react';
import { AsideList } from './AsideList.tsx';
import { BoardItem } from './BoardItem.tsx';
import type { Shelf } from './shelf.ts';
import { useWords } from '../../ui/words.ts';

interface YourBoardsProps {
  readonly shelf: Shelf;
  readonly onClose: () => void;
}

type Listed = Awaited<ReturnType<Shelf['list']>>;

/** The boards of this browser, to open, rename and delete, and what was put aside. */
export function YourBoards({ shelf, onClose }: YourBoardsProps) {
  const words = useWords('gallery');
  const [listed, setListed] = useState<Listed>();
  const [failure, setFailure] = useState<string>();
  const refresh = useCallback(() => {
    shelf.list().then(setListed, () => setFailure(words.notReadNow));
  }, [shelf, words]);
  useEffect(refresh, [refresh]);
  /** What came of what was done last, for who does not see the list. */
  const [told, setTold] = useState('');
  const act = (work: Promise<string | void>): void => {
    work.then(
      (said) => {
        setTold(said ?? '');
        refresh();
      },
      () => setFailure(words.refused),
    );
  };
  const open = (work: Promise<void>): void => {
    onClose();
    work.catch(() => undefined);
  };
  const own = listed?.boards ?? [];
  return (
    <>
      {failure !== undefined && (
        <p role="alert" className="border-b border-line px-6 py-3 text-small text-rejected">
          {failure}
        </p>
      )}
      <p role="status" className="border-b border-line px-6 py-2 text-small text-muted empty:sr-only">
        {told}
      </p>
      {listed !== undefined && own.length === 0 && <p className="px-6 py-8 text-muted">{words.none}</p>}
      <ul aria-label={words.parts.boards} className="divide-y divide-line">
        {own.map((board) => (
          <BoardItem
            key={board.id}
            board={board}
            shelf={shelf}
            onOpen={() => open(shelf.open(board.id))}
            onOpenEarlier={(version) => open(shelf.openEarlier(board.id, version))}
            onRename={(title) => act(shelf.rename(board.id, title))}
            onDuplicate={() => act(shelf.duplicate(board.id))}
            onDelete={(isDeleted) => act(shelf.setDeleted(board.id, isDeleted))}
          />
        ))}
      </ul>
      {listed !== undefined && listed.aside.length > 0 && (
        <AsideList
          items={listed.aside}
          onOpen={(id) => open(shelf.openAside(id))}
          onDownload={(id) => act(shelf.downloadAside(id))}
          onDelete={(id) => act(shelf.dropAside(id))}
        />
      )}
    </>
  );
}
