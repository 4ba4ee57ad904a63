import { type Network, nodeNamespace, podNamespace } from '../../../engine/packets.ts';
import type { Board } from '../board/placed-board.ts';
import { type BoardElement, type Point, ROUTER_ID } from '../board/element.ts';
import { BRIDGE_HEIGHT, NODE_PADDING, NODE_RAIL, POD_RAIL, TUNNEL } from '../board/sizes.ts';
import { bridgeSpot, frontLine, portSpot, spotOf, tunnelSpot, vethSpot } from '../placing/wires.ts';
import { hostWiring } from './host-wiring.ts';
import { type WireText, wireTexts } from './wire-texts.ts';
import type { BoardScene, Painter } from '../drawing/paint-board.ts';
import type { Palette } from '../drawing/palette.ts';
import { trace } from '../drawing/strokes.ts';

/** What the lens Wires shows: interfaces, cables, bridges, tunnels and the wire between the nodes. */
export function createWirePainter(network: Network): Painter {
  return (context, { board, drawPods }, { seen, palette, hair }) => {
    context.strokeStyle = palette.faint;
    context.lineWidth = Math.max(1.75, hair);
    paintWires(context, { board, network }, seen);
    for (const element of seen) paintInside(context, element, { board, network }, palette);
    paintSegments(context, board, palette);
    paintTexts(context, wireTexts({ board, network }, seen, !drawPods), palette);
  };
}

interface Wired extends Pick<BoardScene, 'board'> {
  readonly network: Network;
}

/** All wires in one path: each element's own way to what it hangs on. */
function paintWires(context: CanvasRenderingContext2D, { board, network }: Wired, seen: readonly BoardElement[]): void {
  context.beginPath();
  for (const { content, id } of seen) {
    if (content.kind === 'node') {
      const namespace = nodeNamespace(content.node.name);
      trace(context, spotOf(board, portSpot(namespace, 'eth0'))?.way);
      trace(context, spotOf(board, namespace)?.way);
      const { bridge, tunnel } = hostWiring(network, namespace);
      if (bridge !== undefined || content.pods > 0) trace(context, spotOf(board, bridgeSpot(namespace))?.way);
      if (tunnel !== undefined) trace(context, spotOf(board, tunnelSpot(namespace))?.way);
    } else if (content.kind === 'pod') {
      const namespace = podNamespace(content.pod.namespace, content.pod.name);
      trace(context, spotOf(board, content.pod.hostNetwork ? namespace : portSpot(namespace, 'eth0'))?.way);
    } else if (
      content.kind === 'internet' ||
      content.kind === 'machine' ||
      content.kind === 'router' ||
      content.kind === 'load-balancer'
    ) {
      trace(context, spotOf(board, portSpot(id, 'eth0'))?.way);
      if (content.kind === 'load-balancer') trace(context, frontLine(board));
    }
  }
  context.stroke();
}

/** The bridge or the pods' own wires, the kernel, and the ports of a node: what only the lens Wires shows. */
function paintInside(
  context: CanvasRenderingContext2D,
  element: BoardElement,
  { board, network }: Wired,
  palette: Palette,
): void {
  const { content, left, top, width } = element;
  if (content.kind !== 'node') return;
  const { bridge, tunnel } = hostWiring(network, nodeNamespace(content.node.name));
  const x = left + NODE_RAIL;
  context.lineWidth = 1.5;
  context.strokeStyle = palette.faint;
  context.fillStyle = palette.sunken;
  if (bridge === undefined) paintVeths(context, board, element);
  else {
    context.beginPath();
    context.roundRect(
      left + NODE_PADDING,
      top + board.frame.bridgeY - BRIDGE_HEIGHT / 2,
      width - 2 * NODE_PADDING,
      BRIDGE_HEIGHT,
      4,
    );
    context.fill();
    context.stroke();
  }
  square(context, { x, y: top }, 5);
  context.beginPath();
  context.arc(x, top + board.frame.kernelY, 5, 0, Math.PI * 2);
  context.fill();
  context.stroke();
  if (tunnel !== undefined) square(context, { x: left + TUNNEL.x, y: top + TUNNEL.y }, 4);
}

/** Without a bridge each pod's veth is a port of the node's own kernel. */
function paintVeths(context: CanvasRenderingContext2D, board: Board, { id, left, top }: BoardElement): void {
  const ends = board.children(id).flatMap(({ content }) => {
    if (content.kind !== 'pod' || content.pod.hostNetwork) return [];
    const point = spotOf(board, vethSpot(podNamespace(content.pod.namespace, content.pod.name)))?.way[0];
    return point === undefined ? [] : [point];
  });
  if (ends.length === 0) return;
  const y = top + board.frame.bridgeY;
  const across = [left + NODE_RAIL, ...ends.map((end) => end.x)];
  context.beginPath();
  context.moveTo(Math.min(...across), y);
  context.lineTo(Math.max(...across), y);
  context.stroke();
  for (const end of ends) square(context, end, 2.5);
}

function paintSegments(context: CanvasRenderingContext2D, board: Board, palette: Palette): void {
  const router = board.element(ROUTER_ID);
  const trunk = router === undefined ? undefined : router.left + POD_RAIL;
  context.strokeStyle = palette.faint;
  context.lineWidth = 2.5;
  board.segments.forEach(({ y, nodes }, row) => {
    const ends = nodes.map((id) => (board.element(id)?.left ?? 0) + NODE_RAIL);
    if (row === 0 && trunk !== undefined) ends.push(trunk);
    const side = board.bounds.left - NODE_RAIL;
    if (board.segments.length > 1) ends.push(side);
    const left = Math.min(...ends);
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(Math.max(...ends), y);
    if (row > 0) trace(context, spotOf(board, `segment|${row}`)?.way);
    context.stroke();
  });
}

/** What they are called. */
function paintTexts(context: CanvasRenderingContext2D, texts: readonly WireText[], palette: Palette): void {
  context.fillStyle = palette.muted;
  for (const { text, x, y, align, middle, most } of texts) {
    context.textAlign = align;
    context.textBaseline = middle ? 'middle' : 'alphabetic';
    context.fillText(text, x, y, most);
  }
}

function square(context: CanvasRenderingContext2D, { x, y }: Point, half: number): void {
  context.beginPath();
  context.rect(x - half, y - half, 2 * half, 2 * half);
  context.fill();
  context.stroke();
}
