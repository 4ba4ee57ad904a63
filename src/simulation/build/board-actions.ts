import { formatObjectRef, type ObjectRef, objectKey, type RawObject } from '../../engine/objects.ts';
import type { ElementId } from '../../scenario/document/document.ts';
import type { Edit } from '../stores/edit-details.ts';
import { putObjects } from '../edits.ts';
import { homeOf, refOf } from '../object-refs.ts';
import type { Simulation } from '../workspace/simulation.ts';
import { assumedGone } from '../views/assumed-gone.ts';
import { podFates } from '../views/pod-fates.ts';
import { duplicatesOf } from './copies.ts';
import { madePod, objectOfElement } from './place.ts';
import { goesWith, removeWith } from './remove.ts';

/** What somebody wrote of what these elements show, each once; where it is nothing, that is told. */
export function writtenRefs(
  { document, view, words }: Simulation,
  elements: readonly ElementId[],
): readonly ObjectRef[] {
  const { cluster } = document.getState().router;
  const refs = new Map<string, ObjectRef>();
  for (const element of elements) {
    const ref = objectOfElement(cluster, element);
    if (ref !== undefined) refs.set(objectKey(ref), ref);
  }
  if (refs.size === 0 && elements.length > 0)
    view.getState().toast({ tone: 'info', text: words.of('build').notAnObject });
  return [...refs.values()];
}

/**
 * Deletes what elements show. Pods that a controller made are deleted in the cluster, which makes others in their place; anything
 * else goes from the board.
 */
export function deleteOnBoard(
  simulation: Simulation,
  elements: readonly ElementId[],
  happen: (change: Parameters<Simulation['happen']>[0]) => void,
): void {
  const { cluster } = simulation.document.getState().router;
  const pods = elements.flatMap((element) => madePod(cluster, element) ?? []);
  if (pods.length === 0 || pods.length < elements.length) removeFromBoard(simulation, elements);
  else for (const pod of pods) happen({ type: 'delete-pod', ...pod });
}

/** Takes what elements show off the board, with what goes with it: one undo step, and a message that says what went. */
export function removeFromBoard(simulation: Simulation, elements: readonly ElementId[]): void {
  const { document, view, words } = simulation;
  if (view.getState().readOnly) return;
  const refs = writtenRefs(simulation, elements);
  const [first] = refs;
  if (first === undefined) return;
  const board = document.getState().document;
  const wanted = new Set(refs.map(objectKey));
  const others = goesWith(board, refs).filter((ref) => !wanted.has(objectKey(ref)));
  const edit: Edit = { code: 'REMOVE_OBJECT', detail: { object: first, others: refs.length - 1 + others.length } };
  const { engine, edit: change, router } = document.getState();
  const undo = change(edit, (current) => removeWith(current, [...refs, ...others], engine.buildCluster));
  view.getState().select(undefined);
  const said = words.of('build');
  const { cluster } = document.getState().router;
  const assumed = assumedGone(cluster, router.cluster);
  const fates = podFates(router.cluster, cluster, [...refs, ...others]);
  const texts = [
    said.deleted(refs.map(formatObjectRef), others.map(formatObjectRef)),
    ...(assumed.length === 0 ? [] : [said.assumedNow(assumed)]),
    ...said.fates(fates),
  ];
  view.getState().toast({ tone: 'info', text: texts.length === 1 ? texts.join() : `${texts.join('. ')}.`, undo });
}

/** Puts a second one of each beside it; those are selected then. */
export function duplicateOnBoard(simulation: Simulation, elements: readonly ElementId[]): void {
  const { document, view, words } = simulation;
  if (view.getState().readOnly) return;
  const refs = writtenRefs(simulation, elements);
  const [first] = refs;
  if (first === undefined) return;
  const copies = duplicatesOf(document.getState().document, refs);
  const edit: Edit =
    refs.length === 1
      ? { code: 'DUPLICATE_OBJECT', detail: { object: first } }
      : { code: 'DUPLICATE_OBJECTS', detail: { count: refs.length } };
  const said = words.of('build');
  putOnBoard(simulation, copies, edit, (names) =>
    refs.length === 1
      ? said.duplicated(formatObjectRef(first), names[0] ?? '')
      : said.duplicatedSeveral(refs.length, names),
  );
}

/** Puts new objects on the board, as one undo step; they are selected, come into sight, and are told of by their names. */
export function putOnBoard(
  { document, view }: Simulation,
  objects: readonly RawObject[],
  edit: Edit,
  tell: (names: readonly string[]) => string,
): void {
  const home = homeOf(document.getState().document);
  const made = objects.map((object) => refOf(object, home));
  const [first] = made;
  if (first === undefined) return;
  const undo = document.getState().edit(edit, (current) => putObjects(current, objects));
  view.getState().selectAll(edit.code === 'DUPLICATE_OBJECT' ? [objectKey(first)] : made.map(objectKey));
  view.getState().bringUp(objectKey(first));
  view.getState().toast({ tone: 'info', text: tell(made.map(formatObjectRef)), undo });
}
