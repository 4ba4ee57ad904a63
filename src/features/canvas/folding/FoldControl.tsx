import { useWords } from '../../../ui/words.ts';
import type { FoldControlProps } from './fold-parts.ts';

/** Folds a frame to a card, or opens it; the box it stands in says which it is (`aria-expanded`), and does the same on Space. */
export function FoldControl({ folded, name, calm = false }: FoldControlProps) {
  const words = useWords('board');
  if (folded === undefined) return null;
  const tone = folded
    ? 'text-muted'
    : calm
      ? 'text-muted pointer-fine:opacity-0 in-[[data-id]:hover]:opacity-100 in-[[data-id]:focus-visible]:opacity-100'
      : 'text-faint';
  return (
    <span
      aria-hidden
      data-fold
      title={(folded ? words.unfold : words.fold)(name)}
      className={`-m-1 shrink-0 cursor-pointer rounded p-1 hover:bg-sunken hover:text-ink ${tone}`}
    >
      <svg viewBox="0 0 12 12" className="size-[1em] min-w-3.5">
        <path
          d={folded ? 'M4 2l4 4-4 4' : 'M2 4l4 4 4-4'}
          className="fill-none stroke-current"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </span>
  );
}
