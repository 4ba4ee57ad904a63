import { useEffect, useRef } from 'react';
import { RenameForm } from '../../features/gallery/RenameForm.tsx';
import { useSimulation } from '../../simulation/workspace/context.ts';

interface TitleFieldProps {
  readonly title: string;
  readonly onClose: () => void;
}

/** The title of the board to be written anew, over where it stands. */
export function TitleField({ title, onClose }: TitleFieldProps) {
  const { document: board } = useSimulation();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = place;
    const before = current?.parentElement?.querySelector<HTMLElement>(':scope > button');
    current?.querySelector('input')?.select();
    return () => before?.focus();
  }, []);
  const rename = (next: string): void => {
    onClose();
    if (next === title) return;
    const edit = { code: 'RENAME', detail: { title: next } } as const;
    board.getState().edit(edit, (document) => ({ ...document, title: next }));
  };
  return (
    <div
      ref={place}
      className="absolute -inset-y-2 -left-1 z-30 flex w-96 max-w-[60vw] items-center bg-surface print:hidden"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onClose();
      }}
    >
      <RenameForm title={title} onDone={rename} />
    </div>
  );
}
