import { useEffect, useRef } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';

interface InPlaceProps {
  /** The title of what would be there instead. */
  readonly title: string;
  readonly onAnswer: (replace: boolean) => void;
}

/** Asks before a course that is being made gives way to another. */
export function InPlace({ title, onAnswer }: InPlaceProps) {
  const words = useWords('makeCourse');
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <section
      aria-label={words.openFile}
      className="mx-6 mb-4 flex flex-wrap items-center gap-2 rounded-md border border-line-strong bg-sunken px-3 py-2"
    >
      <p className="min-w-0 flex-1 text-small text-pretty">{words.replaces(title)}</p>
      <Button ref={keep} label={words.keepMine} variant="outline" onClick={() => onAnswer(false)} />
      <Button label={words.replace} onClick={() => onAnswer(true)} />
    </section>
  );
}
