import type { ClusterPod } from '../../../engine/objects.ts';
import type { ElementId, Position } from '../../../scenario/document/document.ts';
import type { Edit } from '../../../simulation/stores/edit-details.ts';
import { refusedMove } from '../../../simulation/changes/refused-move.ts';
import { clearPositions, intervene, setPosition } from '../../../simulation/edits.ts';
import { positionKey, positionsIn } from '../../../simulation/positions.ts';
import { roomName } from '../../../simulation/workspace/arranged.ts';
import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import type { Board } from '../board/placed-board.ts';
import { clampInNode } from './clamp-in-node.ts';
import type { BoardElement } from '../board/element.ts';
import { nodeBelow } from './node-below.ts';

/** What a person dropped: a pod on another Node is rescheduled there, everything else gets that position. One undo step. */
export function dropElement(simulation: Simulation, board: Board, id: ElementId, position: Position): void {
  const element = board.element(id);
  if (element === undefined) return;
  const edit = simulation.document.getState().edit;
  const { lens } = simulation.view.getState();
  const key = positionKey(lens, id);
  if (element.content.kind !== 'pod' || lens === 'application') {
    const at = { x: Math.round(position.x), y: Math.round(position.y) };
    keepRoom(simulation, board);
    edit(moveOf(element), (document) => setPosition(document, key, at));
    return;
  }
  const node = nodeBelow(board, id, position);
  if (node?.content.kind !== 'node') {
    const text = simulation.words.of('canvas').move.needsNode(element.content.pod.name);
    simulation.view.getState().toast({ tone: 'info', text, stays: false });
    return;
  }
  if (node.id === element.parent) {
    keepRoom(simulation, board);
    edit(moveOf(element), (document) => setPosition(document, key, clampInNode(position, board.frame, node, element)));
    return;
  }
  reschedule(simulation, element.content.pod, node.content.node.name);
}

/** With the first thing that is moved: all others stay where they are in that room. */
export function keepRoom({ document, view }: Simulation, { screen }: Board): void {
  const { lens, unfolded } = view.getState();
  if (Object.keys(positionsIn(lens, document.getState().document.layout)).length > 0) return;
  const name = roomName(lens);
  const others = unfolded.filter((each) => !each.startsWith(name));
  view.setState({ unfolded: screen === undefined ? others : [...others, `${name}${screen.width}x${screen.height}`] });
}

/** Moves a pod to another Node and says what that changed. */
function reschedule(simulation: Simulation, pod: ClusterPod, node: string): void {
  const refused = refusedMove(simulation, pod, node);
  if (refused !== undefined) {
    simulation.view.getState().toast({ tone: 'error', text: refused, stays: false });
    return;
  }
  const { namespace, name } = pod;
  const undo = simulation.document.getState().edit({ code: 'RESCHEDULE', detail: { pod: name, node } }, (document) => {
    const id = `Pod/${namespace}/${name}`;
    const { [id]: _old, [positionKey('wires', id)]: _wired, ...layout } = document.layout;
    return intervene({ ...document, layout }, { type: 'reschedule', namespace, pod: name, node });
  });
  const { isMoved, text } = movedText(simulation, pod, node);
  simulation.view.getState().toast({ tone: isMoved ? 'success' : 'error', text, undo });
}

/** What came of putting a pod, as it was before, on a Node. */
export function movedText(
  { document, words: page }: Simulation,
  { namespace, name, ips }: ClusterPod,
  node: string,
): { readonly isMoved: boolean; readonly text: string } {
  const words = page.of('canvas').move;
  const moved = document.getState().router.cluster.pod(namespace, name);
  if (moved?.nodeName !== node) {
    const reason = moved?.pendingReason;
    const why = reason === undefined ? words.staysWhereItIs : page.of('narrator').pending(reason);
    return { isMoved: false, text: words.doesNotRun(name, node, why) };
  }
  const [before = words.noAddress, after = words.noAddress] = [ips[0], moved.ips[0]];
  const addresses = before === after ? words.keeps(after) : `${before} → ${after}`;
  return { isMoved: true, text: words.moved(name, node, addresses) };
}

/** Moves an element by arrow keys. */
export function nudgeElement(simulation: Simulation, board: Board, id: ElementId, by: Position): void {
  const element = board.element(id);
  if (element === undefined) return;
  const moved = { x: element.x + by.x, y: element.y + by.y };
  const parent = element.parent === undefined ? undefined : board.element(element.parent);
  const position =
    element.content.kind === 'pod' && parent?.content.kind === 'node'
      ? clampInNode(moved, board.frame, parent, element)
      : moved;
  const key = positionKey(simulation.view.getState().lens, id);
  keepRoom(simulation, board);
  simulation.document.getState().edit(moveOf(element), (document) => setPosition(document, key, position));
}

export function resetLayout(simulation: Simulation): void {
  simulation.document
    .getState()
    .edit({ code: 'ARRANGE', detail: {} }, (document) => clearPositions(document, simulation.view.getState().lens));
}

function moveOf({ content, id }: BoardElement): Edit {
  return { code: 'MOVE', detail: named(content) ?? { name: id } };
}

/** Of an object that moves: what it is called. */
function named(content: BoardElement['content']): { readonly kind: string; readonly name: string } | undefined {
  switch (content.kind) {
    case 'pod':
      return { kind: 'Pod', name: content.pod.name };
    case 'node':
      return { kind: 'Node', name: content.node.name };
    case 'service':
      return { kind: 'Service', name: content.service.name };
    case 'workload':
      return { kind: content.workload.kind, name: content.workload.name };
    case 'entry':
      return { kind: content.entry.kind, name: content.entry.name };
    default:
      return undefined;
  }
}
