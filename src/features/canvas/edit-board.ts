import type { ClusterPod } from '../../engine/kubernetes/cluster.ts';
import type { ElementId, Position } from '../../scenario/document.ts';
import { clearPositions, intervene, setPosition } from '../../simulation/edits.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { type Board, clampInNode, touches } from './board.ts';
import type { BoardElement } from './element.ts';
import { sourceText, targetText } from './request-text.ts';

/** The Node under the middle of an element that is held at `position` in its parent's frame. */
export function nodeBelow(board: Board, id: ElementId, position: Position): BoardElement | undefined {
  const element = board.element(id);
  if (element?.content.kind !== 'pod') return undefined;
  const parent = element.parent === undefined ? undefined : board.element(element.parent);
  const middle = {
    left: position.x + (parent?.left ?? 0) + element.width / 2,
    top: position.y + (parent?.top ?? 0) + element.height / 2,
    width: 0,
    height: 0,
  };
  return board.elements.find((other) => other.content.kind === 'node' && touches(other, middle));
}

/** What a person dropped: a pod on another Node is rescheduled there, everything else gets that position. One undo step. */
export function dropElement(simulation: Simulation, board: Board, id: ElementId, position: Position): void {
  const element = board.element(id);
  if (element === undefined) return;
  const edit = simulation.document.getState().edit;
  if (element.content.kind !== 'pod') {
    const at = { x: Math.round(position.x), y: Math.round(position.y) };
    edit(`Move ${describe(element)}`, (document) => setPosition(document, id, at));
    return;
  }
  const node = nodeBelow(board, id, position);
  if (node?.content.kind !== 'node') return;
  if (node.id === element.parent) {
    edit(`Move ${describe(element)}`, (document) => setPosition(document, id, clampInNode(position)));
    return;
  }
  reschedule(simulation, element.content.pod, node.content.node.name);
}

/** Moves a pod to another Node and says what that changed. */
function reschedule(simulation: Simulation, pod: ClusterPod, node: string): void {
  const { namespace, name } = pod;
  simulation.document.getState().edit(`Move pod ${name} to ${node}`, (document) => {
    const { [`Pod/${namespace}/${name}`]: _old, ...layout } = document.layout;
    return intervene({ ...document, layout }, { type: 'reschedule', namespace, pod: name, node });
  });
  const moved = simulation.document.getState().router.cluster.pod(namespace, name);
  const toast = simulation.view.getState().toast;
  if (moved?.nodeName !== node) {
    toast({
      tone: 'error',
      text: `${name} does not run on ${node}: ${moved?.pendingReason ?? 'it stays where it is'}`,
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
  const position = element.content.kind === 'pod' ? clampInNode(moved) : moved;
  simulation.document.getState().edit(`Move ${describe(element)}`, (document) => setPosition(document, id, position));
}

export function resetLayout(simulation: Simulation): void {
  simulation.document.getState().edit('Arrange automatically', clearPositions);
}

/** A click on an element: it fills the request while one is being picked, else it is selected. */
export function clickElement(simulation: Simulation, element: BoardElement): void {
  const { picking, select, setDraft, pick } = simulation.view.getState();
  if (picking === undefined) {
    select(element.id);
    return;
  }
  const text = picking === 'from' ? sourceText(element) : targetText(element);
  if (text === undefined) return;
  setDraft({ [picking]: text });
  pick(picking === 'from' ? 'to' : undefined);
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
    default:
      return id;
  }
}
