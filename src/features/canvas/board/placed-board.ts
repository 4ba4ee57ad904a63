import type { Cluster } from '../../../engine/objects.ts';
import type { ElementId, Lens, Position } from '../../../scenario/document/document.ts';
import type { BoardElement, Rect } from './element.ts';
import type { Line, Link } from './lines.ts';
import type { NodeFrame } from './sizes.ts';

/** Everything on the canvas, placed. Immutable. */
export interface Board {
  /** Parents before their children. */
  readonly elements: readonly BoardElement[];
  readonly element: (id: ElementId) => BoardElement | undefined;
  readonly children: (id: ElementId) => readonly BoardElement[];
  /** Row of the grid a pod stands in (0 for one a person placed), or of the segment a node hangs on. */
  readonly row: (id: ElementId) => number;
  readonly bounds: Rect;
  /** Height of the wire that joins the nodes of each row of nodes, and which of its nodes hang on it. */
  readonly segments: readonly { readonly y: number; readonly nodes: readonly ElementId[] }[];
  /** What lies in or touches `rect`. */
  readonly within: (rect: Rect) => readonly BoardElement[];
  /** The innermost element at a point. */
  readonly at: (x: number, y: number) => BoardElement | undefined;
  /** Lines that have their ways already. */
  readonly links?: readonly Link[];
  /** Who sends to whom; undefined: too many to draw at once. */
  readonly lines: readonly Line[] | undefined;
  /** Those of one element, however many there are in all. */
  readonly linesOf: (id: ElementId) => readonly Line[];
  /** Where lines run: above the Services, and between them and the nodes. */
  readonly channels: { readonly upper: Channel; readonly lower: Channel };
  readonly frame: NodeFrame;
  /** Width of the gaps right of pods in which lines lead to the rows below. */
  readonly gutter: number;
}

export interface Channel {
  readonly top: number;
  readonly bottom: number;
}

export interface BoardInput {
  readonly lens: Lens;
  readonly cluster: Cluster;
  /** Positions a person set. */
  readonly layout: Readonly<Record<ElementId, Position>>;
  readonly hidden: ReadonlySet<ElementId>;
  /** Where an element is held right now, in its parent's frame. */
  readonly drag?: { readonly id: ElementId; readonly position: Position };
}

/** An element as it is laid out, in its parent's frame. */
export interface Draft extends Omit<BoardElement, 'left' | 'top' | 'quiet'> {
  readonly quiet?: boolean;
  readonly row?: number;
}
