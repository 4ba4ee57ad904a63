import type { RoomWords } from '../../narration/page/language.ts';
import type { Connections, Reachability, ReachPeer } from '../../engine/reach.ts';
import { commonRanges, formatConnections } from '../../simulation/views/reach-board.ts';

/** Not looked at: a workload and itself, or outside and outside. */
export type CellState = 'all' | 'some' | 'none' | 'skipped';
export type CellChange = 'added' | 'removed' | 'changed';

/** What one pair may do. Equal cells are one object. */
export interface Cell {
  readonly state: CellState;
  /** "All Connections", "TCP 80", "No Connections"; "" where nobody looked. */
  readonly text: string;
  /** Against what it is compared with; absent: equal, or not compared. */
  readonly change?: CellChange;
  /** Set with `change`. */
  readonly before?: string;
}

export interface TablePeer {
  readonly peer: ReachPeer;
  /** What it is called now; absent: it is only on the side that this one is compared with. */
  readonly now?: string;
  /** What it was called there; absent: it is new, or nothing is compared. */
  readonly before?: string;
}

/** Lines or columns: those of now, then those that are no more. Ranges of addresses are split as either side splits them. */
export function allPeers(now: readonly ReachPeer[], before?: readonly ReachPeer[]): readonly TablePeer[] {
  if (before === undefined) return now.map((peer) => ({ peer, now: peer.label }));
  const was = new Set(before.map(({ label }) => label));
  const is = new Set(now.map(({ label }) => label));
  const inside = (peer: ReachPeer): boolean => peer.kind === 'workload';
  const known = (peer: ReachPeer): TablePeer => {
    return { peer, now: peer.label, ...(was.has(peer.label) ? { before: peer.label } : {}) };
  };
  const gone = (peer: ReachPeer): TablePeer => ({ peer, before: peer.label });
  const lost = before.filter((peer) => peer.kind !== 'external' && !is.has(peer.label));
  return [
    ...now.filter(inside).map(known),
    ...lost.filter(inside).map(gone),
    ...commonRanges(now, before).map(({ first, last, ...labels }) => ({
      peer: { kind: 'external' as const, label: rangeLabel(first, last), first, last },
      ...labels,
    })),
    ...now.filter(({ kind }) => kind === 'ingress-controller').map(known),
    ...lost.filter(({ kind }) => kind === 'ingress-controller').map(gone),
  ];
}

/** As netpol-analyzer writes a range of addresses outside. */
const rangeLabel = (first: string, last: string): string => `${first}-${last}[External]`;

/** Makes the cells of one line after the other. */
export function createRowMaker(
  now: Reachability,
  before: Reachability | undefined,
  destinations: readonly TablePeer[],
): (source: TablePeer) => readonly Cell[] {
  const cells = new Map<Connections, Map<Connections | undefined, Cell>>();
  const cellOf = (is: Connections, was: Connections | undefined): Cell => {
    let known = cells.get(is);
    if (known === undefined) cells.set(is, (known = new Map<Connections | undefined, Cell>()));
    let cell = known.get(was);
    if (cell === undefined) known.set(was, (cell = createCell(is, was)));
    return cell;
  };
  const ask = (reach: Reachability, src: string | undefined, dst: string | undefined): Connections =>
    src === undefined || dst === undefined ? NONE : reach.connections(src, dst);
  return (source) =>
    destinations.map((destination) => {
      if (isSkipped(source.peer, destination.peer)) return SKIPPED;
      const is = ask(now, source.now, destination.now);
      return cellOf(is, before && ask(before, source.before, destination.before));
    });
}

const SKIPPED: Cell = { state: 'skipped', text: '' };

function isSkipped(source: ReachPeer, destination: ReachPeer): boolean {
  return source.label === destination.label || (source.kind !== 'workload' && destination.kind !== 'workload');
}

function createCell(is: Connections, was: Connections | undefined): Cell {
  const text = formatConnections(is);
  const state = is === 'All Connections' ? 'all' : Object.keys(is).length > 0 ? 'some' : 'none';
  const before = was === undefined ? text : formatConnections(was);
  if (before === text) return { state, text };
  const change = before === NOTHING ? 'added' : state === 'none' ? 'removed' : 'changed';
  return { state, text, change, before };
}

const NONE: Connections = {};
const NOTHING = formatConnections(NONE);

/** "shop" of a workload; undefined for what is in no namespace. */
export function namespaceOf({ peer }: TablePeer): string | undefined {
  return peer.kind === 'workload' ? peer.workload.namespace : undefined;
}

/** What a line or column is called: the name, and what tells it from others of that name. */
export function peerWords(
  peer: ReachPeer,
  words: RoomWords['reach']['peers'],
): { readonly name: string; readonly detail: string } {
  switch (peer.kind) {
    case 'workload':
      return { name: peer.workload.name, detail: workloadDetail(peer.workload) };
    case 'external':
      return { name: peer.first, detail: words.upTo(peer.last) };
    case 'ingress-controller':
      return { name: words.ingressController, detail: words.forWhat };
  }
}

/** Most workloads are Deployments: only another kind is worth a word. */
function workloadDetail({ namespace, kind }: { readonly namespace: string; readonly kind: string }): string {
  return kind === 'Deployment' ? namespace : `${namespace} · ${kind}`;
}

/** The same in one line: "shop/web", "10.0.0.0–10.255.255.255". */
export function peerName(peer: ReachPeer, words: RoomWords['reach']['peers']): string {
  switch (peer.kind) {
    case 'workload':
      return `${peer.workload.namespace}/${peer.workload.name}`;
    case 'external':
      return peer.first === peer.last ? peer.first : `${peer.first}–${peer.last}`;
    case 'ingress-controller':
      return words.theIngressController;
  }
}
