import { formatObjectRef, objectKey } from '../../engine/objects.ts';
import { readDocuments } from '../../manifests/board-text.ts';
import { parseManifests } from '../../manifests/parse.ts';
import { copiesOf } from '../../simulation/build/copies.ts';
import { putObjects } from '../../simulation/edits.ts';
import { homeOf, refOf } from '../../simulation/object-refs.ts';
import { withWritten } from '../../simulation/views/object-text.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';

/** Characters that are read while the page waits; what is more is imported. */
const LONGEST = 300_000;

/**
 * Puts the objects of a text on the board beside those it has, as one undo step: with names that are free, their texts as they were
 * written, and where one looks. False: it is too long for that, not all of it can be read, or the API server would refuse something.
 */
export function pasteOnBoard({ document, view, words }: Simulation, text: string): boolean {
  const { document: before, engine, edit } = document.getState();
  if (text.length > LONGEST || Object.keys(parseManifests([{ name: '', text }]).skipped).length > 0) return false;
  const read = readDocuments(text, [], engine.programs.cluster);
  if (!read.ok || read.objects.length === 0) return false;
  const originals = read.objects.map(({ object }) => object);
  const objects = copiesOf(before, originals);
  const home = homeOf(before);
  const refs = objects.map((object) => refOf(object, home));
  const written = objects.map((object, at) => ({ object, text: read.objects[at]?.text ?? '' }));
  const put = withWritten(putObjects(before, objects), written);
  const cluster = engine.buildCluster({ ...put, previous: document.getState().router.cluster });
  const ids = refs.map(objectKey);
  const placed = view.getState().placeNew?.(put, cluster, ids) ?? put;
  const undo = edit({ code: 'PASTE_OBJECTS', detail: { count: objects.length } }, () => placed, cluster);
  view.getState().selectAll(ids);
  view.getState().toast({ tone: 'success', text: words.of('build').pasted(refs.map(formatObjectRef)), undo });
  return true;
}
