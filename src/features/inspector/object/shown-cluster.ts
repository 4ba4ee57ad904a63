import { createContext, use } from 'react';
import type { Cluster } from '../../../engine/objects.ts';
import { useDocument } from '../../../simulation/workspace/context.ts';

const ShownCluster = createContext<Cluster | undefined>(undefined);

/** Below it forms show another cluster than the board's: the one there would be if what is written were applied. */
export const ShownClusterProvider = ShownCluster.Provider;

/** The cluster that a form shows. */
export function useShownCluster(): Cluster {
  const onBoard = useDocument((state) => state.router.cluster);
  return use(ShownCluster) ?? onBoard;
}

/** Whether it is not the board's. */
export function useIsDraft(): boolean {
  return use(ShownCluster) !== undefined;
}
