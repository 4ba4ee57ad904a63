import { formatObjectRef, parseObjectKey } from '../../engine/objects.ts';
import type { ElementId } from '../../scenario/document/document.ts';
import type { Connection } from '../../simulation/build/connect/connection.ts';
import { sayRefusal } from '../../simulation/build/connect/say-refusal.ts';
import { putObjects } from '../../simulation/edits.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { sendFromBoard } from './add-to-board.ts';

/** What a line comes to be, in words. */
export function sayConnection(connection: Connection, { words }: Simulation): string {
  const said = words.of('build').connect;
  switch (connection.is) {
    case 'edit':
      return said.relations[connection.relation];
    case 'request':
      return said.asks(connection.request.to);
    case 'refused':
      return sayRefusal(connection.why, said.refusals);
  }
}

/** What an element is called: the object's name, or its own. */
export function nameOf(id: ElementId): string {
  const ref = parseObjectKey(id);
  return ref === undefined ? id : formatObjectRef(ref);
}

/** Writes what a line says, one undo step, or sends its request, and ends it. Where there can be none it is told why. */
export function connectOnBoard(simulation: Simulation, connection: Connection): void {
  const { document, view, words } = simulation;
  const { setBuild, toast } = view.getState();
  if (connection.is === 'refused') {
    toast({ tone: 'info', text: sayConnection(connection, simulation) });
    return;
  }
  setBuild(undefined);
  if (connection.is === 'request') {
    sendFromBoard(simulation, connection.request);
    return;
  }
  const { from, to, objects, relation } = connection;
  const edit = { code: 'CONNECT_OBJECTS', detail: { from, to } } as const;
  const undo = document.getState().edit(edit, (current) => putObjects(current, objects));
  const text = words.of('build').connect.done(relation, { from, to });
  toast({ tone: 'success', text, undo });
}
