import { isNarrow } from '../../ui/page/is-narrow.ts';
import { formatObjectRef, objectKey } from '../../engine/objects.ts';
import type { SavedRequest } from '../../scenario/document/document.ts';
import { makeThing, type Place } from '../../simulation/build/add.ts';
import { assumedGone } from '../../simulation/views/assumed-gone.ts';
import { clientRequest } from '../../simulation/build/place.ts';
import type { Thing } from '../../simulation/build/things.ts';
import { putObjects } from '../../simulation/edits.ts';
import { homeOf, refOf } from '../../simulation/object-refs.ts';
import { sendUnlessAsked } from '../../simulation/workspace/send-unless-asked.ts';
import { keepRequest } from '../../simulation/requests/saved-requests.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';

/**
 * Puts a thing on the board: one undo step. What was added is selected, where there is room beside the board. `at`: the place of the window
 * where it is to stand. Resolves to what is told of it.
 */
export async function addToBoard(
  simulation: Simulation,
  thing: Thing,
  place: Place,
  at?: { readonly x: number; readonly y: number },
): Promise<string> {
  const { document, view, words } = simulation;
  const said = words.of('build');
  if (thing === 'client') return addClient(simulation, place);
  const board = document.getState().document;
  const made = makeThing(board, thing, place);
  const [first] = made;
  const object = refOf(first, homeOf(board));
  const { router, engine } = document.getState();
  const { cluster } = router;
  const put = putObjects(board, made);
  const ids = made.map((each) => objectKey(refOf(each, homeOf(board))));
  const placed = at && view.getState().placeNew?.(put, engine.buildCluster({ ...put, previous: cluster }), ids, at);
  const edit = { code: 'ADD_OBJECT', detail: { object } } as const;
  const undo = document.getState().edit(edit, () => placed ?? put);
  if (!isNarrow()) view.getState().select(objectKey(object));
  view.getState().bringUp(objectKey(object));
  const gone = assumedGone(cluster, document.getState().router.cluster);
  if (gone.length > 0)
    view.getState().toast({ tone: 'info', text: said.inPlaceOf(formatObjectRef(object), gone), undo });
  return said.added(formatObjectRef(object));
}

/** A client is there once it asks for something: its request is kept with the board, and sent. */
async function addClient(simulation: Simulation, { to }: Place): Promise<string> {
  const { document, prepare, view, words } = simulation;
  const said = words.of('build');
  // Whatever was added just now may need something of the engine that is still on its way.
  await prepare(document.getState().document);
  const { engine, document: board } = document.getState();
  const request = clientRequest(engine.buildCluster(board), to);
  if (request === undefined) {
    view.getState().toast({ tone: 'info', text: said.nothingOpen });
    return said.nothingOpen;
  }
  sendFromBoard(simulation, request);
  return said.asks(request.to);
}

/** Keeps a request with the board, and sends it. */
export function sendFromBoard(simulation: Simulation, request: SavedRequest): void {
  const edit = { code: 'ADD_REQUEST', detail: { to: request.to } } as const;
  simulation.document.getState().edit(edit, (current) => keepRequest(current, request));
  sendUnlessAsked(simulation, request);
}
