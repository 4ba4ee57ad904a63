import { formatLab, type LabScript } from '../../engine/dataplane/lab/format-lab.ts';
import type { Router } from '../../engine/routing/engine/router.ts';

/** The router's network as a bash script that builds it out of Linux network namespaces. */
export function createLabScript({ cluster, network }: Pick<Router, 'cluster' | 'network'>): LabScript {
  return formatLab(cluster, network);
}
