import { type DragEvent, useRef, useState } from 'react';
import type { RawObject } from '../../engine/objects.ts';
import { Segmented } from '../../ui/Segmented.tsx';

/** What the matrix is held against. */
export type Comparison =
  | { readonly kind: 'none' }
  | { readonly kind: 'edit' }
  | { readonly kind: 'file'; readonly name: string; readonly objects: readonly RawObject[] };

export interface ComparisonPickerProps {
  readonly value: Comparison;
  /** What the last edit of the cluster was; absent: there was none. */
  readonly edit: string | undefined;
  readonly onChange: (value: Comparison) => void;
  readonly readObjects: (files: readonly File[]) => Promise<readonly RawObject[]>;
}

/** Nothing, the board before its last edit, or a file: chosen or dropped here. */
export function ComparisonPicker({ value, edit, onChange, readObjects }: ComparisonPickerProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const read = (list: FileList | null): void => {
    const files = [...(list ?? [])];
    const [first] = files;
    if (first === undefined) return;
    setProblem(undefined);
    readObjects(files).then(
      (objects) => onChange({ kind: 'file', name: files.length === 1 ? first.name : `${files.length} files`, objects }),
      (error: unknown) => setProblem(error instanceof Error ? error.message : 'The file can’t be read.'),
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
      <span>Compare with</span>
      <Segmented
        label="Compare with"
        value={value.kind}
        options={[
          { value: 'none', label: 'Nothing' },
          ...(edit === undefined
            ? []
            : [{ value: 'edit' as const, label: 'Before the last edit', hint: `The last edit: ${edit}` }]),
          { value: 'file', label: 'A file', hint: 'Choose manifests, or drop them here' },
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
        aria-label="Files to compare with"
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
