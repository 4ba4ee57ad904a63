import type { ClusterSettings } from '../../../kubernetes/cluster/cluster.ts';
import { pick } from '../../../kubernetes/tools/ask.ts';
import type { Ip } from '../../../net/ip.ts';
import { cidrContains } from '../../../net/cidr.ts';
import { isExternallyAccessible, type EndpointCategories } from './categorize-endpoints.ts';
import type { LocalMatch } from './local-detector.ts';
import type { EndpointAsk, ProxyEndpoint, ProxyServicePort } from './service-port.ts';

/** What the rules of one Service port depend on besides the Service: settings and the node. */
export interface RuleContext extends Pick<ClusterSettings, 'masqueradeAll' | 'masqueradeMark' | 'kubernetesVersion'> {
  readonly localMatch: LocalMatch | undefined;
  /** Over 1,000 endpoints in all: endpoint rules of iptables carry no comments. */
  readonly largeCluster: boolean;
  /** The node's primary address of the family; undefined: it has none. */
  readonly nodeIP: Ip | undefined;
}

const PORT_ASKED = [
  'portName',
  'protocol',
  'clusterIP',
  'port',
  'nodePort',
  'externalIPs',
  'loadBalancerVIPs',
  'sourceRanges',
  'internalPolicyLocal',
  'externalPolicyLocal',
  'affinityTimeout',
  'origin',
] as const;

/** What rules say of a Service port. */
export type PortAsk = Pick<ProxyServicePort, (typeof PORT_ASKED)[number]>;

/** {@link EndpointCategories} as rules name them. */
export interface EndpointsAsk extends Pick<EndpointCategories, 'hasAny'> {
  readonly cluster: readonly EndpointAsk[];
  readonly local: readonly EndpointAsk[];
  readonly reachable: readonly EndpointAsk[];
}

/** All that the rules of one Service port are made of: nodes where it is the same have the same rules. */
export interface RuleAsk extends Pick<RuleContext, 'localMatch' | 'masqueradeAll'> {
  readonly port: PortAsk;
  readonly endpoints: EndpointsAsk;
  /** The node itself may use a load balancer address with source ranges. */
  readonly nodeAllowed: boolean;
}

export function askForRules(
  port: ProxyServicePort,
  endpoints: EndpointCategories,
  { localMatch, masqueradeAll, nodeIP }: RuleContext,
): RuleAsk {
  return {
    port: pick(port, PORT_ASKED),
    endpoints: {
      cluster: targetsOf(endpoints.cluster),
      local: targetsOf(endpoints.local),
      reachable: targetsOf(endpoints.reachable),
      hasAny: endpoints.hasAny,
    },
    localMatch,
    masqueradeAll,
    nodeAllowed: nodeIP !== undefined && port.sourceRanges.some((cidr) => cidrContains(cidr, nodeIP)),
  };
}

const targetsOf = (list: readonly ProxyEndpoint[]): readonly EndpointAsk[] => list.map(({ target }) => target);

/**
 * Where the traffic of a Service port goes on a node, whatever the mode.
 * kube-proxy v1.34 iptables/proxier.go, nftables/proxier.go syncProxyRules.
 */
export interface ServicePortPlan extends RuleAsk {
  /** Lower case, as chain names are made of it. */
  readonly protocol: string;
  /** clusterIP traffic has somewhere to go from here. */
  readonly hasInternal: boolean;
  /** Traffic from outside has somewhere to go from here. */
  readonly hasExternal: boolean;
  /** There is a chain for external destinations: also without endpoints for them here, for what comes from inside. */
  readonly usesExternal: boolean;
}

export function planServicePort(ask: RuleAsk): ServicePortPlan {
  const { port, endpoints } = ask;
  return {
    ...ask,
    protocol: port.protocol.toLowerCase(),
    ...reachOf(port, endpoints),
    usesExternal: endpoints.hasAny && isExternallyAccessible(port),
  };
}

/** From where traffic has somewhere to go. */
export function reachOf(
  port: Pick<PortAsk, 'internalPolicyLocal' | 'externalPolicyLocal'>,
  { hasAny, local }: Pick<EndpointsAsk, 'hasAny'> & { readonly local: readonly unknown[] },
): Pick<ServicePortPlan, 'hasInternal' | 'hasExternal'> {
  return {
    hasInternal: hasAny && (!port.internalPolicyLocal || local.length > 0),
    hasExternal: hasAny && (!port.externalPolicyLocal || local.length > 0),
  };
}
