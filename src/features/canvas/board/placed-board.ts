import type { Cluster, ClusterPod, Workload } from '../../../engine/objects.ts';
import type { ElementId, Lens, Position } from '../../../scenario/document/document.ts';
import type { BoardElement, Folded, Point, Rect } from './element.ts';
import type { NamespaceId } from '../../../engine/packets.ts';
import type { Line, Link } from './lines.ts';
import type { NodeFrame } from './sizes.ts';

/**
 * All wires are a tree: each spot hangs on another by a way. The way starts at the spot itself and ends where it meets the
 * parent; a parent that is itself a straight wire (bridge, segment) is met anywhere along it.
 */
export interface Spot {
  readonly parent: string | undefined;
  readonly way: readonly [Point, ...Point[]];
}

/** Everything on the canvas, placed. Immutable. */
export interface Board {
  /** Parents before their children. */
  readonly elements: readonly BoardElement[];
  readonly element: (id: ElementId) => BoardElement | undefined;
  /** What shows an element: itself, or the card of what it is folded in. */
  readonly showing: (id: ElementId) => BoardElement | undefined;
  readonly children: (id: ElementId) => readonly BoardElement[];
  /** Row of the grid a pod stands in (0 for one a person placed), or of the segment a node hangs on. */
  readonly row: (id: ElementId) => number;
  readonly bounds: Rect;
  /** The room that it was laid out for; absent: that of a common screen. */
  readonly screen?: BoardInput['screen'];
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
  /** Set where there are no wires: where what is in a pod stands, and how packets get from spot to spot. */
  readonly wireless?: {
    readonly podSpot: (element: BoardElement, pod: ClusterPod, part: string) => Spot | undefined;
    readonly way: (board: Board, from: string, to: string) => readonly Point[] | undefined;
    /** From a packet to a point beside boxes and words, both ends included; undefined: there is no way. */
    readonly around: (board: Board, packet: Point, to: Point) => readonly Point[] | undefined;
  };
  readonly folds?: Folds | undefined;
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
  /** What of it is there only as long as a walk touches it: nothing else makes room for it. Absent: nothing is. */
  readonly passing?: ReadonlySet<ElementId>;
  /** The room that it is to be seen in, in screen pixels; absent: that of a common screen. */
  readonly screen?: { readonly width: number; readonly height: number } | undefined;
  /** Where an element is held right now, in its parent's frame. */
  readonly drag?: { readonly id: ElementId; readonly position: Position } | undefined;
  /** Absent: nothing is folded. */
  readonly folds?: Folds | undefined;
  /** Workloads that have no pods, and stand on it for themselves. */
  readonly idle?: readonly Workload[];
}

/** Which frames are cards. Of what is in them only what the walk touches is shown, and the rest is counted. */
export interface Folds {
  /** `usual`: whether its kind is folded where nobody said otherwise and the board is a big one. */
  readonly isFolded: (id: ElementId, usual: boolean) => boolean;
  readonly isWalked: (id: ElementId) => boolean;
  /** A node's pods: those to show, and what its card stands for; undefined: the node is open. */
  readonly ofNode: (
    id: ElementId,
    pods: readonly ClusterPod[],
  ) => { readonly shown: readonly ClusterPod[]; readonly folded: Folded } | undefined;
  /** Lines to and from pods of folded nodes end at the node, those of one Service as one. */
  readonly merge: (lines: readonly Line[]) => readonly Line[];
  /** Where on a card a spot of a pod is that is in it. */
  readonly spotOn: (board: Board, card: BoardElement, namespace: NamespaceId, part: string) => Spot;
}

/** An element as it is laid out, in its parent's frame. */
export interface Draft extends Omit<BoardElement, 'left' | 'top' | 'quiet'> {
  readonly quiet?: boolean;
  readonly row?: number;
}
