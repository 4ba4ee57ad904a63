import { type ReactNode, useId, useState } from 'react';
import { formatLabels, type Labels, parseLabels } from './labels.ts';

const INPUT =
  'block w-full min-w-0 resize-none field-sizing-content rounded border border-line bg-surface px-2 py-1 font-mono text-small text-ink hover:border-line-strong ' +
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

/** A name and what it is, side by side. */
export function Row({
  label,
  htmlFor,
  children,
}: {
  readonly label: string;
  readonly htmlFor?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="grid grid-cols-[7.5rem_minmax(0,1fr)] items-start gap-x-3 text-small">
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
  return (
    <Row label={label}>
      {values.length === 0 ? (
        <span className="text-faint">none</span>
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

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  /** Absent: it can only be read. */
  readonly onCommit: ((value: string) => void) | undefined;
  /** Says what is wrong with a text; undefined when it is fine. */
  readonly check?: (value: string) => string | undefined;
  /** The label is read but not shown. */
  readonly bare?: boolean;
  readonly lines?: number;
}

/** A text that is taken over on Enter or when the field is left; Escape takes back what was typed. */
export function TextField({ label, value, onCommit, check, bare = false, lines }: TextFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  const commit = (): void => {
    if (draft === undefined) return;
    const message = draft === value ? undefined : check?.(draft);
    setWrong(message);
    if (message !== undefined) return;
    setDraft(undefined);
    if (draft !== value) onCommit?.(draft);
  };
  const shared = {
    id,
    value: draft ?? value,
    disabled: onCommit === undefined,
    className: INPUT,
    spellCheck: false,
    autoComplete: 'off',
    'aria-invalid': wrong !== undefined,
    'aria-describedby': wrong === undefined ? undefined : `${id}-wrong`,
    ...(bare ? { 'aria-label': label } : {}),
    onChange: (event: { readonly target: { readonly value: string } }) => setDraft(event.target.value),
    onBlur: commit,
    onKeyDown: (event: {
      readonly key: string;
      readonly ctrlKey: boolean;
      readonly metaKey: boolean;
      readonly preventDefault: () => void;
      readonly stopPropagation: () => void;
    }) => {
      if (event.key === 'Escape' && draft !== undefined) {
        event.preventDefault();
        event.stopPropagation();
        setDraft(undefined);
        setWrong(undefined);
      }
      if (event.key === 'Enter' && (lines === undefined || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        commit();
      }
    },
  };
  const field = (
    <>
      {lines === undefined ? <input type="text" {...shared} /> : <textarea rows={lines} {...shared} />}
      {wrong !== undefined && (
        <p id={`${id}-wrong`} role="alert" className="text-small text-rejected">
          {wrong}
        </p>
      )}
    </>
  );
  return bare ? (
    field
  ) : (
    <Row label={label} htmlFor={id}>
      {field}
    </Row>
  );
}

export interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onCommit: ((value: string) => void) | undefined;
}

export function SelectField({ label, value, options, onCommit }: SelectFieldProps) {
  const id = useId();
  return (
    <Row label={label} htmlFor={id}>
      <select
        id={id}
        className={INPUT}
        value={value}
        disabled={onCommit === undefined}
        onChange={(event) => onCommit?.(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Row>
  );
}

/** Labels or a selector, one a line. */
export function LabelsField(props: {
  readonly label: string;
  readonly labels: Labels;
  readonly onCommit: ((labels: Labels) => void) | undefined;
}) {
  const { label, labels, onCommit } = props;
  const text = formatLabels(labels);
  return (
    <TextField
      label={label}
      value={text}
      lines={Math.max(Object.keys(labels).length, 1)}
      check={(typed) => {
        const parsed = parseLabels(typed);
        return parsed.ok ? undefined : parsed.message;
      }}
      onCommit={
        onCommit &&
        ((typed) => {
          const parsed = parseLabels(typed);
          if (parsed.ok) onCommit(parsed.labels);
        })
      }
    />
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
        currentTarget.closest<HTMLElement>('[aria-label="Inspector"]')?.focus();
        props.onSelect();
      }}
    >
      <span className="break-all text-accent underline underline-offset-2">{props.text}</span>
      {props.detail !== undefined && <span className="font-mono break-all text-muted">{props.detail}</span>}
    </button>
  );
}
