import { sayError } from '../../ui/fetch-part.ts';
import { useEffect, useRef, useState } from 'react';
import { useDocument } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { usePageWords, useWords } from '../../ui/words.ts';
import { ChooseFiles } from './ChooseFiles.tsx';
import type { Found, ImportFile, ImportProgress, Reading } from './reading.ts';
import { HowFar, WhatWasFound } from './WhatWasFound.tsx';

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
    options: BuildOptions & { readonly files: readonly string[] },
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

/** Reads manifests, says what was found in them, and puts their objects on the board. */
export function ImportDialog({ files, onFiles, kinds, read, onPick, onImport, onClose }: ImportDialogProps) {
  const words = useWords('files');
  const boardIsEmpty = useDocument((state) => state.document.objects.length === 0);
  const { reading, found, problem, progress } = useReading(files, read);
  const title = files.length === 1 ? (files[0]?.name ?? '') : words.import.files(files.length);
  const { building, put, stop } = useBuilding(reading, files, onImport);
  const [text, setText] = useState('');
  const isChoosing = files.length === 0;
  const isBuilding = building !== undefined;
  const isReading = reading === undefined && problem === undefined;
  const cannot = isBuilding || reading === undefined || reading.objects.length === 0;
  const footer = isChoosing ? (
    <Button
      label={words.import.read}
      variant="primary"
      disabled={text.trim() === ''}
      onClick={() => onFiles([{ name: 'pasted.yaml', content: text }])}
    />
  ) : (
    <>
      <Button
        label={isReading || isBuilding ? words.import.cancel : words.import.back}
        onClick={() => (isBuilding ? stop() : onFiles([]))}
      />
      {!boardIsEmpty && (
        <Button label={words.import.add} variant="outline" disabled={cannot} onClick={() => put('add')} />
      )}
      <Button
        label={boardIsEmpty ? words.import.put : words.import.replace}
        variant="primary"
        disabled={cannot}
        onClick={() => put('replace')}
      />
    </>
  );
  return (
    <Dialog title={isChoosing ? words.import.title : words.import.titleOf(title)} onClose={onClose} footer={footer}>
      {isChoosing ? (
        <ChooseFiles text={text} onText={setText} onPick={onPick} />
      ) : building !== undefined ? (
        <HowFar label={words.import.isBuilding} share={building.share} />
      ) : (
        <WhatWasFound {...{ reading, found, progress, problem, kinds }} addable={!boardIsEmpty} />
      )}
    </Dialog>
  );
}

/** What is in the files, and what the controllers find in it, as far as either is known. */
function useReading(files: readonly ImportFile[], read: ImportDialogProps['read']): Omit<Result, 'of'> {
  const page = usePageWords();
  const [result, setResult] = useState<Result>();
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
            (error: unknown) => tell({ reading: whole, found: { unchecked: sayError(error, page) } }),
          );
        },
        (error: unknown) => tell({ problem: sayError(error, page) }),
      );
    }
    return () => stop.abort();
  }, [files, read, page]);
  return result?.of === files ? result : {};
}

/** Puts what was read on the board, once at a time. */
function useBuilding(
  reading: Reading | undefined,
  files: readonly ImportFile[],
  onImport: ImportDialogProps['onImport'],
) {
  const [building, setBuilding] = useState<BuildProgress>();
  const stopBuilding = useRef<AbortController>(undefined);
  useEffect(() => () => stopBuilding.current?.abort(), []);
  const put = (way: ImportWay): void => {
    if (reading === undefined || stopBuilding.current !== undefined) return;
    const stop = new AbortController();
    stopBuilding.current = stop;
    const { signal } = stop;
    const onProgress = (now: BuildProgress): void => {
      if (!signal.aborted) setBuilding(now);
    };
    const importing = onImport(reading, way, { files: files.map(({ name }) => name), signal, onProgress }).finally(
      () => {
        stopBuilding.current = undefined;
        setBuilding(undefined);
      },
    );
    reading.restDuring(importing);
  };
  return { building, put, stop: () => stopBuilding.current?.abort() };
}
