import { useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  /** Characters. */
  readonly most: number;
  readonly onChange: (value: string) => void;
}

const BOX = 'w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-ink';

/** A line to write. */
export function ShortField({ label, value, most, onChange }: FieldProps) {
  return (
    <label className="flex flex-col gap-1 text-small text-muted">
      {label}
      <input
        value={value}
        maxLength={most}
        autoComplete="off"
        className={`${BOX} h-8 pointer-coarse:h-10`}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

/** Some lines to write. `hint`: what may stand in them. */
export function LongField({ label, hint, value, most, onChange }: FieldProps & { readonly hint?: string }) {
  const id = useId();
  return (
    <label className="flex flex-col gap-1 text-small text-muted">
      {label}
      <textarea
        value={value}
        rows={2}
        maxLength={most}
        aria-describedby={hint === undefined ? undefined : id}
        className={`${BOX} field-sizing-content max-h-48 min-h-14 py-1`}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && (
        <span id={id} className="text-faint">
          {hint}
        </span>
      )}
    </label>
  );
}
