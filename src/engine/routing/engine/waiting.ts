import type { Network } from '../../linux/namespace/namespace.ts';
import { type Engine, engineOf, type Walking } from './engine-of.ts';

/**
 * Builds clusters, and has what walks requests through them yet to be fetched: until then its routers wait (`isWaiting`), and
 * nothing may be asked of them.
 */
export function createWaitingEngine(): Engine {
  return engineOf(WAITING);
}

/** Fetches what walks requests. Rejects when it cannot be fetched. */
export async function loadWalking(): Promise<Walking> {
  return (await import('./walking.ts')).WALKING;
}

const NO_HOSTS: Network = { namespace: () => undefined, segment: () => undefined };

const WAITING: Walking = {
  buildNetwork: () => NO_HOSTS,
  createRouter: (cluster, programs) => ({
    programs,
    cluster,
    network: NO_HOSTS,
    isWaiting: true,
    trace: wait,
    gather: wait,
    outcomes: wait,
    replay: wait,
    tryFix: wait,
  }),
};

function wait(): never {
  throw new Error('A router was asked before what walks had been fetched');
}
