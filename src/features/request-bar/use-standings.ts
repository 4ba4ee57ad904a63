import { useStore } from 'zustand';
import { type StandingsState, standingsOf } from '../../simulation/requests/standings.ts';
import { useSimulation, useView } from '../../simulation/workspace/context.ts';

/** How the requests of the board stand; whoever asks first has them walked. */
export function useStandings<T>(select: (state: StandingsState) => T): T {
  return useStore(standingsOf(useSimulation()), select);
}

const NONE: StandingsState['now'] = new Map();

/** How each request stands now, by its key: none as long as a part of the story asks what will happen. */
export function useStandingsNow(): StandingsState['now'] {
  const asking = useView((state) => state.asking);
  const now = useStandings((state) => state.now);
  return asking ? NONE : now;
}
