import { formatLab, type LabScript } from '../../engine/print.ts';
import type { Router } from '../../engine/engine.ts';

/** The router's network as a bash script that builds it out of Linux network namespaces. */
export function createLabScript({ cluster, network }: Pick<Router, 'cluster' | 'network'>): LabScript {
  return formatLab(cluster, network);
}
