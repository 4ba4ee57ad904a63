import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useWords } from '../../ui/words.ts';

const INPUT =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-body text-ink hover:border-ink disabled:opacity-100 aria-invalid:border-rejected pointer-coarse:h-10';

interface SettingProps {
  readonly label: string;
  /** What it changes, in a line. */
  readonly line: string;
  /** Where the value comes from. */
  readonly origin: string;
}

/** One setting: its name, its control, and what it changes. */
function Setting({
  label,
  line,
  origin,
  id,
  children,
}: SettingProps & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-1 border-b border-line px-6 py-3 last:border-b-0 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <div className="flex items-baseline gap-x-3 sm:flex-col">
        <label htmlFor={id} className="text-body font-semibold text-ink">
          {label}
        </label>
        <span className="text-small text-muted">{origin}</span>
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        {children}
        <p id={`${id}-line`} className="text-small text-pretty text-muted">
          {line}
        </p>
      </div>
    </div>
  );
}

export interface ChoiceProps extends SettingProps {
  /** "" stands for `automatic`. */
  readonly value: string;
  readonly automatic: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Absent: it can only be read. */
  readonly onChange: ((value: string | undefined) => void) | undefined;
}

export function Choice({ value, automatic, options, onChange, ...setting }: ChoiceProps) {
  const id = useId();
  return (
    <Setting {...setting} id={id}>
      <select
        id={id}
        aria-describedby={`${id}-line`}
        className={INPUT}
        value={value}
        disabled={onChange === undefined}
        onChange={(event) => onChange?.(event.target.value === '' ? undefined : event.target.value)}
      >
        <option value="">{automatic}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Setting>
  );
}

export interface RangesProps extends SettingProps {
  readonly value: string;
  /** Takes the text over, "" for what the objects say; false when it is no list of ranges. Absent: it can only be read. */
  readonly onCommit: ((text: string) => boolean) | undefined;
}

/** Networks in CIDR notation; taken over on Enter or when the field is left. */
export function Ranges({ value, onCommit, ...setting }: RangesProps) {
  const words = useWords('clusterSettings');
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const [wrong, setWrong] = useState(false);
  const commit = (): void => {
    if (draft === undefined) return;
    const taken = draft.trim() === value || onCommit?.(draft.trim()) === true;
    setWrong(!taken);
    if (taken) setDraft(undefined);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape' && draft !== undefined) {
      setDraft(undefined);
      setWrong(false);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Setting {...setting} id={id}>
      <input
        id={id}
        type="text"
        spellCheck={false}
        autoComplete="off"
        aria-describedby={`${id}-line`}
        aria-invalid={wrong}
        className={`${INPUT} font-mono text-small!`}
        value={draft ?? value}
        disabled={onCommit === undefined}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {wrong && (
        <p role="alert" className="text-small text-rejected">
          {words.wrongRange}
        </p>
      )}
    </Setting>
  );
}
