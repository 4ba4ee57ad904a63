import { Fragment } from 'react';

/** A rule, address or field in monospace; long ones wrap after separators, never inside a word. */
export function Code({ text, className = '' }: { readonly text: string; readonly className?: string }) {
  return (
    <code className={`font-mono text-small break-words ${className}`}>
      {text.split(/(?<=[/,:=])/).map((part, index) => (
        // The parts are the text in order: their place is what identifies them.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
