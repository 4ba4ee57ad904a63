import { type ObjectRef, objectKey } from '../../engine/objects.ts';
import { objectOfElement } from '../../simulation/build/place.ts';
import { renameObject } from '../../simulation/build/rename.ts';
import { isBoardCovered } from './add-to-board.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';

/** Asks for another name. */
export function askName(simulation: Simulation, element: string): void {
  withObject(simulation, element, (ref) =>
    simulation.view.getState().setBuild({ is: 'rename', element: objectKey(ref) }),
  );
}

/** Begins a line from it; on a phone the inspector makes room for what it may lead to. */
export function beginLine({ view }: Simulation, element: string): void {
  const { readOnly, select, setBuild } = view.getState();
  if (readOnly) return;
  if (isBoardCovered()) select(undefined);
  setBuild({ is: 'connect', element });
}

/** Selects it, and lets more be selected by tapping them or drawing a frame. */
export function gatherFrom({ view }: Simulation, element: string): void {
  view.getState().select(element);
  view.getState().gather(true);
}

/** Gives it another name, and that to all that names it: one undo step. */
export function renameOnBoard({ document, view }: Simulation, ref: ObjectRef, name: string): void {
  const change = { code: 'RENAME_OBJECT', detail: { object: ref, name } } as const;
  const { edit, engine } = document.getState();
  edit(change, (current) => renameObject(current, ref, name, (board) => engine.buildCluster(board).pods));
  view.getState().select(objectKey({ ...ref, name }));
}

function withObject({ document, view, words }: Simulation, element: string, act: (ref: ObjectRef) => void): void {
  if (view.getState().readOnly) return;
  const ref = objectOfElement(document.getState().router.cluster, element);
  if (ref !== undefined) act(ref);
  else view.getState().toast({ tone: 'info', text: words.of('build').notAnObject });
}
