import { Check, Copy, Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Code } from '../../ui/Code.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Segmented } from '../../ui/Segmented.tsx';

export type ExportKind = 'yaml' | 'scenario' | 'lab';

/** A file to look at, copy or download. */
export interface ExportFile {
  readonly name: string;
  readonly text: string;
}

export interface ExportDialogProps {
  /** What is shown first. */
  readonly first: ExportKind;
  readonly createFile: (kind: ExportKind) => Promise<ExportFile>;
  readonly onDownload: (file: ExportFile) => void;
  readonly onClose: () => void;
}

const KINDS = [
  { value: 'yaml', label: 'Manifests (YAML)' },
  { value: 'scenario', label: 'Scenario file' },
  { value: 'lab', label: 'Lab script' },
] as const;

const ABOUT: Readonly<Record<ExportKind, string>> = {
  yaml: 'The objects on the board, as kubectl apply takes them.',
  scenario:
    'The board and what is on the screen: objects with environment variables and annotations, layout, requests, story, step, timeline. What Secrets hold is not in it. Import opens it again.',
  lab: 'Run it on a real kernel: a script that builds this network, interface for interface and rule for rule, out of Linux network namespaces.',
};

const PREVIEW = 100_000;

interface Result {
  readonly of: ExportKind;
  readonly file?: ExportFile;
  readonly problem?: string;
}

/** The board as a file. */
export function ExportDialog({ first, createFile, onDownload, onClose }: ExportDialogProps) {
  const [kind, setKind] = useState<ExportKind>(first);
  const [result, setResult] = useState<Result>();
  const [copied, setCopied] = useState<'copied' | 'refused'>();

  const { file, problem } = result?.of === kind ? result : {};

  useEffect(() => {
    let gone = false;
    createFile(kind).then(
      (made) => !gone && setResult({ of: kind, file: made }),
      (error: unknown) =>
        !gone && setResult({ of: kind, problem: error instanceof Error ? error.message : String(error) }),
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
        {kind === 'lab' && <LabUse />}
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

/** How the lab script is used. */
function LabUse() {
  return (
    <ol aria-label="How to use it" className="flex flex-col gap-1 text-small text-muted">
      <li>
        <Code text="sudo bash packetwalk-lab.sh up" className="text-ink" /> builds it; it needs Linux and root.
      </li>
      <li>
        Instead of up: <Code text="request --from PLACE --to tcp://ADDRESS:PORT" className="text-ink" /> sends a request
        through it, <Code text="list" className="text-ink" /> names the places,{' '}
        <Code text="down" className="text-ink" /> takes it away.
      </li>
    </ol>
  );
}
