import type { NotConsideredDetails } from '../../../engine/outcomes.ts';
import type { Sentences } from '../../sentences.ts';
import { podName, serviceName } from '../phrases/names.ts';

type OfNetworks = Pick<
  NotConsideredDetails,
  | 'ADDRESS_OF_POOL'
  | 'ADDRESS_ANNOUNCED'
  | 'POLICIES_ALWAYS_ENFORCED'
  | 'MTU_SET'
  | 'MTU_BELOW'
  | 'NO_NAT_OUTGOING'
  | 'LEAVES_UNTRANSLATED'
  | 'LEAVES_TRANSLATED'
  | 'ADDRESS_TOLD_OUTSIDE'
  | 'NO_MESH_OF_NODES'
  | 'PODS_NOT_TO_THEIR_NODE'
  | 'SUBNET_OF_CLOUD'
  | 'NETWORK_OF_ITS_OWN'
  | 'SUBNET_RESTRICTED'
  | 'NETWORK_REPLACED'
  | 'FURTHER_INTERFACE'
  | 'LEAVES_BY_GATEWAY'
  | 'REDIRECTED_TO_OWN_NODE'
>;

/** Of what addresses and connects pods and announces addresses. */
export const NETWORK_REMARKS: Sentences<OfNetworks, [string]> = {
  ADDRESS_OF_POOL: ({ ip, service }, label) =>
    `The address ${ip} of ${serviceName(service)} is from ${label}. Who announces addresses of its kind is not modelled.`,
  ADDRESS_ANNOUNCED: ({ ip, service }, label) =>
    `${label} says which nodes announce ${ip}, the address of ${serviceName(service)}: packets from outside come in there.`,
  POLICIES_ALWAYS_ENFORCED: (_, label) =>
    `${label} has enable-policy: always, so pods refuse whatever no policy allows.`,
  MTU_SET: ({ fields }, label) =>
    fields.length === 0
      ? `${label} sets the MTU of devices on the way, which is not read.`
      : `${label} sets the MTU of devices on the way (${fields.join(', ')}).`,
  MTU_BELOW: ({ variable, value, bytes }, label) =>
    `${label} sets ${variable} to ${value}: an MTU below the ${bytes} bytes of this packet, which is not read.`,
  NO_NAT_OUTGOING: ({ pod }, label) =>
    `${label} has no natOutgoing: packets of ${podName(pod)} leave the cluster with the pod’s own address, which nobody outside can answer.`,
  LEAVES_UNTRANSLATED: ({ pod, to }, label) =>
    `${label} has packets of ${podName(pod)} to ${to} leave with the pod’s own address, which is not masqueraded: an answer comes back only where the network outside of the nodes has a route to pods.`,
  LEAVES_TRANSLATED: ({ pod, to }, label) =>
    `${label} does not spare ${to}: packets of ${podName(pod)} are masqueraded, and the receiver sees the address of its node.`,
  ADDRESS_TOLD_OUTSIDE: ({ ip }, label) =>
    `${label} announces ${ip} to routers outside, so that it can be called from there.`,
  NO_MESH_OF_NODES: (_, label) =>
    `${label} turns off the exchange of routes between nodes: whether packets get from node to node is for BGP peers to say.`,
  PODS_NOT_TO_THEIR_NODE: ({ pod, node }, label) =>
    `${label} drops what pods send to their own node: ${podName(pod)} could not call node ${node}.`,
  SUBNET_OF_CLOUD: ({ pod }, label) =>
    `${label} gives ${podName(pod)} its subnet and security groups, which could refuse connections.`,
  NETWORK_OF_ITS_OWN: ({ client, server }, label) =>
    `${label} gives the pods of its namespaces a network of their own: ${podName(client)} and ${podName(server)} are not in the same.`,
  SUBNET_RESTRICTED: (_, label) =>
    `${label} restricts who reaches the pods of its range (private, acls or a VPC of its own).`,
  NETWORK_REPLACED: ({ pod }, label) =>
    `${label} takes the place of the cluster network in ${podName(pod)}, which is not modelled.`,
  FURTHER_INTERFACE: ({ pod, takesDefault }, label) =>
    `${label} gives ${podName(pod)} another interface${takesDefault ? ' that takes its default route' : ''}; only that of the cluster network is walked.`,
  LEAVES_BY_GATEWAY: ({ pod, unmatched }, label) =>
    unmatched === undefined
      ? `${label} sends packets of ${podName(pod)} out by another node and with another source address than the walk shows.`
      : `${label} sends packets of ${podName(pod)} to ${unmatched} out by a gateway node, and its nodeSelector matches none: they would be dropped.`,
  REDIRECTED_TO_OWN_NODE: ({ ip }, label) =>
    `${label} sends packets for ${ip} to a pod of the client’s own node instead.`,
};
