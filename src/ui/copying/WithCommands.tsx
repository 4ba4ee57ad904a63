import { Fragment } from 'react';
import { Code } from '../Code.tsx';
import { useWords } from '../words.ts';
import { CopyButton } from './CopyButton.tsx';

/** A sentence in which commands stand between backticks: each as code, to be copied. */
export function WithCommands({ text }: { readonly text: string }) {
  const words = useWords('copying');
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      // The parts are the text in order: their place is what identifies them.
      // oxlint-disable-next-line react/no-array-index-key
      <Fragment key={index}>{part}</Fragment>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key
      <Fragment key={index}>
        <Code text={part} />
        <CopyButton label={words.copyCommand} text={part} className="align-middle" />
      </Fragment>
    ),
  );
}
