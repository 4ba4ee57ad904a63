import { formatLabels, type Labels, parseLabels } from './labels.ts';
import { useWords } from '../../../../ui/words.ts';
import { TextField } from './TextField.tsx';

/** Labels or a selector, one a line. */
export function LabelsField(props: {
  readonly label: string;
  readonly labels: Labels;
  readonly onCommit: ((labels: Labels) => unknown) | undefined;
}) {
  const { label, labels, onCommit } = props;
  const { wrong } = useWords('inspector');
  const text = formatLabels(labels);
  return (
    <TextField
      label={label}
      value={text}
      lines={Math.max(Object.keys(labels).length, 1)}
      check={(typed) => {
        const parsed = parseLabels(typed, wrong);
        return parsed.ok ? undefined : parsed.message;
      }}
      onCommit={
        onCommit &&
        ((typed) => {
          const parsed = parseLabels(typed, wrong);
          return parsed.ok ? onCommit(parsed.labels) : undefined;
        })
      }
    />
  );
}
