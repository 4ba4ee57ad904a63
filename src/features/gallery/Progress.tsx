import { Download, ListChecks, PenLine, RotateCcw, Upload } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { FileButton } from '../../ui/FileButton.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';
import { OPENER } from './move-focus.ts';

interface ProgressFileProps {
  readonly onExportProgress: () => void;
  readonly onImportProgress: (file: File) => void;
  /** To follow a course, or make one. */
  readonly onCourses: () => void;
  /** To write a lesson or a challenge for the board on the screen; absent: nothing can be changed. */
  readonly onWrite?: (() => void) | undefined;
}

/** What was done in this browser, as a file to take along. */
export function ProgressFile({ onExportProgress, onImportProgress, onCourses, onWrite }: ProgressFileProps) {
  const words = useWords('gallery').progress;
  return (
    <>
      <Button label={words.courses} icon={<ListChecks size={14} aria-hidden />} onClick={onCourses} />
      {onWrite && <Button label={words.write} icon={<PenLine size={14} aria-hidden />} onClick={onWrite} />}
      <span className="flex-1" />
      <FileButton
        label={words.import}
        icon={<Upload size={14} aria-hidden />}
        accept=".json,application/json"
        onFiles={([file]) => onImportProgress(file)}
      />
      <Button label={words.export} icon={<Download size={14} aria-hidden />} onClick={onExportProgress} />
    </>
  );
}

interface ResetProps {
  readonly title: string;
  readonly onReset: () => void;
}

/** Begins one lesson or challenge anew; it lies above what opens it. With what was done it goes, and the focus stays at what it reset. */
export function Reset({ title, onReset }: ResetProps) {
  const words = useWords('gallery').progress;
  return (
    <IconButton
      label={words.reset(title)}
      icon={<RotateCcw size={14} aria-hidden />}
      className="z-1"
      onClick={({ currentTarget }) => {
        openerOf(currentTarget)?.focus();
        onReset();
      }}
    />
  );
}

const openerOf = (button: HTMLElement): HTMLElement | null | undefined =>
  button.closest('li')?.querySelector<HTMLElement>(OPENER);
