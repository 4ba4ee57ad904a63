import type { Cluster } from '../cluster/cluster.ts';

/** "bridge" stands for the CNI that nobody has named; one that is named enforces nothing. */
export const isCniUnnamed = ({ cni, policiesIgnored }: Cluster['settings']): boolean =>
  cni === 'bridge' && policiesIgnored !== true;
