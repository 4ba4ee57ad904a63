import { useWords } from '../../ui/words.ts';

/** A cell of one side. */
export const CELL = 'min-w-0 px-3 py-3 align-top break-words max-sm:first-of-type:pl-6 last:pr-6';
/** The edge of a cell that differs from its neighbour. */
export const DIFFERS = 'sm:shadow-[inset_2px_0_0_var(--color-changed)]';
/** A choice of what is compared. */
export const SELECT =
  'h-8 w-full max-w-md min-w-0 rounded-md border border-line-strong bg-surface px-2 text-small text-ink hover:border-ink pointer-coarse:h-10';

export interface RowHeadProps {
  readonly title: string;
  readonly differs: boolean;
  /** Of a row of choices, which is one line. */
  readonly dense?: boolean;
}

/** What a row compares, with a mark where the sides differ. */
export function RowHead({ title, differs, dense = false }: RowHeadProps) {
  const words = useWords('compare');
  return (
    <th
      scope="row"
      className={`col-span-2 px-6 align-top font-normal text-muted sm:pr-3 ${dense ? 'pt-2 sm:py-2.5' : 'pt-3 sm:py-3'}`}
    >
      {title} {differs && <Difference text={words.differs} inline={dense} />}
    </th>
  );
}

/** The mark of what differs. */
export function Difference({ text, inline = false }: { readonly text: string; readonly inline?: boolean }) {
  return (
    <span
      className={`font-semibold whitespace-nowrap text-changed ${inline ? 'ml-2' : 'block max-sm:ml-2 max-sm:inline'}`}
    >
      <span aria-hidden>≠ </span>
      {text}
    </span>
  );
}
