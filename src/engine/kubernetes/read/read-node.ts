import type { Cidr } from '../../net/cidr.ts';
import { NODE } from '../kinds/node.ts';
import type { Cursor } from '../model/reader.ts';
import type { NodeSpec } from '../model/specs.ts';
import { parseKubernetesVersion } from '../tools/kubernetes-version.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';

/** Of a kubelet that is not told another. // pkg/kubelet/apis/config/v1beta1/defaults.go */
export const USUAL_MAX_PODS = 110;

/** What a Node says in `spec` and `status`. A Node without a Ready condition is taken to be ready. */
export function readNode(object: Cursor): NodeSpec {
  const { spec, status } = NODE.read(object);
  const { podCIDR: single, podCIDRs: listed, taints, unschedulable } = spec;
  // Of two that differ the older field counts. // pkg/apis/core/v1/conversion.go Convert_v1_NodeSpec_To_core_NodeSpec
  const podCIDRs: readonly Cidr[] = single === undefined || listed[0] === single ? listed : [single];
  const addresses = status.addresses
    .filter(({ type }) => type === 'InternalIP' || type === 'ExternalIP')
    .map(({ type, address }) => ({ type, ip: address() }));
  const ofType = (sought: string) => [
    ...new Set(addresses.flatMap(({ type, ip }) => (type === sought && ip !== undefined ? [ip] : []))),
  ];
  const version = parseKubernetesVersion(status.nodeInfo?.kubeletVersion ?? '');
  const ready = status.conditions('Ready');
  return {
    podCIDRs: [...new Set(podCIDRs)],
    internalIPs: ofType('InternalIP'),
    externalIPs: ofType('ExternalIP'),
    taints,
    unschedulable,
    ready: ready === undefined || ready.status === 'True',
    // pkg/apis/core/v1/defaults.go SetDefaults_NodeStatus: what can be allocated is all that there is.
    ...withoutUndefined({
      version,
      cpu: status.allocatable?.cpu,
      maxPods: (status.allocatable ?? status.capacity)?.pods,
    }),
  };
}
