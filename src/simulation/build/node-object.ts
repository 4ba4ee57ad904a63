import type { RawObject } from '../../engine/objects.ts';

export interface NodePlan {
  readonly name: string;
  readonly internalIP: string;
  readonly externalIP?: string;
  /** Absent: the cloud's network gives pods their addresses. */
  readonly podCIDR?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly providerID?: string;
  readonly taints?: readonly { readonly key: string; readonly effect: string }[];
}

/** A Node as `kubectl get -o yaml` gives it, of a machine with two processors that is ready. */
export function createNode({ name, internalIP, externalIP, podCIDR, labels, providerID, taints }: NodePlan): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...labels,
      },
    },
    spec: {
      ...(podCIDR !== undefined && { podCIDR, podCIDRs: [podCIDR] }),
      ...(providerID !== undefined && { providerID }),
      ...(taints !== undefined && { taints }),
    },
    status: {
      addresses: [
        { type: 'InternalIP', address: internalIP },
        ...(externalIP === undefined ? [] : [{ type: 'ExternalIP', address: externalIP }]),
        { type: 'Hostname', address: name },
      ],
      allocatable: { cpu: '2', memory: '8Gi', pods: '110' },
      capacity: { cpu: '2', memory: '8Gi', pods: '110' },
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}
