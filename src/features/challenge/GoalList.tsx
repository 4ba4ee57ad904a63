import { Circle, CircleCheck } from 'lucide-react';
import { useWords } from '../../ui/words.ts';
import type { GoalLine } from './clause-words.ts';

/** More lines than these share the width. */
const FEW = 3;

/** What has to be so, each with a mark; where it is not yet, what is so instead. */
export function GoalList({ lines }: { readonly lines: readonly GoalLine[] | undefined }) {
  const words = useWords('challenge');
  if (lines === undefined) return null;
  return (
    <ul
      aria-label={words.goal}
      className={`grid max-w-[75rem] gap-x-8 gap-y-1 ${lines.length > FEW ? 'lg:grid-cols-2' : ''}`}
    >
      {lines.map(({ text, met, instead }) => (
        <li key={text} className="flex items-start gap-2 text-small lg:last:col-span-full">
          {met ? (
            <CircleCheck size={16} className="mt-0.5 shrink-0 text-reply" aria-hidden />
          ) : (
            <Circle size={16} className="mt-0.5 shrink-0 text-faint" aria-hidden />
          )}
          <span className="min-w-0 text-pretty break-words text-ink">
            <span className="sr-only">{met ? words.met : words.notYet}: </span>
            {text}
            {instead !== undefined && <span className="text-rejected">; {words.now(instead)}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
