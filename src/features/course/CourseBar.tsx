import { ChevronLeft, ChevronRight, ChevronsUpDown, ListChecks } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Markdown } from '../../ui/markdown/Markdown.tsx';
import { useWords } from '../../ui/words.ts';
import type { OpenCourse } from './open-course.ts';

interface CourseBarProps {
  readonly open: OpenCourse;
  /** Its step is what is on the screen. */
  readonly isHere: boolean;
  readonly onGo: (at: number) => void;
  readonly onPath: () => void;
  /** From the last step to the path of all. */
  readonly onFinish: () => void;
}

/** Where one is in a course: the step, what its trainer says of it, and the way to those beside it. */
export function CourseBar({ open, isHere, onGo, onPath, onFinish }: CourseBarProps) {
  const words = useWords('course');
  const { course, steps, at } = open;
  const [whole, setWhole] = useState(false);
  const shown = steps[at];
  const text = [...(at === 0 ? [course.text] : []), course.steps[at]?.text].filter(Boolean).join('\n\n');
  return (
    <section
      aria-label={words.title}
      data-region="course"
      className="flex items-start gap-2 border-b border-line bg-sunken py-1 pr-2 pl-2 print:hidden sm:pl-4"
    >
      <button
        type="button"
        title={course.title}
        aria-haspopup="dialog"
        className="flex h-8 max-w-48 shrink-0 items-center gap-2 rounded-md px-2 text-small font-semibold hover:bg-surface pointer-coarse:h-10 lg:max-w-72"
        onClick={onPath}
      >
        <ListChecks size={16} className="shrink-0 text-muted" aria-hidden />
        <span className="truncate max-sm:sr-only">{course.title}</span>
      </button>
      <div className="min-w-0 flex-1 py-1.5 text-small" aria-live="polite">
        <p
          className={`text-pretty text-muted ${whole ? 'max-h-[24dvh] overflow-y-auto' : 'line-clamp-1 sm:line-clamp-2'}`}
        >
          <span className="mr-2 text-faint tabular-nums">{words.place(at + 1, steps.length)}</span>
          <strong className="mr-2 font-semibold text-ink">{shown?.title}</strong>
          {isHere ? <Markdown text={text} inLine /> : words.away}
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-1">
        {!isHere && <Button label={words.backToStep} variant="outline" onClick={() => onGo(at)} />}
        {isHere && text !== '' && (
          <IconButton
            label={words.wholeText}
            icon={<ChevronsUpDown size={16} aria-hidden />}
            aria-pressed={whole}
            onClick={() => setWhole(!whole)}
          />
        )}
        <IconButton
          label={words.previous}
          icon={<ChevronLeft size={16} aria-hidden />}
          disabled={at === 0}
          onClick={() => onGo(at - 1)}
        />
        {at < steps.length - 1 ? (
          <IconButton label={words.next} icon={<ChevronRight size={16} aria-hidden />} onClick={() => onGo(at + 1)} />
        ) : (
          <IconButton label={words.finish} icon={<ListChecks size={16} aria-hidden />} onClick={onFinish} />
        )}
      </div>
    </section>
  );
}
