import type { ElementId, Position } from '../../../scenario/document/document.ts';
import { refusedMove } from '../../../simulation/changes/refused-move.ts';
import { intervene, setPositions } from '../../../simulation/edits.ts';
import { elementOfPosition, positionKey } from '../../../simulation/positions.ts';
import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import type { ClusterPod } from '../../../engine/objects.ts';
import { podId } from '../board/element.ts';
import type { Board } from '../board/placed-board.ts';
import { clampInNode } from '../editing/clamp-in-node.ts';
import { keepRoom, movedText } from '../editing/edit-board.ts';
import { nodeBelow } from '../editing/node-below.ts';

/** A pod and the Node that it is put on. */
interface Hop {
  readonly pod: ClusterPod;
  readonly node: string;
}

/**
 * Puts several elements where they belong, each in its parent's frame: one undo step. Pods that come to stand over another Node are
 * rescheduled there; over none they stay where they are. `tellsHeld`: what its Node's edge keeps from its place is told of.
 */
export function placeGroup(
  simulation: Simulation,
  board: Board,
  positions: ReadonlyMap<ElementId, Position>,
  { tellsHeld = false }: { readonly tellsHeld?: boolean } = {},
): void {
  const { document, view } = simulation;
  const { lens } = view.getState();
  const places = new Map<ElementId, Position>();
  const hops: Hop[] = [];
  const refused: string[] = [];
  let held = 0;
  for (const [id, position] of positions) {
    const element = board.element(id);
    if (element === undefined) continue;
    const { content, parent } = element;
    if (content.kind !== 'pod' || lens === 'application') {
      places.set(positionKey(lens, id), { x: Math.round(position.x), y: Math.round(position.y) });
      continue;
    }
    const node = nodeBelow(board, id, position);
    if (node?.content.kind !== 'node') {
      held += 1;
      continue;
    }
    if (node.id === parent) {
      const place = clampInNode(position, board.frame, node, element);
      if (place.x !== Math.round(position.x) || place.y !== Math.round(position.y)) held += 1;
      places.set(positionKey(lens, id), place);
    } else {
      const why = refusedMove(simulation, content.pod, node.content.node.name);
      if (why === undefined) hops.push({ pod: content.pod, node: node.content.node.name });
      else refused.push(why);
    }
  }
  if (tellsHeld && held > 0)
    view.getState().toast({ tone: 'info', text: simulation.words.of('canvas').move.held(held) });
  const { more } = simulation.words.of('canvas').move;
  const [why] = refused;
  if (why !== undefined) {
    const others = refused.length - 1;
    view.getState().toast({ tone: 'error', text: `${why}${others === 0 ? '' : more(others)}`, stays: false });
  }
  if (places.size + hops.length === 0) return;
  keepRoom(simulation, board);
  const undo = document
    .getState()
    .edit({ code: 'MOVE_SEVERAL', detail: { count: places.size + hops.length } }, (before) => {
      const gone = new Set(hops.map(({ pod }) => podId(pod)));
      const kept = Object.entries(before.layout).filter(([key]) => !gone.has(elementOfPosition(key)));
      const moved = gone.size === 0 ? before : { ...before, layout: Object.fromEntries(kept) };
      return hops.reduce(
        (each, { pod: { namespace, name }, node }) =>
          intervene(each, { type: 'reschedule', namespace, pod: name, node }),
        setPositions(moved, places),
      );
    });
  if (hops.length === 0) return;
  const told = hops.map(({ pod, node }) => movedText(simulation, pod, node));
  const failed = told.filter(({ isMoved }) => !isMoved);
  const [first] = failed.length > 0 ? failed : told;
  const others = (failed.length > 0 ? failed : told).length - 1;
  const text = `${first?.text ?? ''}${others === 0 ? '' : more(others)}`;
  view.getState().toast({ tone: failed.length > 0 ? 'error' : 'success', text, undo });
}
