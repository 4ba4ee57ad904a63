import type { Ip } from '../../net/ip.ts';
import type { ContainerPort } from '../model/basics.ts';
import { READ_POD_SPEC } from '../fields/pods/pod-spec.ts';
import { POD_STATUS } from '../fields/pods/pod-status.ts';
import { type Infer, readAt } from '../fields/schema.ts';
import type { Cursor } from '../model/reader.ts';
import type { ContainerSpec, PodSpec, PodStatus } from '../model/specs.ts';

type GivenSpec = Infer<typeof READ_POD_SPEC>;
type GivenContainer = GivenSpec['initContainers'][number] | GivenSpec['containers'][number];
type GivenPort = GivenContainer['ports'][number];
type GivenStatus = NonNullable<Infer<typeof POD_STATUS>>;

export const NO_POD: PodSpec = { hostNetwork: false, nodeSelector: {}, tolerations: [], containers: [] };

/** With hostNetwork the API server has the hostPort default to the containerPort. */
function completePort(given: GivenPort, hostNetwork: boolean): ContainerPort {
  return hostNetwork ? { ...given, hostPort: given.containerPort } : given;
}

function completeContainer(given: GivenContainer, init: boolean, hostNetwork: boolean): ContainerSpec {
  const { name, image, ports, index } = given;
  const restartPolicy = 'restartPolicy' in given ? given.restartPolicy : undefined;
  return {
    name: name ?? `${init ? 'init' : 'container'}-${index}`,
    image,
    ports: hostNetwork ? ports.map((port) => completePort(port, hostNetwork)) : ports,
    init,
    ...(restartPolicy === undefined ? {} : { restartPolicy }),
  };
}

/** What the schedulers and kubelets see of it. */
export function completePod(given: GivenSpec): PodSpec {
  const { hostNetwork, nodeName, hostname, subdomain, affinity } = given;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const complete = (each: GivenContainer, init: boolean) => completeContainer(each, init, hostNetwork);
  return {
    hostNetwork,
    nodeSelector: given.nodeSelector,
    tolerations: given.tolerations,
    containers: [
      ...given.initContainers.map((each) => complete(each, true)),
      ...given.containers.map((each) => complete(each, false)),
    ],
    ...(nodeName !== undefined && { nodeName }),
    ...(hostname !== undefined && { hostname }),
    ...(subdomain !== undefined && { subdomain }),
    ...(terms === undefined
      ? {}
      : {
          nodeAffinity: terms.map(({ matchExpressions, matchFields }) => ({
            labels: matchExpressions,
            fields: matchFields,
          })),
        }),
  };
}

/** A Pod's `spec`, or a pod template's. */
export function readPodSpec(cursor: Cursor): PodSpec {
  return completePod(readAt(READ_POD_SPEC, cursor));
}

function containerStates(given: GivenStatus): Pick<PodStatus, 'failedContainers' | 'runningContainers'> {
  const failedContainers = new Map<string, string>();
  const runningContainers = new Set<string>();
  for (const { name, state } of [...given.initContainerStatuses, ...given.containerStatuses]) {
    if (state?.running === true) runningContainers.add(name);
    for (const stopped of ['waiting', 'terminated'] as const) {
      const found = state?.[stopped];
      if (found !== undefined) failedContainers.set(name, found.reason ?? stopped);
    }
  }
  return { failedContainers, runningContainers };
}

/** `status` of a Pod; undefined when the Pod has none worth believing (a manifest that was never applied). */
export function readPodStatus(cursor: Cursor): PodStatus | undefined {
  const given = readAt(POD_STATUS, cursor);
  if (given === undefined) return undefined;
  const { phase, hostIP, podIP } = given;
  const ready = given.conditions('Ready');
  const scheduled = given.conditions('PodScheduled');
  const all = given.podIPs.flatMap(({ ip }) => ip ?? []);
  const stated: readonly Ip[] = all.length > 1 ? [...new Set(all)] : all;
  const podIPs = stated.length === 0 && podIP !== undefined ? [podIP] : stated;
  return {
    podIPs,
    ...containerStates(given),
    ...(phase === undefined ? {} : { phase }),
    ...(hostIP === undefined ? {} : { hostIP }),
    ...(ready === undefined ? {} : { ready: ready.status === 'True' }),
    ...(scheduled?.status === 'False' ? { unschedulableMessage: scheduled.message() ?? '' } : {}),
  };
}
