import { type FocusEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '../../../../ui/Button.tsx';
import { useWords } from '../../../../ui/words.ts';
import { useFieldDescription } from './About.tsx';
import { type Draft, keepDraft, meaningOf, NO_DRAFT } from './draft.ts';
import { INPUT, Row } from './fields.tsx';
import { useFieldDraft } from './field-draft.ts';

/** Characters that have room beside the name of a field. */
const SHORT = 14;

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  /** Absent: it can only be read. A text that it answers says why the value is not taken. */
  readonly onCommit: ((value: string) => unknown) | undefined;
  /** Says what is wrong with a text; undefined when it is fine. */
  readonly check?: (value: string) => string | undefined;
  /** The label is read but not shown. */
  readonly bare?: boolean;
  readonly lines?: number;
  /** Where it is told what is wrong, if the field itself has no room for it: an element, or null before it is there. */
  readonly wrongIn?: Element | null;
}

/**
 * A text that is kept on Enter or when the field is left; Escape takes back what was typed, of several lines it asks first, and Enter
 * with Shift begins the next one. What the page is left with is in the field again until one of them is pressed.
 */
export function TextField({ label, value, onCommit, check, bare = false, lines, wrongIn }: TextFieldProps) {
  const id = useId();
  const description = useFieldDescription();
  const { draft, setDraft, isLeft } = useTyped(value, onCommit !== undefined);
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const field = { value, check, lines };
  const keep = (): void => {
    const kept = keepDraft(draft, field);
    setDraft(kept.draft);
    if (kept.keep === undefined) return;
    const wrong = onCommit?.(kept.keep);
    if (typeof wrong === 'string') setDraft({ text: kept.keep, wrong });
  };
  const answer = (act: () => void): void => {
    act();
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const meaning = meaningOf(event, draft, field);
    if (meaning === 'type') return;
    event.preventDefault();
    if (meaning === 'leave') return setDraft(NO_DRAFT);
    event.stopPropagation();
    if (meaning === 'keep') keep();
    else setDraft({ ...draft, asking: true });
  };
  const described =
    draft.wrong !== undefined
      ? `${id}-wrong`
      : draft.text !== undefined && (lines !== undefined || isLeft)
        ? `${id}-hint`
        : description;
  const shared = {
    id,
    ref: input,
    value: draft.text ?? value,
    disabled: onCommit === undefined,
    className: INPUT,
    spellCheck: false,
    autoComplete: 'off',
    'aria-invalid': draft.wrong !== undefined,
    'aria-describedby': described,
    ...(bare ? { 'aria-label': label } : {}),
    onChange: (event: { readonly target: { readonly value: string } }) => setDraft({ text: event.target.value }),
    onKeyDown,
  };
  const content = (
    <div
      onBlur={(event: FocusEvent<HTMLDivElement>) => {
        // The question belongs to the field. What nobody touched since is asked of nobody who passes.
        if (!event.currentTarget.contains(event.relatedTarget) && !isLeft) keep();
      }}
    >
      {lines === undefined ? <input type="text" {...shared} /> : <textarea rows={lines} {...shared} />}
      {draft.wrong !== undefined && <Wrong id={`${id}-wrong`} text={draft.wrong} place={wrongIn} />}
      {draft.asking === true ? (
        <Question
          label={label}
          onKeep={() => answer(keep)}
          onDiscard={() => answer(() => setDraft(NO_DRAFT))}
          onStay={() => answer(() => setDraft(draft.text === undefined ? NO_DRAFT : { text: draft.text }))}
        />
      ) : (
        described === `${id}-hint` && <Hint id={`${id}-hint`} isLeft={isLeft} place={wrongIn} />
      )}
    </div>
  );
  return bare ? (
    content
  ) : (
    <Row label={label} htmlFor={id} long={value.split('\n').some((line) => line.length > SHORT)}>
      {content}
    </Row>
  );
}

/** What is typed into the field. `isLeft`: before the page was left, or another object looked at. */
function useTyped(value: string, canBeKept: boolean) {
  const [typed, setTyped] = useState<Draft>(NO_DRAFT);
  const left = useFieldDraft();
  const isLeft = typed.text === undefined && left.text !== undefined && canBeKept;
  const draft = isLeft ? { ...typed, text: left.text } : typed;
  const setDraft = (next: Draft): void => {
    setTyped(next);
    left.set(next.text === value ? undefined : next.text);
  };
  return { draft, setDraft, isLeft };
}

interface WrongProps {
  readonly id: string;
  readonly text: string;
  readonly place: Element | null | undefined;
}

function Wrong({ id, text, place }: WrongProps) {
  const told = (
    <p id={id} role="alert" className="text-small text-rejected">
      {text}
    </p>
  );
  return place === undefined || place === null ? told : createPortal(told, place);
}

interface HintProps {
  readonly id: string;
  readonly isLeft: boolean;
  readonly place: Element | null | undefined;
}

function Hint({ id, isLeft, place }: HintProps) {
  const { fields } = useWords('inspector');
  const told = (
    <p id={id} className={`text-small text-muted ${isLeft ? 'border-l-2 border-changed pl-2' : ''}`}>
      {isLeft ? fields.leftHint : fields.linesHint}
    </p>
  );
  return place === undefined || place === null ? told : createPortal(told, place);
}

interface QuestionProps {
  readonly label: string;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
  readonly onStay: () => void;
}

/** Whether what was typed is to be kept. Escape goes back to the field. */
function Question({ label, onKeep, onDiscard, onStay }: QuestionProps) {
  const words = useWords('inspector');
  const id = useId();
  return (
    // Escape reaches it from its buttons.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="alertdialog"
      aria-labelledby={id}
      className="mt-1 flex flex-wrap items-center gap-2"
      // A browser that does not focus buttons on a click would take it for leaving the field, which keeps what is typed.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onStay();
      }}
    >
      <p id={id} className="w-full text-small text-ink">
        {words.fields.keepIt(label)}
      </p>
      <Button label={words.fields.keep} variant="outline" ref={focusAtOnce} onClick={onKeep} />
      <Button label={words.fields.discard} onClick={onDiscard} />
    </div>
  );
}

/** A function of its own, so that it is called once. */
function focusAtOnce(button: HTMLButtonElement | null): void {
  button?.focus();
}
