import { type ReactNode, useId, useState } from 'react';
import { useWords } from '../../../../ui/words.ts';
import { useFieldDescription } from './About.tsx';

export const INPUT =
  'block w-full min-w-0 resize-none field-sizing-content rounded border border-line-strong bg-surface px-2 py-1 font-mono text-small text-ink hover:border-ink ' +
  'disabled:border-transparent disabled:bg-transparent disabled:px-0 disabled:opacity-100 aria-invalid:border-rejected';

/** A part of the form with its heading. */
export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2 border-b border-line px-4 py-3 last:border-b-0">
      <h3 id={id} className="text-small font-semibold text-ink">
        {title}
      </h3>
      {children}
    </section>
  );
}

/** A name and what it is, side by side; what is long stands below its name. */
export function Row({
  label,
  htmlFor,
  long = false,
  children,
}: {
  readonly label: string;
  readonly htmlFor?: string;
  readonly long?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={`grid items-start gap-x-3 text-small ${long ? '' : 'grid-cols-[7.5rem_minmax(0,1fr)]'}`}>
      {htmlFor === undefined ? (
        <span className="break-words text-muted">{label}</span>
      ) : (
        <label htmlFor={htmlFor} className="py-[0.3125rem] break-words text-muted">
          {label}
        </label>
      )}
      <div className="min-w-0">{children}</div>
    </div>
  );
}

/** A value that is only read. */
export function Fact({ label, values }: { readonly label: string; readonly values: readonly string[] }) {
  const said = useWords('inspector');
  return (
    <Row label={label}>
      {values.length === 0 ? (
        <span className="text-faint">{said.fields.none}</span>
      ) : (
        values.map((value) => (
          <div key={value} className="font-mono break-all text-ink">
            {value}
          </div>
        ))
      )}
    </Row>
  );
}

export interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** A text that it answers says why the value is not taken. */
  readonly onCommit: ((value: string) => unknown) | undefined;
}

export function SelectField({ label, value, options, onCommit }: SelectFieldProps) {
  const id = useId();
  const description = useFieldDescription();
  const [wrong, setWrong] = useState<string>();
  return (
    <Row label={label} htmlFor={id}>
      <select
        id={id}
        className={INPUT}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? description : `${id}-wrong`}
        value={value}
        disabled={onCommit === undefined}
        onChange={(event) => {
          const answer = onCommit?.(event.target.value);
          setWrong(typeof answer === 'string' ? answer : undefined);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {wrong !== undefined && (
        <p id={`${id}-wrong`} role="alert" className="text-small text-rejected">
          {wrong}
        </p>
      )}
    </Row>
  );
}

/** Names another object; a click shows it. */
export function ObjectLink(props: { readonly text: string; readonly detail?: string; readonly onSelect: () => void }) {
  return (
    <button
      type="button"
      className="flex w-full flex-wrap items-baseline gap-x-3 rounded py-0.5 text-left text-small hover:bg-sunken"
      onClick={({ currentTarget }) => {
        // The link goes with what it is in: the focus must not.
        currentTarget.closest<HTMLElement>('[data-region="inspector"]')?.focus();
        props.onSelect();
      }}
    >
      <span className="break-all text-accent underline underline-offset-2">{props.text}</span>
      {props.detail !== undefined && <span className="font-mono break-all text-muted">{props.detail}</span>}
    </button>
  );
}
