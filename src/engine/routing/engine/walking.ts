import { buildNetwork } from '../../dataplane/build/build-network.ts';
import type { Walking } from './engine-of.ts';
import { createRouter } from './router.ts';

/** Programs hosts and walks requests through them. */
export const WALKING: Walking = {
  buildNetwork: (cluster, { network }, options) => buildNetwork(cluster, network, options),
  createRouter,
};
