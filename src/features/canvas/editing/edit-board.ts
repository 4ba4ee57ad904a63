import { ENGLISH } from '../../../narration/en/all-words.ts';
import type { ClusterPod } from '../../../engine/objects.ts';
import type { ElementId, Position } from '../../../scenario/document/document.ts';
import { clearPositions, intervene, setPosition } from '../../../simulation/edits.ts';
import { positionKey } from '../../../simulation/positions.ts';
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
    edit(`Move ${describe(element)}`, (document) => setPosition(document, key, at));
    return;
  }
  const node = nodeBelow(board, id, position);
  if (node?.content.kind !== 'node') return;
  if (node.id === element.parent) {
    edit(`Move ${describe(element)}`, (document) => setPosition(document, key, clampInNode(position, board.frame)));
    return;
  }
  reschedule(simulation, element.content.pod, node.content.node.name);
}

/** Moves a pod to another Node and says what that changed. */
function reschedule(simulation: Simulation, pod: ClusterPod, node: string): void {
  const { namespace, name } = pod;
  simulation.document.getState().edit(`Move pod ${name} to ${node}`, (document) => {
    const id = `Pod/${namespace}/${name}`;
    const { [id]: _old, [positionKey('wires', id)]: _wired, ...layout } = document.layout;
    return intervene({ ...document, layout }, { type: 'reschedule', namespace, pod: name, node });
  });
  const moved = simulation.document.getState().router.cluster.pod(namespace, name);
  const toast = simulation.view.getState().toast;
  if (moved?.nodeName !== node) {
    toast({
      tone: 'error',
      text: `${name} does not run on ${node}: ${moved?.pendingReason === undefined ? 'it stays where it is' : ENGLISH.pending(moved.pendingReason)}`,
      undo: true,
    });
    return;
  }
  const [before = 'no address', after = 'no address'] = [pod.ips[0], moved.ips[0]];
  const addresses = before === after ? `keeps ${after}` : `${before} → ${after}`;
  toast({ tone: 'success', text: `${name} moved to ${node}: ${addresses}`, undo: true });
}

/** Moves an element by arrow keys. */
export function nudgeElement(simulation: Simulation, board: Board, id: ElementId, by: Position): void {
  const element = board.element(id);
  if (element === undefined) return;
  const moved = { x: element.x + by.x, y: element.y + by.y };
  const position =
    element.content.kind === 'pod' && element.parent?.startsWith('Node/') === true
      ? clampInNode(moved, board.frame)
      : moved;
  const key = positionKey(simulation.view.getState().lens, id);
  simulation.document.getState().edit(`Move ${describe(element)}`, (document) => setPosition(document, key, position));
}

export function resetLayout(simulation: Simulation): void {
  simulation.document
    .getState()
    .edit('Arrange automatically', (document) => clearPositions(document, simulation.view.getState().lens));
}

/** "pod web-0", "Service web": for the undo list. */
function describe({ content, id }: BoardElement): string {
  switch (content.kind) {
    case 'pod':
      return `pod ${content.pod.name}`;
    case 'node':
      return `node ${content.node.name}`;
    case 'service':
      return `Service ${content.service.name}`;
    case 'ingress':
      return `Ingress ${content.ingress.name}`;
    case 'gateway':
      return `Gateway ${content.gateway.name}`;
    default:
      return id;
  }
}
