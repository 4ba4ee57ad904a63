import { useEffect, useState } from 'react';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import { useWords } from '../../ui/words.ts';
import { DiagnosticList } from './DiagnosticList.tsx';

export interface RefusedInProps {
  readonly text: string;
  /** undefined: it is not told. */
  readonly find: (text: string) => Promise<readonly Diagnostic[] | undefined>;
}

interface Found {
  readonly of: string;
  readonly refused?: readonly Diagnostic[] | undefined;
  readonly failed?: true;
}

/** What an API server would not take of manifests, with its place in them; or that nothing is known that it would not. */
export function RefusedIn({ text, find }: RefusedInProps) {
  const words = useWords('files').export;
  const [last, setFound] = useState<Found>();
  useEffect(() => {
    let gone = false;
    find(text).then(
      (refused) => !gone && setFound({ of: text, refused }),
      () => !gone && setFound({ of: text, failed: true }),
    );
    return () => {
      gone = true;
    };
  }, [text, find]);
  const found = last?.of === text ? last : undefined;
  if (found === undefined || found.failed)
    return (
      <p role="status" className="text-small text-muted">
        {found === undefined ? words.beingChecked : words.notChecked}
      </p>
    );
  if (found.refused === undefined) return null;
  return (
    <>
      <p
        role="status"
        className={`text-small ${found.refused.length > 0 ? 'border-l-2 border-rejected pl-3' : 'text-muted'}`}
      >
        {words.refused(found.refused.length)}
        {found.refused.length > 0 && ` ${words.refusedNumbers}`}
      </p>
      {found.refused.length > 0 && (
        <div
          // Keyboards have to be able to scroll it.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="region"
          aria-label={words.refusedRegion}
          className="max-h-40 shrink-0 overflow-y-auto focus-visible:-outline-offset-2"
        >
          <DiagnosticList label={words.refusedList} diagnostics={found.refused} />
        </div>
      )}
    </>
  );
}
