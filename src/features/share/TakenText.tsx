import type { RefObject } from 'react';
import { useWords } from '../../ui/words.ts';

export interface TakenTextProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly label: string;
  readonly rows: number;
  readonly text: string;
  /** Why there is none. */
  readonly problem: string | undefined;
}

/** A text to take along, in a field that is selected as soon as one is in it. */
export function TakenText({ field, label, rows, text, problem }: TakenTextProps) {
  const words = useWords('share');
  return (
    <>
      {problem !== undefined && (
        <p role="alert" className="text-rejected">
          {words.couldNotBeMade(problem)}
        </p>
      )}
      <textarea
        ref={field}
        readOnly
        rows={rows}
        aria-label={label}
        value={text}
        className="w-full shrink-0 resize-none rounded-md border border-line-strong bg-paper px-3 py-2 font-mono text-small break-all text-ink"
        onFocus={(event) => event.currentTarget.select()}
      />
    </>
  );
}
