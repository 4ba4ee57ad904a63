import type { ElementId } from '../../../../scenario/document/document.ts';
import { usePlayback } from '../../../../simulation/workspace/context.ts';
import { formatObjectRef } from '../../../../engine/objects.ts';
import { notConsideredMarks } from '../../../../simulation/views/not-considered.ts';
import { useWords } from '../../../../ui/words.ts';

interface UnreadMarkProps {
  readonly id: ElementId;
  /** What is folded in it. */
  readonly inside: readonly ElementId[];
}

/** On what the walk meets and an object concerns that was not considered: a question mark in a broken ring. */
export function UnreadMark({ id, inside }: UnreadMarkProps) {
  const words = useWords('canvas');
  const marks = usePlayback(({ result, request }) => notConsideredMarks(result, request));
  const about = [id, ...inside].flatMap((each) => marks.get(each) ?? []);
  if (about.length === 0) return null;
  const names = [...new Set(about.map(({ object }) => formatObjectRef(object)))].join(', ');
  const label = words.notConsidered(names);
  return (
    <svg
      viewBox="0 0 16 16"
      role="img"
      aria-label={label}
      className="absolute -top-2 -left-2 size-5 in-data-far:size-7"
    >
      <title>{label}</title>
      <circle cx="8" cy="8" r="7" className="fill-surface stroke-changed" strokeWidth="1.4" strokeDasharray="2.4 1.6" />
      <path
        d="M5.9 6.1a2.1 2.1 0 1 1 3.1 1.9c-.7.4-1 .8-1 1.5M8 11.6v.1"
        className="fill-none stroke-changed"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </svg>
  );
}
