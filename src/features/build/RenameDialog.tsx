import { useEffect, useRef, useState } from 'react';
import { formatObjectRef } from '../../engine/objects.ts';
import type { ElementId } from '../../scenario/document/document.ts';
import { objectOfElement } from '../../simulation/build/place.ts';
import { nameProblem } from '../../simulation/build/rename.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../ui/words.ts';
import { renameOnBoard } from './object-actions.ts';

/** Asks for another name of an object, and says what is wrong with one before it is given. */
export function RenameDialog({ element }: { readonly element: ElementId }) {
  const words = useWords('build');
  const simulation = useSimulation();
  const setBuild = useView((state) => state.setBuild);
  const document = useDocument((state) => state.document);
  const cluster = useDocument((state) => state.router.cluster);
  const ref = objectOfElement(cluster, element);
  const [name, setName] = useState(ref?.name ?? '');
  const close = (): void => setBuild(undefined);
  const field = useRef<HTMLInputElement>(null);
  // Once the dialog is open.
  useEffect(() => field.current?.focus(), []);
  if (ref === undefined) return null;
  const problem = nameProblem(document, ref, name);
  return (
    <Dialog title={words.renameTo(formatObjectRef(ref))} size="small" onClose={close}>
      <form
        className="flex flex-col gap-3 px-6 py-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (problem !== undefined) return;
          close();
          if (name !== ref.name) renameOnBoard(simulation, ref, name);
        }}
      >
        <input
          ref={field}
          aria-label={words.name}
          value={name}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby="name-problem"
          className="h-8 rounded-md border border-line-strong bg-surface px-2 font-mono pointer-coarse:h-10"
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
        />
        <p id="name-problem" aria-live="polite" className="min-h-10 text-small text-rejected">
          {problem !== undefined && words.nameProblem(problem)}
        </p>
        <Button
          type="submit"
          variant="primary"
          label={words.rename}
          disabled={problem !== undefined}
          className="self-end"
        />
      </form>
    </Dialog>
  );
}
