import { useMemo } from 'react';
import { useDocument, usePlayback, useView } from '../../simulation/context.ts';
import type { Board } from './board.ts';
import { createLinks } from './links.ts';
import type { BoardScene } from './paint-board.ts';
import type { Stage } from './place.ts';
import type { Detail } from './shown-boxes.ts';

const NO_MARKS: ReadonlySet<string> = new Set();

/** What the layers below and above the boxes draw. */
export function useScene(board: Board, detail: Detail): { readonly stage: Stage; readonly scene: BoardScene } {
  const network = useDocument((state) => state.router.network);
  const lens = useView((state) => state.lens);
  const selected = useView((state) => state.selected);
  const lit = usePlayback((state) => litService(state.timeline?.beats[state.beat]?.subject));
  const stage = useMemo<Stage>(() => ({ board, network, lens }), [board, network, lens]);
  const links = useMemo(() => createLinks(board), [board]);
  const scene = useMemo<BoardScene>(() => {
    const marked = new Set([selected, lit].filter((id) => id !== undefined));
    return {
      board,
      lens,
      links,
      marked: marked.size === 0 ? NO_MARKS : marked,
      drawPods: detail !== 'all',
      far: detail === 'none',
    };
  }, [board, lens, links, selected, lit, detail]);
  return { stage, scene };
}

function litService(
  subject: { readonly kind: string; readonly namespace?: string; readonly name: string } | undefined,
) {
  return subject?.kind === 'Service' ? `Service/${subject.namespace ?? ''}/${subject.name}` : undefined;
}
