import type { TraceRequest } from '../../engine/requests.ts';
import type { ReadCluster } from './read-input.ts';

/** The request that a link or scenario file among the files shows, else its first; undefined: there is none. */
export function shownRequest({ scenario }: Pick<ReadCluster, 'scenario'>): TraceRequest | undefined {
  return scenario?.request ?? scenario?.document.requests[0];
}
