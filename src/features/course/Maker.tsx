import { Download, FileText, FolderOpen, GraduationCap, Play } from 'lucide-react';
import { useState } from 'react';
import type { Course } from '../../scenario/course/course.ts';
import { TEXT_LIMIT, TITLE_LIMIT } from '../../scenario/document/limits.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/copying/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FileButton } from '../../ui/FileButton.tsx';
import { useWords } from '../../ui/words.ts';
import { courseOf, type Draft } from './draft.ts';
import { LongField, ShortField } from '../../ui/writing/fields.tsx';
import { type Offers, Offered } from './Offered.tsx';
import { StepList } from './StepList.tsx';

export interface MakerProps {
  readonly first: Draft;
  readonly offers: Offers;
  /** Called with every change, to keep it. */
  readonly onChange: (draft: Draft) => void;
  /** What a course file holds; undefined: it is none, which has been told. */
  readonly readFile: (file: File) => Promise<Draft | undefined>;
  /** The link that holds the course; undefined: it is too long. */
  readonly linkOf: (course: Course) => string | undefined;
  /** By which name its file is downloaded. */
  readonly nameOf: (course: Course) => string;
  readonly onDownload: (course: Course) => void;
  readonly onTry: (course: Course) => void;
  readonly onPrint: (course: Course, copy: 'learner' | 'trainer') => void;
  readonly onClose: () => void;
}

/** Lessons, challenges and own boards in an order, with words between and notes; and the ways to hand them out. */
export function Maker({ first, offers, onChange, readFile, linkOf, nameOf, onClose, ...ways }: MakerProps) {
  const words = useWords('makeCourse');
  const [draft, setDraft] = useState(first);
  const [said, setSaid] = useState('');
  const change = (next: Draft): void => {
    setDraft(next);
    onChange(next);
  };
  const course = courseOf(draft);
  return (
    <Dialog
      title={words.title}
      size="large"
      onClose={onClose}
      footer={
        <Footer
          course={course}
          onFile={(file) => void readFile(file).then((read) => read !== undefined && change(read))}
          {...ways}
        />
      }
    >
      <div className="grid gap-x-8 gap-y-6 px-6 py-4 md:grid-cols-[1fr_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <ShortField
            label={words.courseTitle}
            value={draft.title}
            most={TITLE_LIMIT}
            onChange={(title) => change({ ...draft, title })}
          />
          <LongField
            label={words.courseText}
            hint={words.markdown}
            value={draft.text}
            most={TEXT_LIMIT}
            onChange={(text) => change({ ...draft, text })}
          />
          <StepList draft={draft} titleOf={offers.titleOf} partsOf={offers.partsOf} onChange={change} />
        </div>
        <Offered
          offers={offers}
          draft={draft}
          onAdd={(next, title) => {
            change(next);
            setSaid(words.added(title, next.steps.length));
          }}
          onFail={(title) => setSaid(words.notRead(title))}
        />
      </div>
      <p role="status" className="px-6 pb-2 text-small text-muted">
        {said}
      </p>
      {course !== undefined && <Address link={linkOf(course)} name={nameOf(course)} />}
    </Dialog>
  );
}

/** How learners get to it. */
function Address({ link, name }: { readonly link: string | undefined; readonly name: string }) {
  const words = useWords('makeCourse');
  return (
    <section aria-label={words.link} className="flex flex-col gap-2 border-t border-line px-6 py-4">
      <p className="text-small text-pretty text-muted">{words.aboutFile(name)}</p>
      {link === undefined ? (
        <p className="text-small text-muted">{words.tooLong}</p>
      ) : (
        <>
          <p className="text-small text-pretty text-muted">{words.aboutLink(link.length)}</p>
          <span className="flex items-start gap-1">
            <textarea
              readOnly
              rows={2}
              aria-label={words.link}
              value={link}
              className="w-full min-w-0 resize-none rounded-md border border-line-strong bg-paper px-3 py-2 font-mono text-small break-all"
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton label={words.link} text={link} />
          </span>
        </>
      )}
    </section>
  );
}

interface FooterProps extends Pick<MakerProps, 'onDownload' | 'onTry' | 'onPrint'> {
  /** undefined: it lacks something. */
  readonly course: Course | undefined;
  readonly onFile: (file: File) => void;
}

function Footer({ course, onFile, onDownload, onTry, onPrint }: FooterProps) {
  const words = useWords('makeCourse');
  const isPart = course === undefined;
  return (
    <>
      <FileButton
        label={words.openFile}
        icon={<FolderOpen size={14} aria-hidden />}
        accept=".json,application/json"
        onFiles={([file]) => onFile(file)}
      />
      <span className="flex-1 text-right text-small text-muted">{isPart && words.needs}</span>
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
        onClick={() => course && onDownload(course)}
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
