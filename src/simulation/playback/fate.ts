import type { Disposition } from '../../engine/packets.ts';

/** What becomes of a packet where its way ends; unknown: the input does not say. */
export type Fate = 'arrived' | 'rejected' | 'dropped' | 'unknown';

/** What becomes of a packet by where its walk ends. */
export const FATES: Readonly<Record<Disposition, Fate>> = {
  ACCEPTED: 'arrived',
  EXITS_NETWORK: 'arrived',
  REFUSED: 'rejected',
  REJECTED: 'rejected',
  DROPPED: 'dropped',
  NO_ROUTE: 'dropped',
  NEIGHBOR_UNREACHABLE: 'dropped',
  NAME_NOT_FOUND: 'dropped',
  LOOP: 'dropped',
  INSUFFICIENT_INFO: 'unknown',
};
