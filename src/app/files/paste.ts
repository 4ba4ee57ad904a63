import { formatObjectRef, objectKey, type ObjectRef } from '../../engine/objects.ts';
import { type ObjectText, readDocuments } from '../../manifests/board-text.ts';
import { parseManifests } from '../../manifests/parse.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { findObject } from '../../simulation/build/board-objects.ts';
import { copiesOf } from '../../simulation/build/copies.ts';
import { putObjects } from '../../simulation/edits.ts';
import { homeOf, refOf } from '../../simulation/object-refs.ts';
import { withWritten } from '../../simulation/views/object-text.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';

/** Characters that are read while the page waits; what is more is imported. */
const LONGEST = 300_000;

/**
 * Puts the objects of a text on the board beside those it has, as one undo step: with names that are free, their texts as they were
 * written, and where one looks. Of `namespaces`, a text too, those that they are in and the board has not come along. False: it is too long for that, not all of it can be read, or the API server would refuse something.
 */
export function pasteOnBoard({ document, view, words }: Simulation, text: string, namespaces = ''): boolean {
  const { document: before, engine, edit } = document.getState();
  if (text.length > LONGEST || Object.keys(parseManifests([{ name: '', text }]).skipped).length > 0) return false;
  const read = readDocuments(text, [], engine.programs.cluster);
  if (!read.ok || read.objects.length === 0) return false;
  const home = homeOf(before);
  const originals = read.objects.map(({ object }) => object);
  const objects = copiesOf(before, originals);
  const refs = objects.map((object) => refOf(object, home));
  const around = missingSpaces(before, refs, readDocuments(namespaces, [], engine.programs.cluster));
  const written = [...around, ...objects.map((object, at) => ({ object, text: read.objects[at]?.text ?? '' }))];
  const all = written.map(({ object }) => object);
  const put = withWritten(putObjects(before, all), written);
  const cluster = engine.buildCluster({ ...put, previous: document.getState().router.cluster });
  const ids = refs.map(objectKey);
  const placed = view.getState().placeNew?.(put, cluster, ids) ?? put;
  const undo = edit({ code: 'PASTE_OBJECTS', detail: { count: all.length } }, () => placed, cluster);
  view.getState().selectAll(ids);
  view.getState().toast({
    tone: 'success',
    text: words.of('build').pasted(all.map((object) => formatObjectRef(refOf(object, home)))),
    undo,
  });
  return true;
}

/** The Namespaces of objects that a board has not. */
function missingSpaces(
  board: ScenarioDocument,
  refs: readonly ObjectRef[],
  read: ReturnType<typeof readDocuments>,
): readonly ObjectText[] {
  const used = new Set(refs.map(({ namespace }) => namespace));
  const here = new Set(refs.map(objectKey));
  return (read.ok ? read.objects : []).filter(({ object: { kind, metadata } }) => {
    const ref = { kind, name: metadata.name };
    const isNew = findObject(board, ref) === undefined && !here.has(objectKey(ref));
    return kind === 'Namespace' && used.has(metadata.name) && isNew;
  });
}
