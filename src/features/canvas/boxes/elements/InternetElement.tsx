import { BoardIcon } from '../../../../ui/BoardIcon.tsx';
import { useWords } from '../../../../ui/words.ts';
import { NAME } from '../../board/board-text.ts';
import type { BoardElement } from '../../board/element.ts';
import { frameClass, useHighlight } from './highlight.ts';

interface InternetElementProps {
  readonly element: BoardElement;
  readonly selected: boolean;
}

/** Everything outside the cluster. */
export function InternetElement({ element, selected }: InternetElementProps) {
  const words = useWords('board');
  const highlight = useHighlight(element.id);
  return (
    <div className={`flex size-full items-center gap-1.5 px-3 ${frameClass(highlight, { quiet: false, selected })}`}>
      <BoardIcon kind="Internet" className="text-muted in-data-far:hidden" />
      <span className={`min-w-0 grow truncate ${NAME}`}>{words.internet}</span>
      <span data-minor className="shrink-0 text-small text-faint in-data-tight:sr-only in-data-far:sr-only">
        {words.outside}
      </span>
    </div>
  );
}
