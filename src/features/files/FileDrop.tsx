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
    const on = <K extends keyof WindowEventMap>(type: K, take: (event: WindowEventMap[K]) => void): void =>
      window.addEventListener(type, take, stop);
    const enter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    on('dragenter', enter);
    on('dragover', enter);
    on('dragleave', (event) => {
      if (event.relatedTarget === null) setOver(false);
    });
    on('drop', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    });
    on('paste', (event) => {
      if (event.defaultPrevented || isField(event.target) || document.querySelector('dialog[open]') !== null) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (files.length > 0) onFiles(files);
      else if (text !== '') onText(text, ofBoard(event.clipboardData));
    });
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
