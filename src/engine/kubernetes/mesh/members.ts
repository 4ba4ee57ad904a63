import type { Cluster, ClusterPod } from '../cluster/cluster.ts';
import { podAnnotations } from '../projection/pod-annotations.ts';
import type { Labels } from '../model/specs.ts';

/** Whether a proxy of a mesh stands beside a pod: 'maybe' where the input does not tell. */
export type Membership = 'yes' | 'no' | 'maybe';

interface Mesh {
  /** Container that the injector adds. */
  readonly container: RegExp;
  /** Annotation that the injector leaves. */
  readonly done: string;
  /** Label or annotation of a pod by which it asks for a proxy or refuses one. */
  readonly asks: string;
  /** Labels and annotations of a namespace by which its pods get one; values that mean no. */
  readonly spaces: readonly string[];
}

const OFF = /^(false|disabled|none|no)$/;

const MESHES = {
  istio: {
    container: /^istio-proxy$/,
    done: 'sidecar.istio.io/status',
    asks: 'sidecar.istio.io/inject',
    spaces: ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'],
  },
  linkerd: {
    container: /^linkerd-proxy$/,
    done: 'linkerd.io/proxy-version',
    asks: 'linkerd.io/inject',
    spaces: ['linkerd.io/inject'],
  },
  consul: {
    container: /^consul-(dataplane|connect)/,
    done: 'consul.hashicorp.com/connect-inject-status',
    asks: 'consul.hashicorp.com/connect-inject',
    spaces: ['consul.hashicorp.com/connect-inject'],
  },
  kuma: {
    container: /^kuma-sidecar$/,
    done: 'kuma.io/sidecar-injected',
    asks: 'kuma.io/sidecar-injection',
    spaces: ['kuma.io/sidecar-injection'],
  },
} as const satisfies Readonly<Record<string, Mesh>>;

export type MeshName = keyof typeof MESHES;

/** Whether the end of a connection has a proxy of the mesh; `pod` absent: it is no pod. */
export function membership(cluster: Cluster, mesh: MeshName, { pod }: { readonly pod?: ClusterPod }): Membership {
  if (pod === undefined || pod.hostNetwork || pod.assumed !== undefined) return 'no';
  const { container, done, asks, spaces } = MESHES[mesh];
  const own = asksOf(pod);
  if (pod.containers.some(({ name }) => container.test(name)) || own[done] !== undefined) return 'yes';
  const asked = own[asks];
  if (asked !== undefined && OFF.test(asked)) return 'no';
  // Where a namespace is told to have none, Istio's webhook is not asked.
  if (asked !== undefined)
    return cluster.namespaces.get(pod.namespace)?.['istio-injection'] === 'disabled' ? 'no' : 'yes';
  // A pod that runs has had its injection; injectors leave the system's namespaces alone.
  if (isRunning(pod) || pod.namespace.startsWith('kube-')) return 'no';
  const namespace = cluster.ofKind('Namespace').find(({ ref }) => ref.name === pod.namespace);
  if (namespace === undefined) return 'maybe';
  const of: Labels = { ...podAnnotations(namespace.annotations), ...namespace.labels };
  return spaces.some((key) => of[key] !== undefined && !OFF.test(of[key])) ? 'yes' : 'no';
}

/** Labels and annotations by which a pod asks for something, labels first. */
export const asksOf = ({ object, labels }: ClusterPod): Labels => ({
  ...podAnnotations(object.metadata.annotations),
  ...labels,
});

function isRunning({ object }: ClusterPod): boolean {
  const { status } = object as { readonly status?: { readonly podIP?: unknown; readonly containerStatuses?: unknown } };
  return status?.podIP !== undefined && status.containerStatuses !== undefined;
}
