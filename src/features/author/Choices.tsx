import { Button } from '../../ui/Button.tsx';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface ChoicesProps {
  readonly label: string;
  /** What is so where nothing is chosen. */
  readonly none: string;
  readonly options: readonly Choice[];
  /** What of them is chosen. */
  readonly chosen: readonly string[];
  /** No more can be chosen. */
  readonly isFull: boolean;
  readonly onToggle: (value: string) => void;
  /** Takes what is selected on the board, too; `value` undefined: nothing there can be chosen. */
  readonly pointed?: { readonly label: string; readonly value: string | undefined };
}

/** Some of many, folded away behind what is chosen. */
export function Choices({ label, none, options, chosen, isFull, onToggle, pointed }: ChoicesProps) {
  const shown = options.filter(({ value }) => chosen.includes(value));
  return (
    <details className="max-w-full min-w-0 rounded-md border border-line open:w-full">
      <summary className="px-2 py-1.5 break-words text-ink pointer-coarse:py-2.5">
        <span className="text-muted">{label}: </span>
        {shown.length === 0 ? none : shown.map((each) => each.label).join(', ')}
      </summary>
      <div className="flex max-h-56 flex-col items-start gap-0.5 overflow-y-auto px-2 pb-2">
        {pointed && (
          <Button
            label={pointed.label}
            variant="outline"
            disabled={isFull || pointed.value === undefined || chosen.includes(pointed.value)}
            onClick={() => pointed.value !== undefined && onToggle(pointed.value)}
          />
        )}
        {options.map((option) => (
          <Check
            key={option.value}
            label={option.label}
            checked={chosen.includes(option.value)}
            disabled={isFull && !chosen.includes(option.value)}
            onToggle={() => onToggle(option.value)}
          />
        ))}
      </div>
    </details>
  );
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onToggle: () => void;
}

export function Check({ label, checked, disabled = false, onToggle }: CheckProps) {
  return (
    <label className="flex min-h-8 max-w-full items-center gap-2 text-ink has-disabled:opacity-45 pointer-coarse:min-h-10">
      <input type="checkbox" className="size-4 shrink-0" checked={checked} disabled={disabled} onChange={onToggle} />
      <span className="min-w-0 break-words">{label}</span>
    </label>
  );
}

interface SelectProps {
  readonly label: string;
  /** It has its name beside it already. */
  readonly isNamed?: boolean;
  readonly value: string;
  readonly options: readonly Choice[];
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
}

/** One of some. */
export function Select({ label, isNamed = false, value, options, disabled = false, onChange }: SelectProps) {
  return (
    <label className="flex max-w-full min-w-0 flex-col gap-1 text-muted">
      {!isNamed && label}
      <select
        aria-label={label}
        value={value}
        disabled={disabled}
        className="h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 text-ink disabled:opacity-45 pointer-coarse:h-10"
        onChange={({ target }) => onChange(target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** With the value where it is not among them, without it where it is. */
export function toggled<T>(values: readonly T[], value: T, same: (a: T, b: T) => boolean = Object.is): readonly T[] {
  const others = values.filter((each) => !same(each, value));
  return others.length < values.length ? others : [...values, value];
}
