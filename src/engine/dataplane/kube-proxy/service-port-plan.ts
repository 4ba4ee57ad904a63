import type { Ip } from '../../net/ip.ts';
import { cidrContains } from '../../net/cidr.ts';
import { isExternallyAccessible, type EndpointCategories } from './categorize-endpoints.ts';
import type { LocalMatch } from './local-detector.ts';
import type { ProxyServicePort } from './service-port.ts';

/** What the rules of one Service port depend on besides the Service: settings and the node. */
export interface RuleContext {
  readonly localMatch: LocalMatch | undefined;
  readonly masqueradeAll: boolean;
  /** Over 1,000 endpoints in all: endpoint rules of iptables carry no comments. */
  readonly largeCluster: boolean;
  /** The node's primary address of the family; undefined: it has none. */
  readonly nodeIP: Ip | undefined;
}

/**
 * Where the traffic of a Service port goes on a node, whatever the mode.
 * kube-proxy v1.34 iptables/proxier.go, nftables/proxier.go syncProxyRules.
 */
export interface ServicePortPlan {
  readonly port: ProxyServicePort;
  readonly context: RuleContext;
  readonly endpoints: EndpointCategories;
  /** Lower case, as chain names are made of it. */
  readonly protocol: string;
  /** clusterIP traffic has somewhere to go from here. */
  readonly hasInternal: boolean;
  /** Traffic from outside has somewhere to go from here. */
  readonly hasExternal: boolean;
  /** There is a chain for external destinations: also without endpoints for them here, for what comes from inside. */
  readonly usesExternal: boolean;
  /** The node itself may use a load balancer address with source ranges. */
  readonly nodeAllowed: boolean;
}

export function planServicePort(
  port: ProxyServicePort,
  endpoints: EndpointCategories,
  context: RuleContext,
): ServicePortPlan {
  const { nodeIP } = context;
  return {
    port,
    context,
    endpoints,
    protocol: port.protocol.toLowerCase(),
    ...reachOf(port, endpoints),
    usesExternal: endpoints.hasAny && isExternallyAccessible(port),
    nodeAllowed: nodeIP !== undefined && port.sourceRanges.some((cidr) => cidrContains(cidr, nodeIP)),
  };
}

/** From where traffic has somewhere to go. */
export function reachOf(
  port: ProxyServicePort,
  { hasAny, local }: EndpointCategories,
): Pick<ServicePortPlan, 'hasInternal' | 'hasExternal'> {
  return {
    hasInternal: hasAny && (!port.internalPolicyLocal || local.length > 0),
    hasExternal: hasAny && (!port.externalPolicyLocal || local.length > 0),
  };
}
