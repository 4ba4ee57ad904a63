import type { Ip } from '../../../net/ip.ts';
import { cidrContains } from '../../../net/cidr.ts';
import type { EndpointCategories } from '../categorize-endpoints.ts';
import { isExternallyAccessible } from '../categorize-endpoints.ts';
import type { ServiceChainNames } from '../chain-names.ts';
import type { LocalMatch } from '../local-detector.ts';
import type { ProxyServicePort } from '../service-port.ts';

/** What the rules of one Service port depend on besides the Service: settings and the node. */
export interface RuleContext {
  readonly localMatch: LocalMatch | undefined;
  readonly masqueradeAll: boolean;
  /** Over 1,000 endpoints in all: endpoint rules carry no comments. */
  readonly largeCluster: boolean;
  /** The node's primary address of the family; undefined: it has none. */
  readonly nodeIP: Ip | undefined;
}

/** Which chains a Service port gets on a node, and where its traffic goes. kube-proxy v1.34 iptables/proxier.go. */
export interface ServicePortPlan {
  readonly port: ProxyServicePort;
  readonly context: RuleContext;
  readonly endpoints: EndpointCategories;
  readonly names: ServiceChainNames;
  /** Lower case, as chain names are made of it. */
  readonly protocol: string;
  /** clusterIP traffic has somewhere to go from here. */
  readonly hasInternal: boolean;
  /** Traffic from outside has somewhere to go from here. */
  readonly hasExternal: boolean;
  /** There is a KUBE-EXT chain: also without external endpoints here, for what comes from inside. */
  readonly usesExternal: boolean;
  readonly usesFirewall: boolean;
  /** The node itself may use a load balancer address with source ranges. */
  readonly nodeAllowed: boolean;
  /** Why and how traffic without an endpoint ends. */
  readonly refusal: { readonly target: 'REJECT' | 'DROP'; readonly comment: string };
}

export function planServicePort(
  port: ProxyServicePort,
  endpoints: EndpointCategories,
  context: RuleContext,
): ServicePortPlan {
  const { hasAny, local } = endpoints;
  const protocol = port.protocol.toLowerCase();
  const { nodeIP } = context;
  return {
    port,
    context,
    endpoints,
    names: port.names(),
    protocol,
    hasInternal: hasAny && (!port.internalPolicyLocal || local.length > 0),
    hasExternal: hasAny && (!port.externalPolicyLocal || local.length > 0),
    usesExternal: hasAny && isExternallyAccessible(port),
    usesFirewall: hasAny && port.loadBalancerVIPs.length > 0 && port.sourceRanges.length > 0,
    nodeAllowed: nodeIP !== undefined && port.sourceRanges.some((cidr) => cidrContains(cidr, nodeIP)),
    refusal: hasAny
      ? { target: 'DROP', comment: `${port.portName} has no local endpoints` }
      : { target: 'REJECT', comment: `${port.portName} has no endpoints` },
  };
}
