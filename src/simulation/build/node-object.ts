import { type RawObject, wellKnownLabels } from '../../engine/objects.ts';

export interface NodePlan {
  readonly name: string;
  /** One of each family. */
  readonly internalIPs: readonly string[];
  readonly externalIP?: string;
  /** One of each family; none: the cloud's network gives pods their addresses. */
  readonly podCIDRs?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly providerID?: string;
  readonly taints?: readonly { readonly key: string; readonly effect: string }[];
}

/** A Node as `kubectl get -o yaml` gives it, of a machine with two processors that is ready. */
export function createNode({
  name,
  internalIPs,
  externalIP,
  podCIDRs = [],
  labels,
  providerID,
  taints,
}: NodePlan): RawObject {
  const [podCIDR] = podCIDRs;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        ...wellKnownLabels(name),
        ...labels,
      },
    },
    spec: {
      ...(podCIDR !== undefined && { podCIDR, podCIDRs }),
      ...(providerID !== undefined && { providerID }),
      ...(taints !== undefined && { taints }),
    },
    status: {
      addresses: [
        ...internalIPs.map((address) => ({ type: 'InternalIP', address })),
        ...(externalIP === undefined ? [] : [{ type: 'ExternalIP', address: externalIP }]),
        { type: 'Hostname', address: name },
      ],
      allocatable: { cpu: '2', memory: '8Gi', pods: '110' },
      capacity: { cpu: '2', memory: '8Gi', pods: '110' },
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}
