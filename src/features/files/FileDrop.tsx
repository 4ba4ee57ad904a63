import { useEffect, useState } from 'react';
import { OF_BOARD } from '../../ui/copying/clipboard-type.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';

const DropHint = lazyPart(
  { part: 'fileReader', place: 'board' },
  async () => (await import('./DropHint.tsx')).DropHint,
);

/** Takes files dropped anywhere on the page, and text that is pasted outside a field. */
export function FileDrop({ onFiles, onText }: FileDropProps) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const listen = { signal: stop.signal };
    const enter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    window.addEventListener('dragenter', enter, listen);
    window.addEventListener('dragover', enter, listen);
    window.addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setOver(false);
      },
      listen,
    );
    window.addEventListener(
      'drop',
      (event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onFiles([...(event.dataTransfer?.files ?? [])]);
      },
      listen,
    );
    window.addEventListener(
      'paste',
      (event) => {
        if (event.defaultPrevented || isField(event.target) || document.querySelector('dialog[open]') !== null) return;
        const files = [...(event.clipboardData?.files ?? [])];
        const text = event.clipboardData?.getData('text/plain') ?? '';
        if (files.length > 0) onFiles(files);
        else if (text !== '') onText(text, ofBoard(event.clipboardData));
      },
      listen,
    );
    return () => stop.abort();
  }, [onFiles, onText]);
  return over && <DropHint />;
}

export interface FileDropProps {
  readonly onFiles: (files: readonly File[]) => void;
  /** `ofBoard`: what the board that the text was copied from gave with it; undefined: it is of no board. */
  readonly onText: (text: string, ofBoard: string | undefined) => void;
}

const ofBoard = (data: DataTransfer | null): string | undefined =>
  data?.types.includes(OF_BOARD) === true ? data.getData(OF_BOARD) : undefined;

function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}
