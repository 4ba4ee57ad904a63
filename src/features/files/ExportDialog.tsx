import { Check, Copy, Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Segmented } from '../../ui/Segmented.tsx';

export type ExportKind = 'yaml' | 'scenario';

/** A file to look at, copy or download. */
export interface ExportFile {
  readonly name: string;
  readonly text: string;
}

export interface ExportDialogProps {
  readonly createFile: (kind: ExportKind) => Promise<ExportFile>;
  readonly onDownload: (file: ExportFile) => void;
  readonly onClose: () => void;
}

const KINDS = [
  { value: 'yaml', label: 'Manifests (YAML)' },
  { value: 'scenario', label: 'Scenario file' },
] as const;

const ABOUT: Readonly<Record<ExportKind, string>> = {
  yaml: 'The objects on the board, as kubectl apply takes them.',
  scenario: 'The whole scenario: objects, layout, requests and story. Import opens it again.',
};

const PREVIEW = 100_000;

interface Result {
  readonly of: ExportKind;
  readonly file?: ExportFile;
  readonly problem?: string;
}

/** The board as a file. */
export function ExportDialog({ createFile, onDownload, onClose }: ExportDialogProps) {
  const [kind, setKind] = useState<ExportKind>('yaml');
  const [result, setResult] = useState<Result>();
  const [copied, setCopied] = useState<'copied' | 'refused'>();

  const { file, problem } = result?.of === kind ? result : {};

  useEffect(() => {
    let gone = false;
    createFile(kind).then(
      (made) => !gone && setResult({ of: kind, file: made }),
      (error: unknown) => !gone && setResult({ of: kind, problem: String(error) }),
    );
    return () => {
      gone = true;
    };
  }, [createFile, kind]);

  const choose = (next: ExportKind): void => {
    setKind(next);
    setCopied(undefined);
  };
  const copy = (text: string): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied('copied'),
      () => setCopied('refused'),
    );
  };
  return (
    <Dialog
      title="Export"
      onClose={onClose}
      footer={
        <>
          <Button
            label={copied === 'copied' ? 'Copied' : 'Copy'}
            variant="outline"
            icon={copied === 'copied' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
            disabled={file === undefined}
            onClick={() => file && copy(file.text)}
          />
          <Button
            label="Download"
            variant="primary"
            icon={<Download size={16} aria-hidden />}
            disabled={file === undefined}
            onClick={() => file && onDownload(file)}
          />
        </>
      }
    >
      <div className="flex flex-col gap-3 px-6 py-4">
        <Segmented label="Format" value={kind} options={KINDS} onChange={choose} />
        <p className="text-small text-muted">{ABOUT[kind]}</p>
        {problem !== undefined && (
          <p role="alert" className="text-rejected">
            The file could not be made: {problem}
          </p>
        )}
        {copied === 'refused' && (
          <p role="status" className="text-small text-muted">
            The browser did not allow copying: select the text and copy it by hand.
          </p>
        )}
        <pre
          // Keyboards have to be able to scroll it.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="region"
          aria-label="Preview"
          className="h-80 overflow-auto rounded-md border border-line bg-paper px-3 py-2 text-small"
        >
          {file?.text.slice(0, PREVIEW)}
        </pre>
      </div>
    </Dialog>
  );
}
