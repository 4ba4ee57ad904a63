import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { lazyPart } from './lazy-part.tsx';

/** There is nothing to list before somebody asks. */
const OptionList = lazyPart(
  { part: 'suggestions', place: 'line', words: [], loading: <span /> },
  async () => (await import('./OptionList.tsx')).OptionList,
);

export interface ComboboxOption {
  /** What is put into the field. */
  readonly value: string;
  /** What is shown first; the value when absent. */
  readonly label?: string;
  /** Said about it, quieter. */
  readonly detail?: string;
  readonly icon?: ReactNode;
}

export interface ComboboxProps {
  readonly label: string;
  readonly id?: string;
  readonly value: string;
  readonly options: readonly ComboboxOption[];
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
  /** Enter with no option marked. */
  readonly onSubmit?: () => void;
  readonly className?: string;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
}

const MAX_SHOWN = 60;

/** A text field with suggestions (WAI-ARIA combobox, list autocomplete): anything may be typed, suggestions help. */
export function Combobox(props: ComboboxProps) {
  const { label, value, options, onChange, onSubmit } = props;
  const listId = useId();
  const [open, setOpen] = useState(false);
  /** Only typing filters; on focus everything is offered. */
  const [typed, setTyped] = useState(false);
  const [marked, setMarked] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const shown = useMemo(
    () => (typed ? filterOptions(options, value) : options).slice(0, MAX_SHOWN),
    [options, typed, value],
  );

  const close = (): void => {
    setOpen(false);
    setMarked(-1);
    setTyped(false);
  };
  const take = (option: ComboboxOption): void => {
    onChange(option.value);
    close();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setMarked((at) => nextOption(at, step, shown.length));
      return;
    }
    if (event.key === 'Escape' && open && shown.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      return close();
    }
    const option = open ? shown[marked] : undefined;
    if (event.key !== 'Enter' || (option === undefined && onSubmit === undefined)) return;
    event.preventDefault();
    if (option !== undefined) take(option);
    else {
      close();
      onSubmit?.();
    }
  };

  const expanded = open && shown.length > 0;
  return (
    <div className={`relative ${props.className ?? ''}`}>
      <input
        ref={field}
        id={props.id}
        role="combobox"
        aria-label={label}
        aria-expanded={expanded}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={marked >= 0 && expanded ? `${listId}-${marked}` : undefined}
        aria-invalid={props.invalid ?? false}
        aria-describedby={props.describedBy}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={props.placeholder}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          setTyped(true);
          setMarked(-1);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onBlur={close}
        onKeyDown={onKeyDown}
        className="h-8 w-full pointer-coarse:h-10 min-w-0 rounded-md border border-line-strong text-ellipsis bg-surface px-3 font-mono text-small text-ink placeholder:text-faint hover:border-ink aria-invalid:border-rejected"
      />
      {expanded && <OptionList id={listId} label={label} options={shown} marked={marked} onTake={take} />}
    </div>
  );
}

/** Round and round; -1: there is none. */
function nextOption(at: number, step: 1 | -1, count: number): number {
  return count === 0 ? -1 : (Math.max(at, step === 1 ? -1 : 0) + step + count) % count;
}

/** Options in which every word of the text occurs. */
function filterOptions(options: readonly ComboboxOption[], text: string): readonly ComboboxOption[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return options.filter((option) => {
    const hay = `${option.value} ${option.label ?? ''} ${option.detail ?? ''}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}
