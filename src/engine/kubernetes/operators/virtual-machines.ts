import { VIRTUAL_MACHINE, VIRTUAL_MACHINE_INSTANCE } from '../kinds/workloads/virtual-machines.ts';
import { createObjectReader } from '../cluster/memo.ts';
import type { ObjectRef, RawObject } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import { recordOf } from '../model/reader.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { Labels } from '../model/specs.ts';
import type { MakingObject } from '../pods/draft-pods.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';

const readMachine = createObjectReader(VIRTUAL_MACHINE.read);
const readInstance = createObjectReader(VIRTUAL_MACHINE_INSTANCE.read);

type Instance = ReturnType<typeof VIRTUAL_MACHINE_INSTANCE.read>['spec'];

/**
 * The virt-launcher pods of virtual machines that run. Packets for such a pod's address get to the machine, whether it has the
 * address itself (bridge) or is behind it (masquerade); a masqueraded one is sent the ports that its interface lists, or all.
 * // KubeVirt v1.6 pkg/virt-controller/services/template.go, watch/vm/vm.go
 * Simplification: what listens in a virtual machine stands for its pod's processes: what leaves it is not translated within the pod.
 * Simplification: ports that an interface lists are all that get to the machine, where they are so only behind masquerade.
 */
export function planMachines(store: PlanStore, report: Report): readonly MakingObject[] {
  const instances = store.ofKind('VirtualMachineInstance');
  const machines = store.ofKind('VirtualMachine').flatMap((object) => {
    const { spec, status } = readMachine(object, report);
    const ref: ObjectRef = { ...object.ref, kind: 'VirtualMachineInstance' };
    if (!machineRuns(spec, status.printableStatus) || store.get(ref) !== undefined) return [];
    const { metadata, spec: machine } = recordOf(recordOf(object.raw['spec'])['template']);
    const labels = spec.template.metadata?.labels ?? {};
    return launcher(
      { ref, follows: object.ref, machine: spec.template.spec, raw: machine, labels, metadata: recordOf(metadata) },
      report,
    );
  });
  const given = instances.flatMap((object) => {
    const { spec, status } = readInstance(object, report);
    if (/^(Pending|Succeeded|Failed)$/.test(status.phase ?? '')) return [];
    const { ref, controller, labels, raw } = object;
    return launcher(
      { ref, follows: ref, controller, machine: spec, raw: raw['spec'], labels, metadata: raw.metadata },
      report,
    );
  });
  return [...machines, ...given];
}

/**
 * What is told goes before what is wanted; of one that is started by hand nothing else is known. One that is to run always is started
 * again where it has stopped, whoever stopped it.
 */
export function machineRuns(
  { running, runStrategy }: { readonly running?: unknown; readonly runStrategy?: unknown },
  status: string | undefined,
): boolean {
  const wanted = runStrategy ?? (running === true ? 'Always' : undefined);
  if (status === STOPPED) return wanted === 'Always';
  if (status !== undefined) return /^(Starting|Running|Paused|Migrating)$/.test(status);
  return wanted === 'Always' || wanted === 'RerunOnFailure' || wanted === 'Once';
}

/** What a machine is told to be that does not run and is not about to. */
export const STOPPED = 'Stopped';

interface Machine {
  readonly ref: ObjectRef;
  readonly follows: ObjectRef;
  readonly controller?: StoredObject['controller'];
  readonly machine: Instance;
  readonly raw: unknown;
  readonly labels: Labels;
  readonly metadata: object;
}

function launcher(
  { ref, follows, controller, machine, raw, labels, metadata }: Machine,
  report: Report,
): readonly MakingObject[] {
  if (!isOnPodNetwork(machine)) {
    addFinding(report, {
      severity: 'warning',
      code: 'MACHINE_OFF_POD_NETWORK',
      detail: {},
      object: follows,
      path: follows === ref ? ['spec', 'networks'] : ['spec', 'template', 'spec', 'networks'],
    });
    return [];
  }
  const { hostname = ref.name, subdomain, domain } = machine;
  const ports = domain.devices.interfaces.flatMap((each) => each.ports);
  const { nodeSelector, tolerations, affinity, dnsPolicy, dnsConfig } = recordOf(raw);
  const own = { 'kubevirt.io': 'virt-launcher', 'vm.kubevirt.io/name': hostname };
  const spec = {
    hostname,
    ...withoutUndefined({ subdomain, nodeSelector, tolerations, affinity, dnsPolicy, dnsConfig }),
    containers: [
      {
        name: 'compute',
        image: 'virt-launcher',
        ports: ports.map(({ name, port, protocol }) => ({
          containerPort: port,
          ...withoutUndefined({ name, protocol }),
        })),
      },
    ],
  };
  const template = { metadata: { labels: { ...labels, ...own } }, spec };
  const made: RawObject = {
    apiVersion: 'kubevirt.io/v1',
    kind: ref.kind,
    metadata: { ...metadata, name: ref.name },
    spec: { replicas: 1, template },
  };
  const prefix = `virt-launcher-${ref.name}-`;
  return [{ ref, labels, annotations: {}, controller, raw: made, made: { owner: ref, prefix }, follows }];
}

/** Without interfaces it gets one there, unless it says otherwise. // pkg/defaults/defaults.go SetDefaultNetworkInterface */
function isOnPodNetwork({ domain, networks }: Instance): boolean {
  const { interfaces, autoattachPodInterface } = domain.devices;
  if (interfaces.length === 0 && networks.length === 0) return autoattachPodInterface !== false;
  return networks.length === 0 || networks.some(({ pod }) => pod);
}
