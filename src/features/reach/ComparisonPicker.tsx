import { sayError } from '../../ui/fetch-part.ts';
import { type DragEvent, useRef, useState } from 'react';
import type { RawObject } from '../../engine/objects.ts';
import { type KeptEdit, sayEdit } from '../../simulation/stores/edit-details.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { usePageWords, useWords } from '../../ui/words.ts';

/** What the matrix is held against. */
export type Comparison =
  | { readonly kind: 'none' }
  | { readonly kind: 'edit' }
  | { readonly kind: 'file'; readonly name: string; readonly objects: readonly RawObject[] };

export interface ComparisonPickerProps {
  readonly value: Comparison;
  /** What the last edit of the cluster was; absent: there was none. */
  readonly edit: KeptEdit | undefined;
  readonly onChange: (value: Comparison) => void;
  readonly readObjects: (files: readonly File[]) => Promise<readonly RawObject[]>;
}

/** Nothing, the board before its last edit, or a file: chosen or dropped here. */
export function ComparisonPicker({ value, edit: last, onChange, readObjects }: ComparisonPickerProps) {
  const words = useWords('reach');
  const said = useWords('edits');
  const edit = last && sayEdit(last, said);
  const page = usePageWords();
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const read = (list: FileList | null): void => {
    const files = [...(list ?? [])];
    const [first] = files;
    if (first === undefined) return;
    setProblem(undefined);
    readObjects(files).then(
      (objects) =>
        onChange({ kind: 'file', name: files.length === 1 ? first.name : words.compare.count(files.length), objects }),
      (error: unknown) => setProblem(error instanceof Error ? sayError(error, page) : words.compare.notReadable),
    );
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    // The page would take the files for its board; let it know that the drag is over.
    event.stopPropagation();
    window.dispatchEvent(new DragEvent('dragleave'));
    read(event.dataTransfer.files);
  };
  return (
    <div
      className="flex flex-wrap items-center gap-2 text-muted"
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <span>{words.compare.title}</span>
      <Segmented
        label={words.compare.title}
        value={value.kind}
        options={[
          { value: 'none', label: words.compare.nothing },
          ...(edit === undefined
            ? []
            : [{ value: 'edit' as const, label: words.compare.edit, hint: words.compare.aboutEdit(edit) }]),
          { value: 'file', label: words.compare.file, hint: words.compare.aboutFile },
        ]}
        onChange={(kind) => {
          if (kind === 'file') picker.current?.click();
          else onChange({ kind });
        }}
      />
      <input
        ref={picker}
        type="file"
        multiple
        accept=".yaml,.yml,.json"
        aria-label={words.compare.files}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          read(event.target.files);
          event.target.value = '';
        }}
      />
      {value.kind === 'edit' && <span className="max-w-80 truncate text-ink">{edit}</span>}
      {value.kind === 'file' && <span className="max-w-80 truncate text-ink">{value.name}</span>}
      {problem !== undefined && (
        <span role="alert" className="text-rejected">
          {problem}
        </span>
      )}
    </div>
  );
}
