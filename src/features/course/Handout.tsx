import { Printer, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Course } from '../../scenario/course/course.ts';
import { Button } from '../../ui/Button.tsx';
import { Markdown } from '../../ui/markdown/Markdown.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../ui/words.ts';
import type { ShownStep, WantedHandout } from './open-course.ts';
import type { PrintedGoal, PrintedPart, PrintedPicture, PrintedStep } from './printed-step.ts';

export interface HandoutProps {
  readonly wanted: WantedHandout;
  readonly steps: readonly ShownStep[];
  /** Makes what is printed of a step; undefined: its board cannot be read. */
  readonly make: (at: number) => Promise<PrintedStep | undefined>;
  readonly onClose: () => void;
}

type Copy = WantedHandout['copy'];
/** null: it cannot be read. */
type Made = Readonly<Record<number, PrintedStep | null>>;

/** A course as it is printed: the picture of each step, its text, and room to write; with notes and answers for the trainer. */
export function Handout({ wanted: { course, copy: first, isTrainers }, steps, make, onClose }: HandoutProps) {
  const words = useWords('handout');
  const [copy, setCopy] = useState<Copy>(first);
  const made = useMade(steps.length, make);
  const page = useRef<HTMLElement>(null);
  const done = Object.keys(made).length;
  useEffect(() => {
    page.current?.focus();
    // It covers the page, wherever the focus is: what is printed has no buttons.
    const close = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') onClose();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [onClose]);
  return createPortal(
    <section
      ref={page}
      data-handout
      // Its keys scroll it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={words.title(course.title)}
      className="fixed inset-0 z-40 overflow-y-auto bg-sunken text-ink outline-none print:static print:overflow-visible print:bg-transparent"
    >
      <div className="sticky top-0 flex flex-wrap items-center gap-3 border-b border-line bg-surface px-4 py-2 print:hidden">
        {isTrainers && (
          <Segmented
            label={words.copy}
            value={copy}
            options={(['learner', 'trainer'] as const).map((value) => ({ value, label: words.copies[value] }))}
            onChange={setCopy}
          />
        )}
        <p role="status" className="min-w-0 flex-1 text-small text-muted">
          {done < steps.length ? words.drawing(done, steps.length) : words.ready}
        </p>
        <Button
          label={words.print}
          variant="primary"
          icon={<Printer size={16} aria-hidden />}
          disabled={done < steps.length}
          onClick={() => window.print()}
        />
        <Button label={words.close} icon={<X size={16} aria-hidden />} onClick={onClose} />
      </div>
      <Sheets course={course} steps={steps} made={made} copy={copy} />
    </section>,
    document.body,
  );
}

/** One after the other: each is laid out in the page. */
function useMade(count: number, make: HandoutProps['make']): Made {
  const [made, setMade] = useState<Made>({});
  useEffect(() => {
    let gone = false;
    const go = async (at: number): Promise<void> => {
      if (gone || at >= count) return;
      const step = (await make(at).catch(() => undefined)) ?? null;
      if (!gone) setMade((known) => ({ ...known, [at]: step }));
      await go(at + 1);
    };
    void go(0);
    return () => {
      gone = true;
    };
  }, [count, make]);
  return made;
}

interface SheetsProps extends Pick<HandoutProps, 'steps'> {
  readonly course: Course;
  readonly made: Made;
  readonly copy: Copy;
}

function Sheets({ course, steps, made, copy }: SheetsProps) {
  const words = useWords('handout');
  return (
    <article className="[&_a]:after:content-['_('attr(href)')'] mx-auto my-6 max-w-[52rem] bg-surface px-10 py-8 shadow print:m-0 print:max-w-none print:p-0 print:shadow-none max-sm:px-4">
      <h1 className="text-2xl font-semibold">{course.title}</h1>
      <p className="text-small text-muted">{words.copies[copy]}</p>
      {course.text !== undefined && (
        <div className="mt-4 text-pretty">
          <Markdown text={course.text} />
        </div>
      )}
      {steps.map((step, at) => (
        <Sheet
          // The same lesson may stand twice in a course.
          // oxlint-disable-next-line react/no-array-index-key
          key={`${step.key}-${at}`}
          number={at + 1}
          step={step}
          said={course.steps[at]}
          made={made[at]}
          copy={copy}
        />
      ))}
    </article>
  );
}

interface SheetProps {
  readonly number: number;
  readonly step: ShownStep;
  readonly said: Course['steps'][number] | undefined;
  /** undefined: not yet. */
  readonly made: PrintedStep | null | undefined;
  readonly copy: Copy;
}

function Sheet({ number, step: { title: shown, kind }, said, made, copy }: SheetProps) {
  const words = useWords('handout');
  const { kinds } = useWords('course');
  // Of a board it is not known before it has been read.
  const title = (kind === 'board' && said?.title === undefined && made?.title) || shown;
  return (
    <section aria-label={title} className="mt-8 border-t border-line-strong pt-4">
      <p className="break-after-avoid text-small text-muted">{words.step(number, kinds[kind])}</p>
      <h2 className="break-after-avoid text-title font-semibold">{title}</h2>
      {said?.text !== undefined && (
        <div className="mt-2 text-pretty">
          <Markdown text={said.text} />
        </div>
      )}
      {copy === 'trainer' && said?.notes !== undefined && (
        <aside aria-label={words.notes} className="mt-3 border-l-2 border-accent pl-3 text-pretty">
          <p className="text-small font-semibold">{words.notes}</p>
          <Markdown text={said.notes} />
        </aside>
      )}
      {made === null && <p className="mt-3 text-muted">{words.notRead}</p>}
      {made && !beginsWithPicture(made, copy) && <Picture picture={made.picture} alt={words.picture(title)} />}
      {made && <Told made={made} copy={copy} />}
      {copy === 'learner' && <Room label={words.room} />}
    </section>
  );
}

/** The picture of a question's walk would tell learners. */
const isPictured = ({ picture, question }: PrintedPart, copy: Copy): boolean =>
  picture !== undefined && (question === undefined || copy === 'trainer');

/** What the first part tells of shows the board, too. */
const beginsWithPicture = ({ parts: [first], goal }: PrintedStep, copy: Copy): boolean =>
  goal === undefined && first !== undefined && isPictured(first, copy);

function Picture({ picture, alt }: { readonly picture: PrintedPicture | undefined; readonly alt: string }) {
  const words = useWords('handout');
  if (picture === undefined) return <p className="mt-3 text-small text-muted">{words.noPicture}</p>;
  return (
    <img
      src={picture.src}
      width={picture.width}
      height={picture.height}
      alt={alt}
      className="mt-3 mb-2 max-h-[7.5cm] w-full break-inside-avoid object-contain object-left"
    />
  );
}

function Told({ made: { parts, goal }, copy }: { readonly made: PrintedStep; readonly copy: Copy }) {
  return (
    <>
      {goal !== undefined && <Goal goal={goal} copy={copy} />}
      <ol className="mt-3 flex list-decimal flex-col gap-3 pl-5">
        {parts.map((part, index) => (
          // A part is known by its place: two may be called the same.
          // oxlint-disable-next-line react/no-array-index-key
          <Part key={index} part={part} copy={copy} />
        ))}
      </ol>
    </>
  );
}

function Goal({ goal: { text, clauses, causes, hints }, copy }: { readonly goal: PrintedGoal; readonly copy: Copy }) {
  const words = useWords('handout');
  return (
    <>
      <div className="mt-3 text-pretty">
        <Markdown text={text} />
      </div>
      <Lines title={words.goal} lines={clauses} />
      {copy === 'trainer' && <Lines title={words.causes} lines={causes} />}
      {copy === 'trainer' && <Lines title={words.hints} lines={hints} isNumbered />}
    </>
  );
}

interface LinesProps {
  readonly title: string;
  readonly lines: readonly string[];
  readonly isNumbered?: boolean;
}

function Lines({ title, lines, isNumbered = false }: LinesProps) {
  if (lines.length === 0) return null;
  const List = isNumbered ? 'ol' : 'ul';
  return (
    <div className="mt-3 break-inside-avoid">
      <p className="text-small font-semibold">{title}</p>
      <List className={`pl-5 ${isNumbered ? 'list-decimal' : 'list-disc'}`}>
        {lines.map((line) => (
          <li key={line}>{isNumbered ? <Markdown text={line} inLine /> : line}</li>
        ))}
      </List>
    </div>
  );
}

/** What a part asks, learners are to find out: its title and text would tell. */
function Part({ part, copy }: { readonly part: PrintedPart; readonly copy: Copy }) {
  const { title, text, question, picture } = part;
  const words = useWords('handout');
  return (
    <li className="break-inside-avoid text-pretty">
      {question !== undefined && (
        <p>
          {question.asks} <span className="text-muted">{question.choices.join(' · ')}</span>
        </p>
      )}
      {question !== undefined && copy === 'trainer' && <p className="font-semibold">{words.answer(question.answer)}</p>}
      {question !== undefined && copy === 'learner' ? (
        <span className="mt-6 block border-b border-line-strong" />
      ) : (
        <p>
          <strong className="mr-1 font-semibold">{title}</strong> <Markdown text={text} inLine />
        </p>
      )}
      {isPictured(part, copy) && <Picture picture={picture} alt={words.moment(title)} />}
    </li>
  );
}

/** Lines to write on. */
function Room({ label }: { readonly label: string }) {
  return (
    <div aria-label={label} role="img" className="mt-4 break-inside-avoid break-before-avoid">
      <span className="block h-8 border-b border-line" />
      <span className="block h-8 border-b border-line" />
      <span className="block h-8 border-b border-line" />
      <span className="block h-8 border-b border-line" />
    </div>
  );
}
