import { useState } from 'react';
import { LongField, ShortField } from './fields.tsx';

interface CommittedFieldProps {
  readonly label: string;
  readonly value: string;
  /** Characters. */
  readonly most: number;
  readonly lines?: boolean;
  readonly hint?: string;
  /** Called once what is written is another: with Enter in a line, and when the field is left. */
  readonly onCommit: (value: string) => void;
}

/** A field of which what is written counts once it is left: one step of the history, not one for each letter. */
export function CommittedField({ label, value, most, lines = false, hint, onCommit }: CommittedFieldProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  // Undone, or written elsewhere.
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  const commit = (): void => {
    if (text !== value) onCommit(text);
  };
  return (
    // What happens to it happens to the field in it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="min-w-0"
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter' && !lines) commit();
      }}
    >
      {lines ? (
        <LongField label={label} {...(hint !== undefined && { hint })} value={text} most={most} onChange={setText} />
      ) : (
        <ShortField label={label} value={text} most={most} onChange={setText} />
      )}
    </div>
  );
}
