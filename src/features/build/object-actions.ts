import { formatObjectRef, type ObjectRef, objectKey } from '../../engine/objects.ts';
import { textOnBoard } from '../../simulation/build/board-text.ts';
import { objectOfElement } from '../../simulation/build/place.ts';
import { namesLeft } from '../../simulation/texts/names-left.ts';
import { renameObject } from '../../simulation/build/rename.ts';
import { writeToClipboard } from '../../ui/copying/clipboard.ts';
import { withPart } from '../../ui/fetch-part.ts';
import { isNarrow } from '../../ui/page/is-narrow.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';

/** Asks for another name. */
export function askName(simulation: Simulation, element: string): void {
  withObject(simulation, element, (ref) =>
    simulation.view.getState().setBuild({ is: 'rename', element: objectKey(ref) }),
  );
}

/** Puts its YAML on the clipboard, and says so. */
export async function copyObject(simulation: Simulation, element: string): Promise<void> {
  const found = textOnBoard(simulation, [element]);
  if (found === undefined) return;
  const said = simulation.words.of('build');
  const { toast } = simulation.view.getState();
  if (await writeToClipboard(found.text)) {
    toast({ tone: 'info', text: said.copied(found.names, found.withoutSecrets) });
    withPart(
      'manifestWriter',
      () => import('../../simulation/texts/tell-refused.ts'),
      ({ tellRefused }) => tellRefused(simulation, found.text),
    );
  } else toast({ tone: 'error', stays: false, text: said.notCopied });
}

/** Shows a part of the inspector, with the focus in what is edited there, once it has come. */
export function editInInspector({ view }: Simulation, ref: ObjectRef, what: 'replicas' | 'yaml'): void {
  const { select, look } = view.getState();
  select(objectKey(ref));
  look({ inspector: { tab: what === 'yaml' ? 'yaml' : 'fields' } });
  const end = performance.now() + PATIENCE;
  // Who does something else meanwhile keeps the focus.
  const stop = new AbortController();
  for (const type of ['pointerdown', 'keydown'])
    window.addEventListener(type, () => stop.abort(), { capture: true, signal: stop.signal });
  // The menu gives the focus back, and the inspector takes it, as they go and come.
  let frames = STEADY;
  const focus = (): void => {
    const field = fieldOf(what);
    if (field?.matches(':focus') === true) frames -= 1;
    else {
      frames = STEADY;
      field?.focus();
      if (field instanceof HTMLInputElement) field.select();
    }
    if (frames === 0 || performance.now() > end) stop.abort();
    else if (!stop.signal.aborted) requestAnimationFrame(focus);
  };
  requestAnimationFrame(focus);
}

/** What is edited, where it has come. */
function fieldOf(what: 'replicas' | 'yaml'): HTMLElement | null | undefined {
  const inspector = document.querySelector('[data-region="inspector"]');
  if (what === 'replicas') return inspector?.querySelector<HTMLElement>('[data-field="spec.replicas"] input');
  // An editor lives in a shadow tree (ui/code/create-editor.ts).
  return inspector?.querySelector('[data-part="code"]')?.shadowRoot?.querySelector<HTMLElement>('.cm-content');
}

/** Frames after which what has the focus keeps it. */
const STEADY = 40;
/** Milliseconds that what is edited may take to come. */
const PATIENCE = 20_000;

/** Begins a line from it; on a phone the inspector makes room for what it may lead to. */
export function beginLine({ view }: Simulation, element: string): void {
  const { readOnly, select, setBuild } = view.getState();
  if (readOnly) return;
  if (isNarrow()) select(undefined);
  setBuild({ is: 'connect', element });
}

/** Selects it, and lets more be selected by tapping them or drawing a frame. */
export function gatherFrom({ view }: Simulation, element: string): void {
  view.getState().select(element);
  view.getState().gather(true);
}

/** Gives it another name, and that to all that names it: one undo step. Says where programs are told of it by its old one. */
export function renameOnBoard({ document, view, words }: Simulation, ref: ObjectRef, name: string): void {
  const change = { code: 'RENAME_OBJECT', detail: { object: ref, name } } as const;
  const { edit, engine } = document.getState();
  const undo = edit(change, (current) => renameObject(current, ref, name, (board) => engine.buildCluster(board).pods));
  const left = namesLeft(document.getState().document, ref);
  if (left.length > 0) {
    const text = words.of('build').namesLeft(formatObjectRef(ref), left.map(formatObjectRef));
    view.getState().toast({ tone: 'info', text, undo });
  }
  view.getState().select(objectKey({ ...ref, name }));
}

function withObject({ document, view, words }: Simulation, element: string, act: (ref: ObjectRef) => void): void {
  if (view.getState().readOnly) return;
  const ref = objectOfElement(document.getState().router.cluster, element);
  if (ref !== undefined) act(ref);
  else view.getState().toast({ tone: 'info', text: words.of('build').notAnObject });
}
