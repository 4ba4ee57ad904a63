import { ArrowDown, ArrowUp, ChevronDown, X } from 'lucide-react';
import { useState } from 'react';
import type { CourseStep } from '../../scenario/course/course.ts';
import { TEXT_LIMIT, TITLE_LIMIT } from '../../scenario/document/limits.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';
import { changeStep, type Draft, moveStep, removeStep } from './draft.ts';
import { LongField, ShortField } from '../../ui/writing/fields.tsx';

interface StepListProps {
  readonly draft: Draft;
  /** What is opened by a step is called. */
  readonly titleOf: (step: CourseStep) => string;
  /** The titles of a lesson's parts. */
  readonly partsOf: (lesson: string) => Promise<readonly string[]>;
  readonly onChange: (change: (draft: Draft) => Draft) => void;
}

/** The steps in their order: moved, taken away, and with words of one's own. */
export function StepList({ draft, titleOf, partsOf, onChange }: StepListProps) {
  const words = useWords('makeCourse');
  const [open, setOpen] = useState<number>();
  if (draft.steps.length === 0) return <p className="text-small text-muted">{words.noSteps}</p>;
  return (
    <ol aria-label={words.steps} className="divide-y divide-line border-y border-line">
      {draft.steps.map(({ id, step }, index) => {
        const title = step.title || titleOf(step);
        return (
          <li key={id} className="py-1">
            <div className="flex items-center gap-1">
              <span className="w-6 shrink-0 text-small text-faint tabular-nums">{index + 1}</span>
              <span className="min-w-0 flex-1 truncate font-semibold">{title}</span>
              <IconButton
                label={words.up(title)}
                icon={<ArrowUp size={16} aria-hidden />}
                aria-disabled={index === 0}
                onClick={() => onChange((before) => moveStep(before, id, -1))}
              />
              <IconButton
                label={words.down(title)}
                icon={<ArrowDown size={16} aria-hidden />}
                aria-disabled={index === draft.steps.length - 1}
                onClick={() => onChange((before) => moveStep(before, id, 1))}
              />
              <IconButton
                label={words.edit(title)}
                icon={<ChevronDown size={16} aria-hidden className={open === id ? 'rotate-180' : ''} />}
                aria-expanded={open === id}
                onClick={() => setOpen(open === id ? undefined : id)}
              />
              <IconButton
                label={words.remove(title)}
                icon={<X size={16} aria-hidden />}
                onClick={() => onChange((before) => removeStep(before, id))}
              />
            </div>
            {open === id && (
              <StepWords
                step={step}
                partsOf={partsOf}
                onChange={(next) => onChange((before) => changeStep(before, id, next))}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

interface StepWordsProps extends Pick<StepListProps, 'partsOf'> {
  readonly step: CourseStep;
  readonly onChange: (step: CourseStep) => void;
}

function StepWords({ step, partsOf, onChange }: StepWordsProps) {
  const words = useWords('makeCourse');
  return (
    <div className="flex flex-col gap-3 py-2 pl-7">
      <LongField
        label={words.text}
        value={step.text ?? ''}
        most={TEXT_LIMIT}
        onChange={(text) => onChange({ ...step, text })}
      />
      <LongField
        label={words.notes}
        value={step.notes ?? ''}
        most={TEXT_LIMIT}
        onChange={(notes) => onChange({ ...step, notes })}
      />
      <ShortField
        label={words.stepTitle}
        value={step.title ?? ''}
        most={TITLE_LIMIT}
        onChange={(title) => onChange({ ...step, title })}
      />
      {'lesson' in step && (
        <PartField
          lesson={step.lesson}
          part={step.part}
          partsOf={partsOf}
          onChange={(part) => {
            const { part: _, ...rest } = step;
            onChange(part === undefined ? rest : { ...rest, part });
          }}
        />
      )}
    </div>
  );
}

interface PartFieldProps extends Pick<StepListProps, 'partsOf'> {
  readonly lesson: string;
  readonly part: number | undefined;
  readonly onChange: (part: number | undefined) => void;
}

function PartField({ lesson, part, partsOf, onChange }: PartFieldProps) {
  const words = useWords('makeCourse');
  const [parts, setParts] = useState<readonly string[]>([]);
  const fetch = (): void => void partsOf(lesson).then(setParts, () => undefined);
  const known = parts.length > 0 ? parts : part === undefined ? [] : Array.from({ length: part }, () => '');
  return (
    <label className="flex flex-col gap-1 text-small text-muted">
      {words.part}
      <select
        value={part ?? ''}
        className="h-8 rounded-md border border-line-strong bg-surface px-2 text-ink pointer-coarse:h-10"
        onFocus={fetch}
        onPointerDown={fetch}
        onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
      >
        <option value="">{words.wholeLesson}</option>
        {known.map((title, index) => (
          // A part is known by its number.
          // oxlint-disable-next-line react/no-array-index-key
          <option key={index} value={index + 1}>
            {index + 1} {title}
          </option>
        ))}
      </select>
    </label>
  );
}
