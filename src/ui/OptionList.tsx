import type { ComboboxOption } from './Combobox.tsx';

interface OptionListProps {
  readonly id: string;
  readonly label: string;
  readonly options: readonly ComboboxOption[];
  readonly marked: number;
  readonly onTake: (option: ComboboxOption) => void;
}

/** What a combobox suggests. The field keeps the focus. */
export function OptionList({ id, label, options, marked, onTake }: OptionListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={label}
      className="absolute bottom-full left-0 z-30 mb-1 max-h-72 w-max min-w-full max-w-[min(32rem,calc(100vw-5rem))] overflow-y-auto rounded-md border border-line-strong bg-raised py-1 shadow-lg"
    >
      {options.map((option, index) => (
        // The field keeps the focus; keys are handled there (aria-activedescendant).
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={option.value}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === marked}
          ref={index === marked ? scrollIntoView : undefined}
          className="flex cursor-pointer items-center gap-2 px-3 py-1.5 text-small hover:bg-sunken aria-selected:bg-accent-soft"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(option)}
        >
          {option.icon}
          <span className="min-w-0 font-mono break-words text-ink">{option.label ?? option.value}</span>
          {option.detail !== undefined && <span className="ml-auto pl-4 text-muted">{option.detail}</span>}
        </div>
      ))}
    </div>
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
