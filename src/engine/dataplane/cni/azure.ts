import type { Origin } from '../../linux/model/origin.ts';
import { hostCidr } from '../../net/cidr.ts';
import { createIp, type Ip, type IpFamily } from '../../net/ip.ts';
import { macFromName } from '../hosts/mac.ts';
import { subnetLength } from './aws-vpc.ts';
import { strayAddresses } from './wiring/stray-addresses.ts';
import type { Cni, CniDefinition, CniInput } from './wiring/cni-program.ts';
import { agentRules, type Agent } from './wiring/masquerade-agent.ts';
import { rangesByNode } from './wiring/range-fabric.ts';
import { hostAddresses, hostVeths, routedPod, vethMacs, vethRoutes, type RoutedVeths } from './wiring/routed-veth.ts';
import { sha1Hex } from './wiring/sha1.ts';
import { addressesByInterface } from './wiring/subnet-fabric.ts';

const AZURE: Origin = { program: 'azure-vnet' };
const MTU = 1500;
const GATEWAY: Readonly<Record<IpFamily, Ip>> = { 4: createIp('169.254.1.1'), 6: createIp('fe80::1234:5678:9abc') };

/**
 * Azure CNI in transparent mode: a veth azv… per pod with a /32 route and proxy ARP, 169.254.1.1 as gateway with its MAC written
 * into the pod. Pods have addresses of the VNet's subnet; with Overlay those of the node's podCIDR, which Azure's network routes
 * to the node and nobody outside of the cluster knows. azure-ip-masq-agent masquerades what leaves the VNet.
 * Azure/azure-container-networking network/transparent_endpointclient_linux.go; learn.microsoft.com AKS azure-cni-overlay,
 * concepts-network-cni-overview.
 */
function createAzure(input: CniInput, overlay: boolean): Cni {
  const { ask, segment } = input;
  const veths: RoutedVeths = {
    origin: AZURE,
    mtu: MTU,
    hostDevice: (pod) => `azv${sha1Hex(`${pod.namespace}.${pod.name}`).slice(0, 11)}`,
    hostMac: (pod) => macFromName(`${pod.namespace}/${pod.name}/${pod.sandbox}`),
    gateway: (_node, family) => GATEWAY[family],
    proxyArp: true,
    permanentGateway: true,
  };
  const agent: Agent = {
    chain: 'IP-MASQ-AGENT',
    origin: { program: 'azure-ip-masq-agent' },
    jumpText:
      'ip-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom IP-MASQ-AGENT chain',
    spareText: 'ip-masq-agent: local traffic is not subject to MASQUERADE',
    masqueradeText: 'ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)',
    // The VNet, or with Overlay pods alone: everybody else sees the node.
    spare: [...ask.podCIDRs, ...(overlay ? strayAddresses(ask).map(({ ip }) => hostCidr(ip)) : [])],
  };
  return {
    uplinkMtu: MTU,
    hostDevice: veths.hostDevice,
    podAddresses: hostAddresses,
    node: (place) => ({
      interfaces: () => hostVeths(veths, place),
      ...(overlay ? {} : subnetLength(place.node)),
      routes: (family) => vethRoutes(veths, place, family),
      macOn: vethMacs(veths, place),
      netfilter: (family) => ({ last: { nat: agentRules(agent, family) } }),
    }),
    pod: (place, pod) => routedPod(veths, place, pod),
    fabric: overlay ? rangesByNode(input) : addressesByInterface(input, (node) => segment.nodeMac(node)),
  };
}

/** Azure CNI's default for pods per node; no engine for NetworkPolicies is chosen by default. learn.microsoft.com AKS concepts-network-cni-overview, use-network-policies */
const MAX_PODS = 30;

export const AZURE_CNI: CniDefinition = {
  program: (input) => createAzure(input, false),
  aliases: ['azure-cni'],
  subnetAddresses: () => MAX_PODS,
  ignoresPolicies: true,
  policySwitch: '--network-policy',
};

export const AZURE_OVERLAY_CNI: CniDefinition = {
  program: (input) => createAzure(input, true),
  aliases: ['azure-cni-overlay'],
  daemonSets: ['azure-cns'],
  usualOf: 'aks',
  ignoresPolicies: true,
  policySwitch: '--network-policy',
};
