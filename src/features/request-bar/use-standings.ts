import { useStore } from 'zustand';
import { type StandingsState, standingsOf } from '../../simulation/requests/standings.ts';
import { useSimulation } from '../../simulation/workspace/context.ts';

/** How the requests of the board stand; whoever asks first has them walked. */
export function useStandings<T>(select: (state: StandingsState) => T): T {
  return useStore(standingsOf(useSimulation()), select);
}
