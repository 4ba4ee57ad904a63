import { useEffect, useRef } from 'react';
import { RenameForm } from '../../features/gallery/RenameForm.tsx';
import { useSimulation } from '../../simulation/workspace/context.ts';
import { renameBoard } from '../page/rename-board.ts';

interface TitleFieldProps {
  readonly title: string;
  readonly onClose: () => void;
}

/** The title of the board to be written anew, over where it stands. */
export function TitleField({ title, onClose }: TitleFieldProps) {
  const simulation = useSimulation();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = place;
    const before = current?.parentElement?.querySelector<HTMLElement>(':scope > button');
    current?.querySelector('input')?.select();
    return () => before?.focus();
  }, []);
  const rename = (next: string): void => {
    onClose();
    renameBoard(simulation, next);
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
