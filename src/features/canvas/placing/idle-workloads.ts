import { type Cluster, objectKey, type RawObject, type Workload } from '../../../engine/objects.ts';
import { isRecord, recordOf } from '../../../engine/text.ts';
import { frameId } from '../../../simulation/frame-ids.ts';
import { isSystem } from '../../../simulation/system.ts';
import { type Content, type IdleReason, serviceId } from '../board/element.ts';
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
    idle: whyIdle(cluster, workload),
  };
  return { id: frameId(namespace, workload), content, ...WORKLOAD_CARD };
}

function whyIdle({ findings, objects }: Cluster, workload: Workload): IdleReason | undefined {
  const key = objectKey(workload);
  const object = objects.get(key);
  const done = object && finished(object);
  if (done !== undefined) return done;
  const spec = recordOf(object?.['spec']);
  if (spec['suspend'] === true) return 'SUSPENDED';
  if (workload.replicas === 0) return workload.kind === 'DaemonSet' ? 'NO_NODE' : 'SCALED_TO_NONE';
  const told = findings.find((each) => each.code in TOLD && objectKey(each.object) === key);
  return told && TOLD[told.code];
}

const TOLD: Readonly<Record<string, IdleReason>> = {
  SELECTOR_DOES_NOT_MATCH_TEMPLATE: 'ASTRAY',
  PODS_MISSING: 'MISSING',
};

/** What the conditions of a Job say. // kubernetes.io/docs/concepts/workloads/controllers/job */
function finished({ status }: RawObject): IdleReason | undefined {
  const { conditions } = recordOf(status);
  const holds = (type: string): boolean =>
    Array.isArray(conditions) &&
    conditions.some((each) => isRecord(each) && each['type'] === type && each['status'] === 'True');
  return holds('Complete') ? 'DONE' : holds('Failed') ? 'FAILED' : undefined;
}
