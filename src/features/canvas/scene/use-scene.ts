import { useEffect, useMemo, useState } from 'react';
import { withPart } from '../../../ui/fetch-part.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import { useDocument, usePlayback, useView } from '../../../simulation/workspace/context.ts';
import type { Network } from '../../../engine/packets.ts';
import type { Board } from '../board/placed-board.ts';
import { createLinks } from '../placing/links.ts';
import { pickedEndpoint, podByAddress } from '../packets/places/picked.ts';
import type { BoardScene, Painter } from '../drawing/paint-board.ts';
import type { Stage } from '../packets/places/place.ts';
import type { Detail } from '../boxes/shown-boxes.ts';

const NO_MARKS: ReadonlySet<string> = new Set();

/** What the layers below and above the boxes draw. */
export function useScene(
  board: Board,
  detail: Detail,
  hovered?: ElementId,
  /** What one sees of what is selected; absent: its box. */
  standing?: readonly ElementId[],
): { readonly stage: Stage; readonly scene: BoardScene } {
  const network = useDocument((state) => state.router.network);
  const lens = useView((state) => state.lens);
  const selected = useView((state) => state.selected);
  const lit = usePlayback((state) => litService(state.timeline?.cues[state.cue]?.subject));
  const picked = usePlayback((each) => pickedEndpoint(each));
  const state = usePlayback(({ timeline, cue }) => timeline?.cues[cue]?.state);
  const links = useMemo(() => (lens === 'wires' ? undefined : createLinks(board)), [board, lens]);
  const wires = useWires(lens === 'wires');
  const paintWires = useMemo(() => wires?.createWirePainter(network), [wires, network]);
  const shares = useShares(
    useDocument((state) => state.router.cluster.entries.some((entry) => entry.shares.length > 0)),
  );
  const paintShares = shares?.paintShares;
  const shareWords = shares?.shareWords;
  const stage = useMemo<Stage>(
    () => ({
      board,
      ...(lens === 'wires'
        ? wires && { onWire: wires.createWirePlaces(network), words: wires.createWireWords(network) }
        : shareWords && { words: shareWords }),
    }),
    [board, network, lens, wires, shareWords],
  );
  const drawPods = detail !== 'all';
  const paintFar = useFar(drawPods);
  const scene = useMemo<BoardScene>(() => {
    const [service = '', address = ''] = picked.split(' ');
    const pod = address === '' ? undefined : podByAddress(board, address);
    const chosen = pod === undefined || state === undefined ? undefined : { from: service, to: pod, state };
    const marked = new Set(
      [...(standing ?? [selected]), hovered, chosen?.from === lit ? undefined : lit].filter((id) => id !== undefined),
    );
    return {
      board,
      lens,
      links,
      marked: marked.size === 0 ? NO_MARKS : marked,
      chosen,
      paintWires,
      drawPods,
      far: detail === 'none',
      paintFar,
      paintShares,
    };
  }, [
    board,
    lens,
    links,
    selected,
    standing,
    hovered,
    lit,
    picked,
    state,
    detail,
    drawPods,
    paintWires,
    paintFar,
    paintShares,
  ]);
  return { stage, scene };
}

interface OnWires {
  readonly createWirePainter: (network: Network) => Painter;
  readonly createWirePlaces: (network: Network) => NonNullable<Stage['onWire']>;
  readonly createWireWords: (network: Network) => NonNullable<Stage['words']>;
}

/** What draws wires and places packets on them, once they are wanted. */
function useWires(wanted: boolean): OnWires | undefined {
  const [made, setMade] = useState<OnWires>();
  useEffect(() => {
    if (!wanted) return;
    withPart(
      'wires',
      () =>
        Promise.all([
          import('../wires/paint-wires.ts'),
          import('../wires/wire-places.ts'),
          import('../wires/wire-texts.ts'),
        ]),
      ([painter, places, texts]) => setMade({ ...painter, ...places, ...texts }),
    );
  }, [wanted]);
  return made;
}

interface ShownShares {
  readonly paintShares: Painter;
  readonly shareWords: NonNullable<Stage['words']>;
}

/** What tells the shares of the Services behind an entry point, where some share requests. */
function useShares(wanted: boolean): ShownShares | undefined {
  const [made, setMade] = useState<ShownShares>();
  useEffect(() => {
    if (wanted) withPart('shares', () => import('../drawing/paint-shares.ts'), setMade);
  }, [wanted]);
  return made;
}

function useFar(wanted: boolean): Painter | undefined {
  const [made, setMade] = useState<{ readonly paintFar: Painter }>();
  useEffect(() => {
    if (wanted) withPart('farPods', () => import('../drawing/paint-far.ts'), setMade);
  }, [wanted]);
  return made?.paintFar;
}

function litService(
  subject: { readonly kind: string; readonly namespace?: string; readonly name: string } | undefined,
) {
  return subject?.kind === 'Service' ? `Service/${subject.namespace ?? ''}/${subject.name}` : undefined;
}
