import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { TraceRequest } from '../../engine/requests.ts';
import { askedLater } from '../../simulation/predict/asked-later.ts';
import { requestKey } from '../../simulation/requests/request-key.ts';
import type { Standing } from '../../simulation/requests/standing.ts';
import { type StandingsState, standingsOf } from '../../simulation/requests/standings.ts';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';

/** How the requests of the board stand; whoever asks first has them walked. */
export function useStandings<T>(select: (state: StandingsState) => T): T {
  return useStore(standingsOf(useSimulation()), select);
}

/** How a request stands now; "asked": it is not told, as the story asks about it first; undefined: it is still being walked. */
export type StandingNow = Standing | 'asked' | undefined;

/** Tells how each request of the board stands now: none as long as a part of the story asks what will happen. */
export function useStandingNow(): (request: TraceRequest) => StandingNow {
  const { answers } = useSimulation();
  const asking = useView((state) => state.asking);
  const part = useView((state) => state.part);
  const document = useDocument((state) => state.document);
  const shown = usePlayback((state) => state.request);
  const now = useStandings((state) => state.now);
  // While one is asked it is not shown, and with the answer it is: each is looked for anew.
  const later = useMemo(
    () => askedLater({ document, part, answers, shown: asking ? undefined : shown }),
    [document, part, answers, asking, shown],
  );
  return (request) => (asking || later.has(requestKey(request)) ? 'asked' : now.get(requestKey(request)));
}
