import { type Network, type NamespaceId, nodeNamespace, podNamespace } from '../../../engine/packets.ts';
import { paintedTextSize } from '../board/board-text.ts';
import { visibleRect } from '../board/camera.ts';
import type { Board } from '../board/placed-board.ts';
import { type BoardElement, type Rect, ROUTER_ID } from '../board/element.ts';
import { NODE_PADDING, NODE_RAIL, POD_RAIL } from '../board/sizes.ts';
import type { PaintedWords } from '../packets/places/place.ts';
import { hostWiring } from './host-wiring.ts';

/** Words on wires, in board pixels: where they begin, or end if they are on the right. */
export interface WireText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: 'left' | 'right';
  /** Of its height; else `y` is where letters stand. */
  readonly middle?: true;
  /** Width that it may have. */
  readonly most?: number;
}

/** What the wires of the elements that are seen are called. `pods`: the cables of pods too. */
export function wireTexts(
  { board, network }: { readonly board: Board; readonly network: Network },
  seen: readonly BoardElement[],
  pods: boolean,
): readonly WireText[] {
  const texts = seen.flatMap((element): readonly WireText[] => {
    const { content, left, top, width } = element;
    if (content.kind === 'node') return nodeTexts(board, network, element);
    if (content.kind !== 'pod' || !pods) return [];
    const name = vethName(network, podNamespace(content.pod.namespace, content.pod.name));
    const x = POD_RAIL + GAP;
    return name === undefined ? [] : [{ text: name, x: left + x, y: top - 5, align: 'left', most: width - x }];
  });
  return [...texts, ...segmentText(board)];
}

/** From a wire to what it is called. */
const GAP = 9;

function nodeTexts(board: Board, network: Network, { content, left, top, width }: BoardElement): readonly WireText[] {
  if (content.kind !== 'node') return [];
  const { bridge, tunnel, ports } = hostWiring(network, nodeNamespace(content.node.name));
  const names = [...ports, ...(tunnel === undefined ? [] : [tunnel])].join(' · ');
  const y = top + board.frame.bridgeY + 0.5;
  return [
    ...(bridge === undefined
      ? []
      : [{ text: bridge, x: left + width - NODE_PADDING - 8, y, align: 'right', middle: true } as const]),
    { text: names, x: left + NODE_RAIL + GAP, y: top - 7, align: 'left' },
  ];
}

/** What Ethernet calls what joins nodes. */
const SEGMENT = 'segment';

function segmentText(board: Board): readonly WireText[] {
  const [first] = board.segments;
  if (first === undefined) return [];
  const lefts = first.nodes.map((id) => (board.element(id)?.left ?? 0) + NODE_RAIL);
  const router = board.element(ROUTER_ID);
  if (router !== undefined) lefts.push(router.left + POD_RAIL);
  if (board.segments.length > 1) lefts.push(board.bounds.left - NODE_RAIL);
  return [{ text: SEGMENT, x: Math.min(...lefts) + 12, y: first.y - 7, align: 'left' }];
}

/** "eth0 – veth1a2b3c4d": both ends of a pod's cable. */
function vethName(network: Network, namespace: NamespaceId): string | undefined {
  const device = network.namespace(namespace)?.interface('eth0');
  return device?.kind === 'veth' ? `${device.name} – ${device.peer.interface}` : undefined;
}

/** Width of a character of the monospace font, of its size. */
const CHARACTER = 0.61;

/** Where these words stand on the screen. */
export function createWireWords(network: Network): PaintedWords {
  return (board, camera, screen) => {
    const { zoom } = camera;
    const size = paintedTextSize(zoom);
    const seen = board.within(visibleRect(camera, screen));
    return wireTexts({ board, network }, seen, true).map(({ text, x, y, align, middle, most }): Rect => {
      const width = Math.min(text.length * size * CHARACTER, most ?? Number.POSITIVE_INFINITY);
      const [left, top] = [align === 'right' ? x - width : x, middle ? y - size / 2 : y - size * 0.8];
      return {
        left: left * zoom + camera.x,
        top: top * zoom + camera.y,
        width: width * zoom,
        height: size * 1.05 * zoom,
      };
    });
  };
}
