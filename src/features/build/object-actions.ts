import { formatObjectRef, type ObjectRef, objectKey } from '../../engine/objects.ts';
import { duplicateOf } from '../../simulation/build/duplicate.ts';
import { objectOfElement } from '../../simulation/build/place.ts';
import { goesWith } from '../../simulation/build/remove.ts';
import { renameObject } from '../../simulation/build/rename.ts';
import { isPhone } from './add-to-board.ts';
import { putObjects, removeObjects } from '../../simulation/edits.ts';
import { homeOf, refOf } from '../../simulation/object-refs.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';

/** Takes what an element shows off the board, with what goes with it: one undo step, and a message that says what went. */
export function removeFromBoard(simulation: Simulation, element: string): void {
  withObject(simulation, element, (ref) => {
    const { document, view, words } = simulation;
    const said = words.of('build');
    const [, ...others] = goesWith(document.getState().document, [ref]);
    const edit = { code: 'REMOVE_OBJECT', detail: { object: ref, others: others.length } } as const;
    const undo = document.getState().edit(edit, (current) => removeObjects(current, [ref, ...others]));
    view.getState().select(undefined);
    const text = said.deleted(formatObjectRef(ref), others.map(formatObjectRef));
    view.getState().toast({ tone: 'info', text, undo });
  });
}

/** Puts a second one beside it, which is selected then. */
export function duplicateOnBoard(simulation: Simulation, element: string): void {
  withObject(simulation, element, (ref) => {
    const { document, view, words } = simulation;
    const board = document.getState().document;
    const copies = duplicateOf(board, ref);
    const [copy] = copies;
    if (copy === undefined) return;
    const made = refOf(copy, homeOf(board));
    const edit = { code: 'DUPLICATE_OBJECT', detail: { object: ref } } as const;
    const undo = document.getState().edit(edit, (current) => putObjects(current, copies));
    view.getState().select(objectKey(made));
    view.getState().bringUp(objectKey(made));
    const text = words.of('build').duplicated(formatObjectRef(ref), formatObjectRef(made));
    view.getState().toast({ tone: 'info', text, undo });
  });
}

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
  if (isPhone()) select(undefined);
  setBuild({ is: 'connect', element });
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
