import { whyNoPods } from '../../../engine/clusters.ts';
import type { Cluster, Workload } from '../../../engine/objects.ts';
import { frameId } from '../../../simulation/frame-ids.ts';
import { isSystem } from '../../../simulation/system.ts';
import { type Content, serviceId } from '../board/element.ts';
import type { BoardInput, Draft } from '../board/placed-board.ts';
import { SERVICE_WIDTH } from '../board/sizes.ts';

/** Board pixels of the card of a workload, where no pod of it is shown. */
export const WORKLOAD_CARD = { width: SERVICE_WIDTH, height: 62 } as const;

/** Those that are to be on the board: of the system they come and go with what else there is of it. */
export function shownIdle({ cluster, hidden, idle = [] }: BoardInput): readonly Workload[] {
  const isWithout = cluster.services.some((each) => isSystem(each) && hidden.has(serviceId(each)));
  return idle.filter(
    (each) =>
      each.assumed === undefined && !(isWithout && isSystem(each)) && !hidden.has(frameId(each.namespace, each)),
  );
}

/** The card of a workload that has no pods: its place is given by who puts it somewhere. */
export function idleCard(cluster: Cluster, workload: Workload): Omit<Draft, 'x' | 'y'> {
  const { namespace, kind, name } = workload;
  const content: Content = {
    kind: 'workload',
    workload: { kind, namespace, name },
    pods: 0,
    ready: 0,
    idle: whyNoPods(cluster, workload),
  };
  return { id: frameId(namespace, workload), content, ...WORKLOAD_CARD };
}
