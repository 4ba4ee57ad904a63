import type { NamespaceId } from '../../../engine/linux/model/place.ts';
import { nodeNamespace, podNamespace } from '../../../simulation/engine-values.ts';
import type { ElementId, Lens } from '../../../scenario/document/document.ts';
import type { PacketState } from '../../../simulation/playback/timeline.ts';
import type { Board } from '../board/board.ts';
import { READABLE } from '../board/board-text.ts';
import { applyCamera, type Camera, type ScreenSize, visibleRect } from '../board/camera.ts';
import { type BoardElement, type Point, type Rect, ROUTER_ID } from '../board/element.ts';
import type { HostWiring } from './host-wiring.ts';
import { type Link, linksFrom } from '../board/links.ts';
import type { Palette } from './palette.ts';
import {
  BRIDGE_HEIGHT,
  BRIDGE_Y,
  NODE_KERNEL_Y,
  NODE_PADDING,
  NODE_RAIL,
  POD_RAIL,
  PODS_TOP,
  TUNNEL,
} from '../board/sizes.ts';
import { bridgeSpot, frontLine, portSpot, spotOf, tunnelSpot, vethSpot } from '../board/wires.ts';

export interface BoardScene {
  readonly board: Board;
  readonly lens: Lens;
  /** undefined: too many to draw at once. */
  readonly links: readonly Link[] | undefined;
  /** Elements whose links stand out. */
  readonly marked: ReadonlySet<ElementId>;
  /** The link the walked packet took from a Service to an endpoint. */
  readonly chosen: { readonly from: ElementId; readonly to: ElementId; readonly state: PacketState } | undefined;
  /** What a pod's wire is called at both ends. */
  readonly portName: (namespace: NamespaceId) => string | undefined;
  /** The devices of a node's namespace. */
  readonly host: (node: NamespaceId) => HostWiring;
  /** Pods are drawn here because they are not elements of the page at this distance. */
  readonly drawPods: boolean;
  /** So far away that boxes are all one can tell. */
  readonly far: boolean;
}

/** Board pixels of labels: as they are drawn from near, and the most there is room for. */
const SMALL_TEXT = 12;
const MOST_TEXT = 18;

/** Everything below the elements: nodes' ground, wires, links, and pods seen from afar. */
export function paintBoard(
  context: CanvasRenderingContext2D,
  scene: BoardScene,
  camera: Camera,
  { palette, screen }: { readonly palette: Palette; readonly screen: ScreenSize },
): void {
  const { board, lens } = scene;
  const seen = board.within(visibleRect(camera, screen, 0.1));
  context.save();
  applyCamera(context, camera);
  const hair = 1 / camera.zoom;
  context.font = `${Math.max(SMALL_TEXT, Math.min(READABLE * hair, MOST_TEXT))}px ${palette.mono}`;
  context.lineJoin = 'round';
  for (const element of seen) if (element.content.kind === 'node') paintGround(context, element, palette);
  if (!scene.far) {
    const wires = lens === 'wires';
    context.strokeStyle = wires ? palette.faint : palette.line;
    context.lineWidth = wires ? Math.max(1.75, hair) : Math.max(1, hair);
    paintWires(context, scene, seen);
    if (wires) for (const element of seen) paintInside(context, element, scene, palette);
    paintSegments(context, board, { palette, wires });
    if (wires) paintPortNames(context, seen, scene, palette);
    else paintLinks(context, scene, palette, hair);
  } else for (const element of seen) paintFarGroup(context, element, palette, camera.zoom);
  if (scene.drawPods) paintFarPods(context, seen, palette, hair);
  context.restore();
}

function paintGround(context: CanvasRenderingContext2D, { left, top, width, height }: Rect, palette: Palette): void {
  context.fillStyle = palette.surface;
  context.beginPath();
  context.roundRect(left, top, width, height, 8);
  context.fill();
}

/** All wires in one path: each element's own way to what it hangs on. Those inside nodes are shown by the lens Wires. */
function paintWires(
  context: CanvasRenderingContext2D,
  { board, lens, host }: BoardScene,
  seen: readonly BoardElement[],
): void {
  const wires = lens === 'wires';
  context.beginPath();
  for (const { content, id } of seen) {
    if (content.kind === 'node') {
      const namespace = nodeNamespace(content.node.name);
      trace(context, spotOf(board, portSpot(namespace, 'eth0'))?.way);
      if (!wires) continue;
      trace(context, spotOf(board, namespace)?.way);
      const { bridge, tunnel } = host(namespace);
      if (bridge !== undefined || content.pods > 0) trace(context, spotOf(board, bridgeSpot(namespace))?.way);
      if (tunnel !== undefined) trace(context, spotOf(board, tunnelSpot(namespace))?.way);
    } else if (content.kind === 'pod') {
      if (!wires) continue;
      const namespace = podNamespace(content.pod.namespace, content.pod.name);
      trace(context, spotOf(board, content.pod.hostNetwork ? namespace : portSpot(namespace, 'eth0'))?.way);
    } else if (content.kind === 'internet' || content.kind === 'router' || content.kind === 'load-balancer') {
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
  { board, host }: BoardScene,
  palette: Palette,
): void {
  const { content, left, top, width } = element;
  if (content.kind !== 'node') return;
  const { bridge, tunnel, ports } = host(nodeNamespace(content.node.name));
  const x = left + NODE_RAIL;
  context.lineWidth = 1.5;
  context.strokeStyle = palette.faint;
  context.fillStyle = palette.sunken;
  if (bridge === undefined) paintVeths(context, board, element);
  else {
    context.beginPath();
    context.roundRect(
      left + NODE_PADDING,
      top + BRIDGE_Y - BRIDGE_HEIGHT / 2,
      width - 2 * NODE_PADDING,
      BRIDGE_HEIGHT,
      4,
    );
    context.fill();
    context.stroke();
  }
  square(context, { x, y: top }, 5);
  context.beginPath();
  context.arc(x, top + NODE_KERNEL_Y, 5, 0, Math.PI * 2);
  context.fill();
  context.stroke();
  if (tunnel !== undefined) square(context, { x: left + TUNNEL.x, y: top + TUNNEL.y }, 4);
  context.fillStyle = palette.muted;
  if (bridge !== undefined) {
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    context.fillText(bridge, left + width - NODE_PADDING - 8, top + BRIDGE_Y + 0.5);
  }
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillText([...ports, ...(tunnel === undefined ? [] : [tunnel])].join(' · '), x + 9, top - 7);
}

/** Without a bridge each pod's veth is a port of the node's own kernel. */
function paintVeths(context: CanvasRenderingContext2D, board: Board, { id, left, top }: BoardElement): void {
  const ends = board.children(id).flatMap(({ content }) => {
    if (content.kind !== 'pod' || content.pod.hostNetwork) return [];
    const point = spotOf(board, vethSpot(podNamespace(content.pod.namespace, content.pod.name)))?.way[0];
    return point === undefined ? [] : [point];
  });
  if (ends.length === 0) return;
  const y = top + BRIDGE_Y;
  const across = [left + NODE_RAIL, ...ends.map((end) => end.x)];
  context.beginPath();
  context.moveTo(Math.min(...across), y);
  context.lineTo(Math.max(...across), y);
  context.stroke();
  for (const end of ends) square(context, end, 2.5);
}

function paintSegments(
  context: CanvasRenderingContext2D,
  board: Board,
  { palette, wires }: { readonly palette: Palette; readonly wires: boolean },
): void {
  const router = board.element(ROUTER_ID);
  const trunk = router === undefined ? undefined : router.left + POD_RAIL;
  context.strokeStyle = wires ? palette.faint : palette.line;
  context.lineWidth = wires ? 2.5 : 1;
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
    if (!wires || row > 0) return;
    context.fillStyle = palette.muted;
    context.textAlign = 'left';
    context.fillText('segment', left + 12, y - 7);
  });
}

function paintLinks(context: CanvasRenderingContext2D, scene: BoardScene, palette: Palette, hair: number): void {
  const { board, links, marked, chosen } = scene;
  context.strokeStyle = palette['line-strong'];
  context.lineWidth = Math.max(1, hair);
  for (const link of links ?? []) {
    if (marked.has(link.from) || marked.has(link.to)) continue;
    context.globalAlpha = link.idle || link.from === chosen?.from ? 0.4 : 0.8;
    context.setLineDash(link.idle ? [3, 4] : []);
    context.beginPath();
    trace(context, link.way);
    context.stroke();
  }
  context.globalAlpha = 1;
  const strong =
    links?.filter(({ from, to }) => marked.has(from) || marked.has(to)) ??
    [...marked].flatMap((id) => linksFrom(board, id));
  context.strokeStyle = palette.accent;
  context.lineWidth = Math.max(1.5, 1.5 * hair);
  for (const link of strong) {
    context.setLineDash(link.idle ? [3, 4] : []);
    context.beginPath();
    trace(context, link.way);
    context.stroke();
  }
  context.setLineDash([]);
  paintLabels(context, links ?? strong, palette);
  const taken = chosen && linksFrom(board, chosen.from).find(({ to }) => to === chosen.to);
  if (chosen === undefined || taken === undefined) return;
  context.strokeStyle = palette[chosen.state];
  context.beginPath();
  trace(context, taken.way);
  // A band, so that it is not taken for the packet's own way.
  context.globalAlpha = 0.22;
  context.lineWidth = Math.max(9, 5 * hair);
  context.stroke();
  context.globalAlpha = 1;
  context.lineWidth = Math.max(1.5, hair);
  context.stroke();
  arrow(context, taken.way.at(-1), palette[chosen.state]);
}

/** Shares of the requests, beside the ends of their lines. */
function paintLabels(context: CanvasRenderingContext2D, links: readonly Link[], palette: Palette): void {
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  for (const { label, way } of links) {
    const end = way.at(-1);
    if (label === undefined || end === undefined) continue;
    context.fillStyle = palette.paper;
    context.fillRect(end.x + 3, end.y - 24, context.measureText(label).width + 4, 20);
    context.fillStyle = palette.muted;
    context.fillText(label, end.x + 5, end.y - 8);
  }
}

/** Into the box below. */
function arrow(context: CanvasRenderingContext2D, tip: Point | undefined, color: string): void {
  if (tip === undefined) return;
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(tip.x, tip.y);
  context.lineTo(tip.x - 6, tip.y - 9);
  context.lineTo(tip.x + 6, tip.y - 9);
  context.fill();
}

/** Which cable leads into each pod. */
function paintPortNames(
  context: CanvasRenderingContext2D,
  seen: readonly BoardElement[],
  { portName, drawPods }: BoardScene,
  palette: Palette,
): void {
  if (drawPods) return;
  context.fillStyle = palette.muted;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  for (const { content, left, top, width } of seen) {
    if (content.kind !== 'pod') continue;
    const name = portName(podNamespace(content.pod.namespace, content.pod.name));
    const x = POD_RAIL + 9;
    if (name !== undefined) context.fillText(name, left + x, top - 5, width - x);
  }
}

/** A node or Service too far away to be read, but for a node's name. */
function paintFarGroup(
  context: CanvasRenderingContext2D,
  { content, left, top, width, height }: BoardElement,
  palette: Palette,
  zoom: number,
): void {
  if (content.kind === 'pod') return;
  context.strokeStyle = palette['line-strong'];
  context.lineWidth = 1 / zoom;
  context.beginPath();
  context.roundRect(left, top, width, height, 8);
  if (content.kind !== 'node') {
    context.fillStyle = palette.surface;
    context.fill();
  }
  context.stroke();
  if (content.kind !== 'node' || PODS_TOP * zoom < FAR_NAME) return;
  context.fillStyle = palette.muted;
  context.font = `${12 / zoom}px ${palette.sans}`;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillText(content.node.name, left + 4 / zoom, top + 3 / zoom);
}

/** Room a name of 12 pixels needs above the pods. */
const FAR_NAME = 16;

function paintFarPods(
  context: CanvasRenderingContext2D,
  seen: readonly BoardElement[],
  palette: Palette,
  hair: number,
): void {
  const pods = seen.filter(({ content }) => content.kind === 'pod');
  for (const ready of [true, false]) {
    context.beginPath();
    for (const { content, left, top, width, height } of pods) {
      if (content.kind === 'pod' && content.pod.ready === ready) context.rect(left, top, width, height);
    }
    context.fillStyle = ready ? palette.sunken : palette['rejected-soft'];
    context.fill();
    context.strokeStyle = ready ? palette['line-strong'] : palette.rejected;
    context.lineWidth = hair;
    context.stroke();
  }
}

function trace(context: CanvasRenderingContext2D, way: readonly Point[] | undefined): void {
  way?.forEach(({ x, y }, index) => {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
}

function square(context: CanvasRenderingContext2D, { x, y }: Point, half: number): void {
  context.beginPath();
  context.rect(x - half, y - half, 2 * half, 2 * half);
  context.fill();
  context.stroke();
}
