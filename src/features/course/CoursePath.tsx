import { Check, FileText, FolderOpen, LogOut, PenLine, RotateCcw } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FileButton } from '../../ui/FileButton.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Markdown } from '../../ui/markdown/Markdown.tsx';
import { useWords } from '../../ui/words.ts';
import type { OpenCourse } from './open-course.ts';

export interface CoursePathProps {
  /** undefined: none is followed. */
  readonly open: OpenCourse | undefined;
  readonly onOpen: (at: number) => void;
  readonly onReset: (at: number) => void;
  readonly onLeave: () => void;
  readonly onFile: (file: File) => void;
  readonly onMake: () => void;
  readonly onPrint: (open: OpenCourse) => void;
  readonly onClose: () => void;
}

/** The steps of the course as a path, with what is done. */
export function CoursePath({ open, onOpen, onReset, onLeave, onFile, onMake, onPrint, onClose }: CoursePathProps) {
  const words = useWords('course');
  return (
    <Dialog
      title={open?.course.title ?? words.title}
      onClose={onClose}
      footer={
        <>
          {open !== undefined && (
            <Button
              label={words.leave}
              hint={words.leaveHint}
              icon={<LogOut size={14} aria-hidden />}
              onClick={onLeave}
            />
          )}
          <span className="flex-1" />
          {open !== undefined && (
            <Button label={words.print} icon={<FileText size={14} aria-hidden />} onClick={() => onPrint(open)} />
          )}
          <Button label={words.make} icon={<PenLine size={14} aria-hidden />} onClick={onMake} />
          <FileButton
            label={words.openFile}
            variant="outline"
            icon={<FolderOpen size={14} aria-hidden />}
            accept=".json,application/json"
            onFiles={([file]) => onFile(file)}
          />
        </>
      }
    >
      {open === undefined ? (
        <p className="px-6 py-8 text-muted">{words.none}</p>
      ) : (
        <Steps open={open} onOpen={onOpen} onReset={onReset} />
      )}
    </Dialog>
  );
}

function Steps({ open, onOpen, onReset }: Pick<CoursePathProps, 'onOpen' | 'onReset'> & { readonly open: OpenCourse }) {
  const words = useWords('course');
  const { course, steps, at, done } = open;
  const doneSteps = steps.filter(({ key }) => done.includes(key)).length;
  return (
    <>
      <p className="px-6 pt-3 pb-2 text-small text-muted">{words.progress(doneSteps, steps.length)}</p>
      {course.text !== undefined && (
        <div className="px-6 pb-3 text-small text-pretty">
          <Markdown text={course.text} />
        </div>
      )}
      <ol aria-label={words.path} className="divide-y divide-line border-t border-line">
        {steps.map(({ key, title, kind }, index) => (
          // The same lesson may stand twice in a course.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${key}-${index}`} className="relative flex items-start gap-3 py-3 pr-3 pl-6 hover:bg-paper">
            <Place number={index + 1} done={done.includes(key)} />
            <span className="flex min-w-0 flex-1 flex-col">
              <button
                type="button"
                aria-current={index === at ? 'step' : undefined}
                className="text-left font-semibold outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
                onClick={() => onOpen(index)}
              >
                {title}
              </button>
              <span className="text-small text-muted">
                {words.kinds[kind]}
                {index === at && <span className="text-accent"> · {words.here}</span>}
              </span>
            </span>
            <IconButton
              label={words.reset(title)}
              icon={<RotateCcw size={16} aria-hidden />}
              className="z-1"
              onClick={() => onReset(index)}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

function Place({ number, done }: { readonly number: number; readonly done: boolean }) {
  const words = useWords('course');
  return (
    <span
      className={`inline-flex size-6 shrink-0 items-center justify-center rounded-full border text-small tabular-nums ${done ? 'border-accent bg-accent text-on-accent' : 'border-line-strong text-ink'}`}
    >
      {done ? <Check size={14} aria-hidden /> : number}
      {done && <span className="sr-only">{words.done(number)}</span>}
    </span>
  );
}
