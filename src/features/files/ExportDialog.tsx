import { Said } from '../../ui/Said.tsx';
import { sayError } from '../../ui/fetch-part.ts';
import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Code } from '../../ui/Code.tsx';
import { CopyButton, CopyingButton } from '../../ui/copying/CopyButton.tsx';
import { useCopy } from '../../ui/copying/use-copy.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { usePageWords, useWords } from '../../ui/words.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import { RefusedIn } from './RefusedIn.tsx';

export type ExportKind = 'yaml' | 'scenario' | 'lab';

/** A file to look at, copy or download. */
export interface ExportFile {
  readonly name: string;
  readonly text: string;
  /** Of manifests: whether Nodes are among them; absent: there are none on the board. */
  readonly withNodes?: boolean | undefined;
  /** Of manifests: Namespaces that are in them though nobody wrote them. */
  readonly addedNamespaces?: readonly string[];
}

export interface ExportDialogProps {
  /** What is shown first. */
  readonly first: ExportKind;
  /** `withNodes`: whether somebody wants Nodes among manifests; undefined: as the board suggests. */
  readonly createFile: (kind: ExportKind, withNodes: boolean | undefined) => Promise<ExportFile>;
  /** What an API server would not take of manifests; undefined: that is not told. */
  readonly findRefused: (text: string) => Promise<readonly Diagnostic[] | undefined>;
  readonly onDownload: (file: ExportFile) => void;
  readonly onClose: () => void;
}

const KINDS: readonly ExportKind[] = ['yaml', 'scenario', 'lab'];

const PREVIEW = 100_000;

interface Result {
  readonly of: ExportKind;
  readonly with: boolean | undefined;
  readonly file?: ExportFile;
  readonly problem?: string | undefined;
}

/** The board as a file. */
export function ExportDialog({ first, createFile, findRefused, onDownload, onClose }: ExportDialogProps) {
  const words = useWords('files');
  const page = usePageWords();
  const [kind, setKind] = useState<ExportKind>(first);
  const [result, setResult] = useState<Result>();
  const [withNodes, setWithNodes] = useState<boolean>();

  const { file, problem } = result?.of === kind && result.with === withNodes ? result : {};
  const { copied, copy } = useCopy(file);

  useEffect(() => {
    let gone = false;
    const asked = { of: kind, with: withNodes };
    createFile(kind, withNodes).then(
      (made) => !gone && setResult({ ...asked, file: made }),
      (error: unknown) => !gone && setResult({ ...asked, problem: sayError(error, page) }),
    );
    return () => {
      gone = true;
    };
  }, [createFile, kind, withNodes, page]);

  return (
    <Dialog
      title={words.export.title}
      onClose={onClose}
      footer={
        <>
          <CopyingButton
            label={words.export.copy}
            variant="outline"
            copied={copied}
            disabled={file === undefined}
            onClick={() => file && void copy(file.text)}
          />
          <Button
            label={words.export.download}
            variant="primary"
            icon={<Download size={16} aria-hidden />}
            disabled={file === undefined}
            onClick={() => file && onDownload(file)}
          />
        </>
      }
    >
      <div className="flex flex-col gap-3 px-6 py-4">
        <Segmented
          label={words.export.format}
          value={kind}
          options={KINDS.map((value) => ({ value, label: words.export.kinds[value] }))}
          onChange={setKind}
        />
        <p className="text-small text-muted">{words.export.about[kind]}</p>
        {kind === 'yaml' && (
          <ManifestNotes
            file={result?.of === kind ? result.file : undefined}
            chosen={withNodes}
            onNodes={setWithNodes}
          />
        )}
        {kind === 'yaml' && file !== undefined && <RefusedIn text={file.text} find={findRefused} />}
        {kind === 'lab' && <LabUse />}
        <WhatFailed problem={problem} notCopied={copied === 'refused'} />
        <pre
          // Keyboards have to be able to scroll it.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="region"
          aria-label={words.export.preview}
          className="h-80 overflow-auto rounded-md border border-line bg-paper px-3 py-2 text-small"
        >
          {file?.text.slice(0, PREVIEW)}
        </pre>
      </div>
    </Dialog>
  );
}

interface ManifestNotesProps {
  readonly file: ExportFile | undefined;
  readonly chosen: boolean | undefined;
  readonly onNodes: (withNodes: boolean) => void;
}

/** What is among the manifests beside what was written, and the choice whether Nodes are. */
function ManifestNotes({ file, chosen, onNodes }: ManifestNotesProps) {
  const words = useWords('files').export;
  const { withNodes, addedNamespaces = [] } = file ?? {};
  return (
    <>
      {addedNamespaces.length > 0 && <p className="text-small text-muted">{words.addedNamespaces(addedNamespaces)}</p>}
      {withNodes !== undefined && (
        <label className="flex items-start gap-2 text-small">
          <input
            type="checkbox"
            checked={chosen ?? withNodes}
            onChange={({ target }) => onNodes(target.checked)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="text-pretty">
            {words.withNodes} <span className="text-muted">{words.aboutNodes}</span>
          </span>
        </label>
      )}
    </>
  );
}

const command = (text: string) => <Code text={text} className="text-ink" />;

function WhatFailed({ problem, notCopied }: Pick<Result, 'problem'> & { readonly notCopied: boolean }) {
  const words = useWords('files').export;
  const copying = useWords('copying');
  return (
    <>
      {problem !== undefined && (
        <p role="alert" className="text-rejected">
          {words.couldNotBeMade(problem)}
        </p>
      )}
      {notCopied && (
        <p role="status" className="text-small text-muted">
          {copying.refused}
        </p>
      )}
    </>
  );
}

/** How the lab script is used. */
function LabUse() {
  const words = useWords('files');
  const copying = useWords('copying');
  return (
    <ol aria-label={words.lab.howToUse} className="flex flex-col gap-1 text-small text-muted">
      <li>
        <Said
          parts={words.lab.up((text) => (
            <>
              {command(text)}
              <CopyButton label={copying.copyCommand} text={text} className="align-middle" />
            </>
          ))}
        />
      </li>
      <li>
        <Said parts={words.lab.others(command)} />
      </li>
    </ol>
  );
}
