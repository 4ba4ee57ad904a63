import { Download, FileText, FolderOpen, GraduationCap, Play } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { type Course, hasNotes } from '../../scenario/course/course.ts';
import { TEXT_LIMIT, TITLE_LIMIT } from '../../scenario/document/limits.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FileButton } from '../../ui/FileButton.tsx';
import { useWords } from '../../ui/words.ts';
import { LongField, ShortField } from '../../ui/writing/fields.tsx';
import { courseOf, type Draft, isEmpty, withStep } from './draft.ts';
import { Handing } from './Handing.tsx';
import { InPlace } from './InPlace.tsx';
import { type Offers, Offered } from './Offered.tsx';
import { StepList } from './StepList.tsx';
import { useSettled } from './use-settled.ts';

export interface MakerProps {
  readonly first: Draft;
  readonly offers: Offers;
  /** Called with every change, to keep it. */
  readonly onChange: (draft: Draft) => void;
  /** What a course file holds; undefined: it is none, which has been told. */
  readonly readFile: (file: File) => Promise<Draft | undefined>;
  /** Why a learner's page would refuse the course, or leave something of it out; undefined: it would not. */
  readonly faultOf: (course: Course) => string | undefined;
  /** The link that holds the course; null: it is too long. */
  readonly linkOf: (course: Course) => string | null;
  /** By which name its file is downloaded. */
  readonly nameOf: (course: Course) => string;
  /** For learners: without notes. */
  readonly onDownload: (course: Course, copy: 'learner' | 'trainer') => void;
  readonly onTry: (course: Course) => void;
  readonly onPrint: (course: Course, copy: 'learner' | 'trainer') => void;
  readonly onClose: () => void;
}

/** Lessons, challenges and own boards in an order, with words between and notes; and the ways to hand them out. */
export function Maker({ first, offers, onChange, readFile, faultOf, linkOf, nameOf, onClose, ...ways }: MakerProps) {
  const words = useWords('makeCourse');
  const [draft, setDraft] = useState(first);
  const [said, setSaid] = useState('');
  /** Of a file that was opened, as long as it is not known whether it may take the place of what is here. */
  const [waiting, setWaiting] = useState<Draft>();
  // What is fetched is added to the draft as it is by then.
  const latest = useRef(first);
  const change = (make: (draft: Draft) => Draft): void => {
    latest.current = make(latest.current);
    setDraft(latest.current);
    onChange(latest.current);
  };
  const course = useMemo(() => courseOf(draft), [draft]);
  const settled = useSettled(course);
  const fault = useMemo(() => settled && faultOf(settled), [settled, faultOf]);
  const link = useMemo(() => settled && linkOf(settled), [settled, linkOf]);
  const openFile = async (file: File): Promise<void> => {
    const read = await readFile(file);
    if (read === undefined) return;
    if (isEmpty(latest.current)) change(() => read);
    else setWaiting(read);
  };
  return (
    <Dialog
      title={words.title}
      size="large"
      onClose={onClose}
      footer={<Footer course={course} fault={fault} onFile={(file) => void openFile(file)} {...ways} />}
    >
      <div className="grid gap-x-8 gap-y-6 px-6 py-4 md:grid-cols-[1fr_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <ShortField
            label={words.courseTitle}
            value={draft.title}
            most={TITLE_LIMIT}
            onChange={(title) => change((before) => ({ ...before, title }))}
          />
          <LongField
            label={words.courseText}
            hint={words.markdown}
            value={draft.text}
            most={TEXT_LIMIT}
            onChange={(text) => change((before) => ({ ...before, text }))}
          />
          <StepList draft={draft} titleOf={offers.titleOf} partsOf={offers.partsOf} onChange={change} />
        </div>
        <Offered
          offers={offers}
          onAdd={(step, title) => {
            change((before) => withStep(before, step));
            setSaid(words.added(title, latest.current.steps.length));
          }}
          onFail={(title) => setSaid(words.notRead(title))}
        />
      </div>
      <p role="status" className="px-6 pb-2 text-small text-muted">
        {said}
      </p>
      {waiting !== undefined && (
        <InPlace
          title={waiting.title}
          onAnswer={(replace) => {
            setWaiting(undefined);
            if (replace) change(() => waiting);
          }}
        />
      )}
      {course !== undefined && (
        <Handing
          link={link}
          name={nameOf(course)}
          onOwnCopy={hasNotes(course) && fault === undefined ? () => ways.onDownload(course, 'trainer') : undefined}
        />
      )}
    </Dialog>
  );
}

interface FooterProps extends Pick<MakerProps, 'onDownload' | 'onTry' | 'onPrint'> {
  /** undefined: it lacks something. */
  readonly course: Course | undefined;
  /** Why it would be refused. */
  readonly fault: string | undefined;
  readonly onFile: (file: File) => void;
}

function Footer({ course, fault, onFile, onDownload, onTry, onPrint }: FooterProps) {
  const words = useWords('makeCourse');
  const isPart = course === undefined || fault !== undefined;
  return (
    <>
      <FileButton
        label={words.openFile}
        icon={<FolderOpen size={14} aria-hidden />}
        accept=".json,application/json"
        onFiles={([file]) => onFile(file)}
      />
      <span
        role="status"
        className={`min-w-0 flex-1 text-right text-small text-pretty ${fault === undefined ? 'text-muted' : 'text-rejected'}`}
      >
        {fault ?? (course === undefined && words.needs)}
      </span>
      <Button
        label={words.printLearners}
        icon={<FileText size={14} aria-hidden />}
        disabled={isPart}
        onClick={() => course && onPrint(course, 'learner')}
      />
      <Button
        label={words.printTrainer}
        icon={<GraduationCap size={14} aria-hidden />}
        disabled={isPart}
        onClick={() => course && onPrint(course, 'trainer')}
      />
      <Button
        label={words.download}
        icon={<Download size={14} aria-hidden />}
        disabled={isPart}
        onClick={() => course && onDownload(course, 'learner')}
      />
      <Button
        label={words.tryIt}
        variant="primary"
        icon={<Play size={14} aria-hidden />}
        disabled={isPart}
        onClick={() => course && onTry(course)}
      />
    </>
  );
}
