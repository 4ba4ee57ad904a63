import type { ElementId, Lens } from '../../../scenario/document/document.ts';
import type { PacketState } from '../../../simulation/playback/cue.ts';
import type { Board } from '../board/placed-board.ts';
import { paintedTextSize } from '../board/board-text.ts';
import { applyCamera, type Camera, type ScreenSize, visibleRect } from '../board/camera.ts';
import type { BoardElement, Rect } from '../board/element.ts';
import type { Link } from '../board/lines.ts';
import { linksFrom } from '../placing/links.ts';
import { packetColor, type Palette } from './palette.ts';
import { traceCurved, traceHead } from './strokes.ts';

export interface BoardScene {
  readonly board: Board;
  readonly lens: Lens;
  /** undefined: too many to draw at once. */
  readonly links: readonly Link[] | undefined;
  /** Elements whose links stand out. */
  readonly marked: ReadonlySet<ElementId>;
  /** The link the walked packet took from a Service to an endpoint. */
  readonly chosen: { readonly from: ElementId; readonly to: ElementId; readonly state: PacketState } | undefined;
  /** Paints cables instead of lines from object to object; undefined while it is on its way. */
  readonly paintWires: Painter | undefined;
  /** Pods are drawn here because they are not elements of the page at this distance. */
  readonly drawPods: boolean;
  /** So far away that boxes are all one can tell. */
  readonly far: boolean;
  /** Paints what is too far away to be given as boxes; undefined while it is on its way. */
  readonly paintFar: Painter | undefined;
  /** Paints which share of the requests goes to each Service behind an entry point; undefined: there is none, or it is on its way. */
  readonly paintShares: Painter | undefined;
}

/** `hair`: board pixels of a line that is a pixel wide on the screen. */
export type Painter = (
  context: CanvasRenderingContext2D,
  scene: BoardScene,
  { seen, palette, hair }: { readonly seen: readonly BoardElement[]; readonly palette: Palette; readonly hair: number },
) => void;

/** Everything below the elements: nodes' ground, lines or wires, and pods seen from afar. */
export function paintBoard(
  context: CanvasRenderingContext2D,
  scene: BoardScene,
  camera: Camera,
  { palette, screen }: { readonly palette: Palette; readonly screen: ScreenSize },
): void {
  const seen = scene.board.within(visibleRect(camera, screen, 0.1));
  context.save();
  applyCamera(context, camera);
  const hair = 1 / camera.zoom;
  context.font = `${paintedTextSize(camera.zoom)}px ${palette.mono}`;
  context.lineJoin = 'round';
  for (const element of seen) {
    const { kind } = element.content;
    if (kind === 'workload') paintGround(context, element, element.folded ? palette.surface : palette.paper);
    else if (kind === 'node' || kind === 'namespace') paintGround(context, element, palette.surface);
  }
  if (scene.lens === 'wires') {
    if (!scene.far) scene.paintWires?.(context, scene, { seen, palette, hair });
  } else if (!scene.far) paintLinks(context, scene, palette, hair);
  if (scene.drawPods) scene.paintFar?.(context, scene, { seen, palette, hair });
  context.restore();
}

function paintGround(context: CanvasRenderingContext2D, { left, top, width, height }: Rect, color: string): void {
  context.fillStyle = color;
  context.beginPath();
  context.roundRect(left, top, width, height, 8);
  context.fill();
}

function paintLinks(context: CanvasRenderingContext2D, scene: BoardScene, palette: Palette, hair: number): void {
  const { board, links, marked, chosen } = scene;
  const isMarked = ({ from, to }: Link): boolean => marked.has(from) || marked.has(to);
  const strong = links?.filter(isMarked) ?? [...marked].flatMap((id) => linksFrom(board, id));
  const weak = links?.filter((link) => !isMarked(link)) ?? [];
  const recede = marked.size > 0 || chosen !== undefined;
  // What recedes is thinner, not paler: one still has to see it.
  context.lineWidth = recede ? hair : Math.max(1.5, hair);
  strokeLinks(context, weak, palette['line-strong']);
  context.lineWidth = Math.max(2, 1.75 * hair);
  strokeLinks(context, strong, palette.ink);
  scene.paintShares?.(context, scene, { seen: [], palette, hair });
  // Lines lead to the pod, or to the workload it stands in.
  const ends = chosen && [chosen.to, board.element(chosen.to)?.parent];
  const taken =
    chosen &&
    (links ?? linksFrom(board, chosen.from)).find(({ from, to }) => from === chosen.from && ends?.includes(to));
  if (chosen === undefined || taken === undefined) return;
  // A band, so that it is not taken for the packet's own way.
  context.globalAlpha = 0.22;
  context.strokeStyle = packetColor(palette, chosen.state);
  context.lineWidth = Math.max(9, 5 * hair);
  context.beginPath();
  traceCurved(context, taken.way);
  context.stroke();
  context.globalAlpha = 1;
  context.lineWidth = Math.max(1.5, hair);
  // What comes back points back.
  const way = chosen.state === 'request' ? taken.way : taken.way.toReversed();
  strokeLinks(context, [{ ...taken, way }], packetColor(palette, chosen.state));
}

/** In two strokes, however many there are: those that carry something, and those to pods that are not ready. */
function strokeLinks(context: CanvasRenderingContext2D, links: readonly Link[], color: string): void {
  context.strokeStyle = color;
  context.fillStyle = color;
  for (const idle of [false, true]) {
    const alike = links.filter((link) => link.idle === idle);
    if (alike.length === 0) continue;
    context.setLineDash(idle ? [5, 3] : []);
    context.beginPath();
    for (const { way } of alike) traceCurved(context, way);
    context.stroke();
    context.beginPath();
    for (const { way } of alike) traceHead(context, way, context.lineWidth * 4);
    context.fill();
  }
  context.setLineDash([]);
}
