import { FileUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { RawObject } from '../../engine/kubernetes/object.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import type { ParsedManifests, SkippedGroup } from '../../manifests/parse.ts';
import { useDocument } from '../../simulation/context.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DiagnosticList } from './DiagnosticList.tsx';
import { meantKind } from './meant-kind.ts';
import { SkippedKinds } from './SkippedKinds.tsx';
import { skippedKinds } from './skipped-kinds.ts';

/** What files hold. */
export interface Reading {
  readonly documents: number;
  readonly objects: readonly RawObject[];
  readonly read: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
  readonly skippedGroups: Readonly<Record<string, SkippedGroup>>;
  readonly skippedWhy: ParsedManifests['skippedWhy'];
  readonly diagnostics: readonly Diagnostic[];
  /** What the controllers find when the objects replace the board or are added to it, which they go on looking for. */
  readonly findings: Promise<Findings>;
  /** They leave the processor to what is done meanwhile. */
  readonly restDuring: (work: Promise<unknown>) => void;
}

interface Findings {
  readonly replace: readonly Diagnostic[];
  readonly add: readonly Diagnostic[];
}

/** A file to read, or text that was pasted. */
export interface ImportFile {
  readonly name: string;
  readonly content: Blob | string;
}

/** How far reading is, in bytes; then the objects are handed over. */
export interface ImportProgress {
  readonly stage: 'reading' | 'handing over';
  readonly done: number;
  readonly total: number;
  readonly objects: number;
}

interface ReadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
}

export type ImportWay = 'replace' | 'add';

/** How much of the board is built, 0 to 1; undefined while nobody can tell. Not told of what takes no time. */
export interface BuildProgress {
  readonly share: number | undefined;
}

export interface BuildOptions {
  /** Stops building: the board stays as it is. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BuildProgress) => void;
}

export interface ImportDialogProps {
  /** What to read; none: the person is asked for something. */
  readonly files: readonly ImportFile[];
  readonly onFiles: (files: readonly ImportFile[]) => void;
  /** The kinds that are read: a name close to one of them is a slip. */
  readonly kinds: readonly string[];
  readonly read: (files: readonly ImportFile[], options: ReadOptions) => Promise<Reading>;
  /** Files from the picker; a scenario file among them is opened and nothing comes back. */
  readonly onPick: (files: readonly File[]) => void;
  /** Resolves when the board is there, or will not be. */
  readonly onImport: (
    reading: Reading,
    way: ImportWay,
    options: BuildOptions & { readonly name: string },
  ) => Promise<void>;
  readonly onClose: () => void;
}

/** What came of reading which files. */
interface Result {
  readonly of: readonly ImportFile[];
  readonly progress?: ImportProgress;
  readonly reading?: Reading;
  readonly found?: Found;
  readonly problem?: string;
}

/** What the controllers found, or why they could not look. */
type Found = Findings | { readonly unchecked: string };

/** Reads manifests, says what was found in them, and puts their objects on the board. */
export function ImportDialog({ files, onFiles, kinds, read, onPick, onImport, onClose }: ImportDialogProps) {
  const boardIsEmpty = useDocument((state) => state.document.objects.length === 0);
  const picker = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [result, setResult] = useState<Result>();
  const { reading, found, problem, progress } = result?.of === files ? result : {};
  const [building, setBuilding] = useState<BuildProgress>();
  const stopBuilding = useRef<AbortController>(undefined);

  useEffect(() => () => stopBuilding.current?.abort(), []);

  useEffect(() => {
    const stop = new AbortController();
    const tell = (found: Omit<Result, 'of'>): void => {
      if (!stop.signal.aborted) setResult({ of: files, ...found });
    };
    if (files.length > 0) {
      read(files, { signal: stop.signal, onProgress: (now) => tell({ progress: now }) }).then(
        (whole) => {
          tell({ reading: whole });
          whole.findings.then(
            (findings) => tell({ reading: whole, found: findings }),
            (error: unknown) => tell({ reading: whole, found: { unchecked: messageOf(error) } }),
          );
        },
        (error: unknown) => tell({ problem: messageOf(error) }),
      );
    }
    return () => stop.abort();
  }, [files, read]);

  const title = files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`;
  const put = (way: ImportWay): void => {
    if (reading === undefined || stopBuilding.current !== undefined) return;
    const stop = new AbortController();
    stopBuilding.current = stop;
    const { signal } = stop;
    const onProgress = (now: BuildProgress): void => {
      if (!signal.aborted) setBuilding(now);
    };
    const importing = onImport(reading, way, { name: title, signal, onProgress }).finally(() => {
      stopBuilding.current = undefined;
      setBuilding(undefined);
    });
    reading.restDuring(importing);
  };
  const nothing = reading === undefined || reading.objects.length === 0;
  const isBuilding = building !== undefined;
  const choosing = files.length === 0;
  const isReading = !choosing && reading === undefined && problem === undefined;
  return (
    <Dialog
      title={choosing ? 'Import' : `Import ${title}`}
      onClose={onClose}
      footer={
        choosing ? (
          <Button
            label="Read"
            variant="primary"
            disabled={text.trim() === ''}
            onClick={() => onFiles([{ name: 'pasted.yaml', content: text }])}
          />
        ) : (
          <>
            <Button
              label={isReading || isBuilding ? 'Cancel' : 'Back'}
              onClick={() => (isBuilding ? stopBuilding.current?.abort() : onFiles([]))}
            />
            {!boardIsEmpty && (
              <Button
                label="Add to the board"
                variant="outline"
                disabled={nothing || isBuilding}
                onClick={() => put('add')}
              />
            )}
            <Button
              label={boardIsEmpty ? 'Put on the board' : 'Replace the board'}
              variant="primary"
              disabled={nothing || isBuilding}
              onClick={() => put('replace')}
            />
          </>
        )
      }
    >
      {choosing ? (
        <div className="flex flex-col gap-3 px-6 py-4">
          <p className="text-muted">
            Kubernetes manifests in YAML or JSON, the output of <code>kubectl get … -o yaml</code>, or a packetwalk
            scenario file. They are read in this page and sent nowhere. Files can also be dropped anywhere on the page.
          </p>
          <div>
            <input
              ref={picker}
              type="file"
              multiple
              hidden
              aria-label="Files"
              accept=".yaml,.yml,.json,.txt"
              onChange={(event) => onPick([...(event.currentTarget.files ?? [])])}
            />
            <Button
              label="Choose files"
              variant="outline"
              icon={<FileUp size={16} aria-hidden />}
              onClick={() => picker.current?.click()}
            />
          </div>
          <label className="flex flex-col gap-1 text-small text-muted">
            Or paste text
            <textarea
              rows={10}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              className="w-full rounded-md border border-line bg-paper px-3 py-2 font-mono text-small text-ink"
            />
          </label>
        </div>
      ) : building !== undefined ? (
        <HowFar label="Building the board" share={building.share} />
      ) : (
        <WhatWasFound {...{ reading, found, progress, problem, kinds }} addable={!boardIsEmpty} />
      )}
    </Dialog>
  );
}

const STAGES = { reading: 'Reading', 'handing over': 'Handing over' } as const;

function ReadingOn({ progress }: { readonly progress: ImportProgress | undefined }) {
  const { stage, done, total, objects } = progress ?? { stage: 'reading', done: 0, total: 0, objects: 0 };
  return (
    <HowFar label={STAGES[stage]} share={stage === 'reading' && total > 0 ? done / total : undefined}>
      {total > 0 && (
        <p className="text-small tabular-nums">
          {megabytes(done)} of {megabytes(total)} MB, {plural(objects, 'object')} found
        </p>
      )}
    </HowFar>
  );
}

interface HowFarProps {
  readonly label: string;
  readonly share: number | undefined;
  readonly children?: ReactNode;
}

function HowFar({ label, share, children }: HowFarProps) {
  return (
    <div className="flex flex-col gap-2 px-6 py-4 text-muted">
      <p role="status">{label} …</p>
      <progress aria-label={label} value={share} className="h-1 w-full accent-accent" />
      {children}
    </div>
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

interface FoundProps {
  readonly reading: Reading | undefined;
  /** undefined: they are still looking. */
  readonly found: Found | undefined;
  readonly progress: ImportProgress | undefined;
  readonly problem: string | undefined;
  readonly kinds: readonly string[];
  /** There is a board that the objects could be added to. */
  readonly addable: boolean;
}

function WhatWasFound({ reading, found, progress, problem, kinds, addable }: FoundProps) {
  if (problem !== undefined) {
    return (
      <p role="alert" className="px-6 py-4 text-rejected">
        {problem}
      </p>
    );
  }
  if (reading === undefined) {
    return <ReadingOn progress={progress} />;
  }
  const { objects, skipped, diagnostics } = reading;
  const findings = found === undefined || 'unchecked' in found ? NONE : found;
  const left = skippedKinds(reading);
  const count = Object.values(reading.read).reduce((sum, each) => sum + each, 0);
  const slips = Object.keys(skipped).flatMap((kind) => {
    const meant = meantKind(kind, kinds);
    return meant === undefined ? [] : [{ kind, meant }];
  });
  const all = [...diagnostics, ...findings.replace];
  const added = addable ? onlyIn(findings.add, findings.replace) : [];
  return (
    <div
      // Keyboards have to be able to scroll it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label="What was found"
      className="flex flex-col gap-3 py-4 focus-visible:-outline-offset-2"
    >
      <p role="status" className="px-6">
        {objects.length === 0 ? 'No objects to put on the board.' : `${plural(count, 'object')} read.`}
        {count > 0 && found === undefined && ' Looking for problems …'}
        {count > 0 && found === findings && all.length === 0 && ' No problems found.'}
      </p>
      {count > 0 && found !== undefined && 'unchecked' in found && (
        <p className="px-6 text-small text-muted">They could not be checked. {found.unchecked}</p>
      )}
      {count > 0 && <p className="px-6 text-small text-muted">{kindList(Object.entries(reading.read))}</p>}
      <SkippedKinds groups={left} />
      {slips.map(({ kind, meant }) => (
        <p key={kind} className="mx-6 border-l-2 border-changed pl-3 text-small">
          There is no kind {kind} here: if {meant} is meant, write “kind: {meant}”.
        </p>
      ))}
      {all.length > 0 && <DiagnosticList label="Diagnostics" diagnostics={all} />}
      {added.length > 0 && (
        <>
          <p className="px-6 text-small text-muted">Added to the board beside what is there:</p>
          <DiagnosticList label="Problems when added" diagnostics={added} />
        </>
      )}
    </div>
  );
}

const NONE: Findings = { replace: [], add: [] };

/** Those about a place that none of the others has the same to say about. */
function onlyIn(all: readonly Diagnostic[], others: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = ({ code, file, line, column }: Diagnostic): string => [code, file, line, column].join(' ');
  const known = new Set(others.map(key));
  return all.filter((diagnostic) => !known.has(key(diagnostic)));
}

function kindList(counts: readonly (readonly [string, number])[]): string {
  return counts.map(([kind, count]) => `${count} ${kind}`).join(', ');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
