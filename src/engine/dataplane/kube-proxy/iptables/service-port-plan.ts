import type { EndpointCategories } from '../categorize-endpoints.ts';
import type { ServiceChainNames } from '../chain-names.ts';
import { planServicePort, type RuleContext, type ServicePortPlan } from '../service-port-plan.ts';
import type { ProxyServicePort } from '../service-port.ts';

/** Which chains a Service port gets on a node, and how what has no endpoint ends. kube-proxy v1.34 iptables/proxier.go. */
export interface IptablesPlan extends ServicePortPlan {
  readonly names: ServiceChainNames;
  readonly usesFirewall: boolean;
  /** Why and how traffic without an endpoint ends. */
  readonly refusal: { readonly target: 'REJECT' | 'DROP'; readonly comment: string };
}

export function planIptables(
  port: ProxyServicePort,
  endpoints: EndpointCategories,
  context: RuleContext,
): IptablesPlan {
  const { hasAny } = endpoints;
  return {
    ...planServicePort(port, endpoints, context),
    get names() {
      return port.names();
    },
    usesFirewall: usesFirewall(port, endpoints),
    refusal: hasAny
      ? { target: 'DROP', comment: `${port.portName} has no local endpoints` }
      : { target: 'REJECT', comment: `${port.portName} has no endpoints` },
  };
}

export function usesFirewall(
  { loadBalancerVIPs, sourceRanges }: ProxyServicePort,
  { hasAny }: EndpointCategories,
): boolean {
  return hasAny && loadBalancerVIPs.length > 0 && sourceRanges.length > 0;
}
