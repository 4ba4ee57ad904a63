import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { accountOf, type Party, type PolicyPod } from '../../kubernetes/network-policy/select.ts';
import { templatePath } from '../../kubernetes/kind-table/kinds.ts';
import { ipFamily } from '../../net/ip.ts';
import { type ObjectRef, objectKey, type RawObject } from '../../kubernetes/model/object.ts';
import { readPodSpec } from '../../kubernetes/read/read-pod.ts';
import { createCursor, fieldAt, isRecord, readStringMap } from '../../kubernetes/model/reader.ts';

/** A workload with what policies see of it: each kind of pod it has, once. */
export interface WorkloadSpeakers {
  readonly label: string;
  readonly workload: ObjectRef & { readonly namespace: string };
  readonly pods: readonly ClusterPod[];
  /** Never empty. */
  readonly speakers: readonly Speaker[];
}

export type Speaker = Party & { readonly pod: PolicyPod };

/**
 * The workloads of the input by label; those that were made up (cluster DNS, proxies) are left out. One without pods, a
 * CronJob or one scaled to zero, speaks by its template.
 */
export function workloadSpeakers(cluster: Cluster, byAddress: boolean): readonly WorkloadSpeakers[] {
  const found = new Map<string, { readonly workload: ObjectRef; readonly pods: ClusterPod[] }>();
  const entryOf = (workload: ObjectRef): { readonly pods: ClusterPod[] } => {
    const key = objectKey(workload);
    const entry = found.get(key) ?? { workload, pods: [] };
    found.set(key, entry);
    return entry;
  };
  for (const pod of cluster.pods) if (pod.assumed === undefined) entryOf(pod.workload).pods.push(pod);
  for (const workload of cluster.workloads) {
    const { kind, namespace, name } = workload;
    if (workload.assumed === undefined) entryOf({ kind, namespace, name });
  }
  for (const { ref } of cluster.ofKind('CronJob')) entryOf(ref);
  const all = [...found.values()].flatMap(({ workload, pods }): readonly WorkloadSpeakers[] => {
    const namespace = workload.namespace ?? 'default';
    // A static pod is owned by its node; nobody would call that a workload.
    const own =
      workload.kind === 'Node' ? pods.map((pod) => ofPods({ ...workload, kind: 'Pod', name: pod.name }, [pod])) : [];
    if (own.length > 0) return own;
    return [ofPods(workload, pods)];

    function ofPods(ref: ObjectRef, list: readonly ClusterPod[]): WorkloadSpeakers {
      const speakers =
        list.length > 0 ? distinct(list.map((pod) => speaker(pod, byAddress))) : fromTemplate(cluster, ref);
      const label = `${namespace}/${ref.name}[${ref.kind}]`;
      return { label, workload: { ...ref, namespace }, pods: list, speakers };
    }
  });
  return all.filter(({ speakers }) => speakers.length > 0).toSorted((a, b) => (a.label < b.label ? -1 : 1));
}

function speaker(pod: ClusterPod, byAddress: boolean): Speaker {
  const [ip] = pod.ips;
  return byAddress && ip !== undefined ? { pod, ip } : { pod };
}

/** Everything policies can tell apart. */
export function speakerKey({ pod, ip }: Speaker): string {
  const { namespace, labels, hostNetwork, containers } = pod;
  const account = accountOf(pod);
  const sorted = Object.keys(labels)
    .sort()
    .map((key) => `${key}=${labels[key] ?? ''}`);
  const [first] = pod.ips ?? [];
  const family = first === undefined ? undefined : ipFamily(first);
  return JSON.stringify([namespace, sorted, hostNetwork, portsKey({ containers }), account, ip ?? family]);
}

const knownPorts = new WeakMap<PolicyPod['containers'], string>();

/** The named ports of a pod. */
export function portsKey({ containers }: Pick<PolicyPod, 'containers'>): string {
  let key = knownPorts.get(containers);
  if (key === undefined) {
    key = containers
      .flatMap(({ ports }) => ports)
      .filter(({ name }) => name !== undefined)
      .map(({ name = '', protocol, containerPort }) => `${name} ${protocol} ${containerPort}`)
      .sort()
      .join();
    knownPorts.set(containers, key);
  }
  return key;
}

function distinct(speakers: readonly Speaker[]): readonly Speaker[] {
  if (speakers.length < 2) return speakers;
  return [...new Map(speakers.map((each) => [speakerKey(each), each])).values()];
}

function fromTemplate(cluster: Cluster, ref: ObjectRef): readonly Speaker[] {
  const raw: RawObject | undefined = cluster.objects.get(objectKey(ref));
  const template = fieldAt(createCursor(raw, []), ...templatePath(ref.kind));
  if (!isRecord(template.value)) return [];
  const { hostNetwork, containers } = readPodSpec(fieldAt(template, 'spec'));
  const labels = readStringMap(fieldAt(template, 'metadata', 'labels')) ?? {};
  return [{ pod: { namespace: ref.namespace ?? 'default', labels, hostNetwork, containers, object: template.value } }];
}
