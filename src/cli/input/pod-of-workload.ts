import type { Cluster } from '../../engine/objects.ts';
import { entryOf } from '../../engine/text.ts';
import { INPUT } from '../../narration/en/cli/input.ts';
import { printable } from '../../report/printable.ts';
import { type Call, CallError, option } from '../terminal/call.ts';

/** What kubectl calls kinds for short. */
const SHORT: Readonly<Record<string, string>> = {
  deploy: 'deployment',
  sts: 'statefulset',
  ds: 'daemonset',
  rs: 'replicaset',
  rc: 'replicationcontroller',
  vm: 'virtualmachine',
  vmi: 'virtualmachineinstance',
};

/** What stands for the pod of a virtual machine goes by either kind, whichever is among the objects. */
const MACHINE = /^virtualmachine(instance)?$/;

const singular = (kind: string): string => kind.toLowerCase().replace(/s$/, '');

/**
 * "deployment/NS/NAME" or "deploy/NAME" as "NS/POD": of a workload's pods one that is ready, as kubectl exec takes it; it is told which. A pod by its
 * namespace and name is itself, where no workload is called so. undefined: the text names no kind of workload that there is. Throws {@link CallError} where nothing is
 * called so, or it has no pod.
 */
export function podOfWorkload(call: Call, { workloads, pod }: Cluster, text: string): string | undefined {
  const [kind = '', ...rest] = text.trim().split('/');
  const own = rest.length === 1 && pod(kind, rest[0] ?? '') !== undefined ? text.trim() : undefined;
  const wanted = singular(entryOf(SHORT, kind.toLowerCase()) ?? entryOf(SHORT, singular(kind)) ?? kind);
  const isWanted = (its: string): boolean =>
    singular(its) === wanted || (MACHINE.test(wanted) && MACHINE.test(singular(its)));
  const [namespace = '', name = ''] = rest.length === 1 ? [option(call, 'namespace') ?? 'default', ...rest] : rest;
  if (rest.length === 0 || rest.length > 2) return undefined;
  const ofKind = workloads.filter(({ kind: its, assumed }) => its !== 'Pod' && assumed === undefined && isWanted(its));
  if (ofKind.length === 0) return own;
  const found = ofKind.find((each) => each.namespace === namespace && each.name === name);
  const [like] = ofKind;
  // A namespace may be called like a kind.
  if (found === undefined && own !== undefined) return own;
  if (found === undefined)
    throw new CallError(
      INPUT.noWorkload(
        like?.kind ?? '',
        `${namespace}/${name}`,
        ofKind.map((each) => `${each.namespace}/${each.name}`),
      ),
    );
  const chosen = found.pods.find((each) => pod(namespace, each)?.ready === true) ?? found.pods[0];
  if (chosen === undefined) throw new CallError(INPUT.noPodOf(found.kind, `${namespace}/${name}`));
  process.stderr.write(
    `${printable(INPUT.standsFor(`${namespace}/${chosen}`, `${found.kind} ${namespace}/${name}`, found.pods.length))}\n`,
  );
  return `${namespace}/${chosen}`;
}
