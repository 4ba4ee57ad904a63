import { useEffect, useMemo, useState } from 'react';
import type { Router } from '../../engine/engine.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import {
  compareWalk,
  type Compared,
  type ComparedSettings,
  routerOver,
  routerUnder,
} from '../../simulation/views/compare-walks.ts';
import { useDocument, usePlayback, useView } from '../../simulation/workspace/context.ts';
import type { ComparedBoard, KeptBoards, Side } from './sides.ts';

/** What there is of one side. */
export interface SideWalk {
  /** undefined: it is being fetched, or gone. */
  readonly document: ScenarioDocument | undefined;
  readonly isGone: boolean;
  readonly router: Router | undefined;
  readonly walk: Compared | undefined;
}

/** Walks the request of a side on its board, under its settings: of the ways it can go the one likest to that on the screen. */
export function useSide({ board, request: index, settings }: Side, boards: KeptBoards): SideWalk {
  const { document, isGone } = useBoard(board, boards);
  const sent = usePlayback((state) => state.request);
  const like = usePlayback((state) => state.outcome);
  const skipDns = usePlayback((state) => state.skipDns);
  const current = useDocument((state) => state.router);
  const isMoment = useView((state) => state.timeline);
  const router = useMemo(() => {
    if (document === undefined) return undefined;
    if (board.is !== 'now' || !isServedBy(current, settings)) return routerUnder(document, settings);
    // A moment is more than its cluster.
    return isMoment ? current : routerOver(current.cluster);
  }, [board.is, document, current, isMoment, settings]);
  const request = index === undefined ? sent : document?.requests[index];
  const walk = useMemo(
    () =>
      router === undefined || request === undefined
        ? undefined
        : compareWalk(router, request, like === undefined ? { skipDns } : { like, skipDns }),
    [router, request, like, skipDns],
  );
  return { document, isGone, router, walk };
}

function isServedBy({ cluster: { settings } }: Router, asked: ComparedSettings): boolean {
  return (
    (asked.proxyMode ?? settings.proxyMode) === settings.proxyMode &&
    (asked.kubernetesVersion ?? settings.kubernetesVersion) === settings.kubernetesVersion &&
    (asked.cni ?? settings.cni) === settings.cni
  );
}

interface Read {
  readonly id: string;
  readonly document: ScenarioDocument | undefined;
}

function useBoard(board: ComparedBoard, boards: KeptBoards): Pick<SideWalk, 'document' | 'isGone'> {
  const open = useDocument((state) => state.document);
  const [read, setRead] = useState<Read>();
  const id = board.is === 'kept' ? board.id : undefined;
  useEffect(() => {
    let gone = false;
    if (id !== undefined)
      boards.read(id).then(
        (document) => !gone && setRead({ id, document }),
        () => !gone && setRead({ id, document: undefined }),
      );
    return () => {
      gone = true;
    };
  }, [id, boards]);
  if (board.is === 'now') return { document: open, isGone: false };
  if (board.is === 'before') return { document: board.entry.document, isGone: false };
  return read?.id === id && read !== undefined
    ? { document: read.document, isGone: read.document === undefined }
    : { document: undefined, isGone: false };
}
