import type { Ip } from '../../net/ip.ts';
import type { ContainerPort, TransportProtocol } from '../model/cluster.ts';
import {
  type Cursor,
  expectMapping,
  field,
  fieldAt,
  isAbsent,
  noteIssue,
  readBoolean,
  readIp,
  readList,
  readOneOf,
  readPort,
  readString,
  readStringMap,
  readText,
  unusable,
} from '../model/reader.ts';
import type {
  ContainerSpec,
  LabelRequirement,
  NodeSelectorTerm,
  PodSpec,
  PodStatus,
  Toleration,
} from '../model/specs.ts';

export const POD_PHASES = ['Pending', 'Running', 'Succeeded', 'Failed'] as const;
const PROTOCOLS: readonly TransportProtocol[] = ['TCP', 'UDP', 'SCTP'];

/** "TCP" when absent, as the API server defaults it. */
export function readProtocol(cursor: Cursor): TransportProtocol | undefined {
  return isAbsent(cursor) || cursor.value === '' ? 'TCP' : readOneOf(cursor, PROTOCOLS);
}

function readContainerPort(cursor: Cursor, hostNetwork: boolean): ContainerPort | undefined {
  if (!expectMapping(cursor)) return undefined;
  const portCursor = field(cursor, 'containerPort');
  if (isAbsent(portCursor)) return unusable(portCursor, 'PORT');
  const containerPort = readPort(portCursor);
  const protocol = readProtocol(field(cursor, 'protocol'));
  if (containerPort === undefined || protocol === undefined) return undefined;
  const name = readText(field(cursor, 'name'));
  // hostPort: 0 is "none"; with hostNetwork the API server defaults it to the containerPort.
  const given = field(cursor, 'hostPort').value === 0 ? undefined : readPort(field(cursor, 'hostPort'));
  const hostPort = hostNetwork ? containerPort : given;
  const hostIP = readIp(field(cursor, 'hostIP'));
  return {
    containerPort,
    protocol,
    ...(name === undefined ? {} : { name }),
    ...(hostPort === undefined ? {} : { hostPort }),
    ...(hostIP === undefined ? {} : { hostIP }),
  };
}

function readContainer(cursor: Cursor, init: boolean, hostNetwork: boolean): ContainerSpec | undefined {
  if (!expectMapping(cursor)) return undefined;
  const index = cursor.path.at(-1);
  const name = readText(field(cursor, 'name'));
  if (name === undefined)
    noteIssue(field(cursor, 'name'), 'error', { code: 'FIELD_MISSING', detail: { is: 'CONTAINER_NAME' } });
  const restartPolicy = init ? readText(field(cursor, 'restartPolicy')) : undefined;
  return {
    name: name ?? `${init ? 'init' : 'container'}-${index}`,
    image: readText(field(cursor, 'image')) ?? '',
    ports: readList(field(cursor, 'ports'), (item) => readContainerPort(item, hostNetwork)),
    init,
    ...(restartPolicy === undefined ? {} : { restartPolicy }),
  };
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'] as const;

function readRequirement(cursor: Cursor): LabelRequirement | undefined {
  const key = readText(field(cursor, 'key'));
  const operator = readOneOf(field(cursor, 'operator'), OPERATORS);
  if (key === undefined || operator === undefined) return undefined;
  return { key, operator, values: readList(field(cursor, 'values'), readString) };
}

function readTerm(cursor: Cursor): NodeSelectorTerm | undefined {
  if (!expectMapping(cursor)) return undefined;
  return {
    labels: readList(field(cursor, 'matchExpressions'), readRequirement),
    fields: readList(field(cursor, 'matchFields'), readRequirement),
  };
}

function readToleration(cursor: Cursor): Toleration | undefined {
  if (!expectMapping(cursor)) return undefined;
  const key = readText(field(cursor, 'key'));
  const effect = readText(field(cursor, 'effect'));
  return {
    operator: readOneOf(field(cursor, 'operator'), ['Exists', 'Equal']) ?? 'Equal',
    value: readString(field(cursor, 'value')) ?? '',
    ...(key === undefined ? {} : { key }),
    ...(effect === undefined ? {} : { effect }),
  };
}

/** A Pod's `spec`, or a pod template's. */
export function readPodSpec(cursor: Cursor): PodSpec {
  expectMapping(cursor);
  const hostNetwork = readBoolean(field(cursor, 'hostNetwork')) ?? false;
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const affinity = fieldAt(cursor, 'affinity', 'nodeAffinity', required, 'nodeSelectorTerms');
  const nodeName = readText(field(cursor, 'nodeName'));
  const hostname = readText(field(cursor, 'hostname'));
  const subdomain = readText(field(cursor, 'subdomain'));
  return {
    hostNetwork,
    nodeSelector: readStringMap(field(cursor, 'nodeSelector')) ?? {},
    tolerations: readList(field(cursor, 'tolerations'), readToleration),
    containers: [
      ...readList(field(cursor, 'initContainers'), (item) => readContainer(item, true, hostNetwork)),
      ...readList(field(cursor, 'containers'), (item) => readContainer(item, false, hostNetwork)),
    ],
    ...(isAbsent(affinity) ? {} : { nodeAffinity: readList(affinity, readTerm) }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(hostname === undefined ? {} : { hostname }),
    ...(subdomain === undefined ? {} : { subdomain }),
  };
}

interface Condition {
  readonly status: string;
  readonly reason: () => string | undefined;
  readonly message: () => string | undefined;
}

/** The condition of that type: its status, and its message when asked; undefined when it is not listed. */
export function readCondition(conditions: Cursor, type: string): Condition | undefined {
  if (!Array.isArray(conditions.value)) return undefined;
  for (const value of conditions.value) {
    const condition: Cursor = { value, path: conditions.path, issues: conditions.issues };
    if (field(condition, 'type').value !== type) continue;
    return {
      status: readString(field(condition, 'status')) ?? '',
      reason: () => readText(field(condition, 'reason')),
      message: () => readText(field(condition, 'message')),
    };
  }
  return undefined;
}

function readContainerStates(cursor: Cursor): Pick<PodStatus, 'failedContainers' | 'runningContainers'> {
  const failedContainers = new Map<string, string>();
  const runningContainers = new Set<string>();
  for (const key of ['initContainerStatuses', 'containerStatuses']) {
    readList(field(cursor, key), (item) => {
      const name = readText(field(item, 'name'));
      if (name === undefined) return;
      const state = field(item, 'state');
      if (!isAbsent(field(state, 'running'))) runningContainers.add(name);
      for (const stopped of ['waiting', 'terminated']) {
        const found = field(state, stopped);
        if (!isAbsent(found)) failedContainers.set(name, readText(field(found, 'reason')) ?? stopped);
      }
    });
  }
  return { failedContainers, runningContainers };
}

/** `status` of a Pod; undefined when the Pod has none worth believing (a manifest that was never applied). */
export function readPodStatus(cursor: Cursor): PodStatus | undefined {
  if (!expectMapping(cursor)) return undefined;
  const conditions = field(cursor, 'conditions');
  const ready = readCondition(conditions, 'Ready');
  const scheduled = readCondition(conditions, 'PodScheduled');
  const phase = readOneOf(field(cursor, 'phase'), POD_PHASES);
  const primary = readIp(field(cursor, 'podIP'));
  const all = readList(field(cursor, 'podIPs'), (item) => readIp(field(item, 'ip')));
  const podIPs: readonly Ip[] = all.length > 0 ? [...new Set(all)] : primary === undefined ? [] : [primary];
  const hostIP = readIp(field(cursor, 'hostIP'));
  return {
    podIPs,
    ...readContainerStates(cursor),
    ...(phase === undefined ? {} : { phase }),
    ...(hostIP === undefined ? {} : { hostIP }),
    ...(ready === undefined ? {} : { ready: ready.status === 'True' }),
    ...(scheduled?.status === 'False' ? { unschedulableMessage: scheduled.message() ?? '' } : {}),
  };
}
