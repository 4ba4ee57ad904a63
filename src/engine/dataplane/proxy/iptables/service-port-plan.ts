import type { EndpointCategories } from '../ports/categorize-endpoints.ts';
import type { ServiceChainNames } from '../ports/chain-names.ts';
import {
  askForRules,
  type PortAsk,
  planServicePort,
  type RuleAsk,
  type RuleContext,
  type ServicePortPlan,
} from '../ports/service-port-plan.ts';
import type { ProxyServicePort } from '../ports/service-port.ts';

/** All that a Service port's rules are made of in this mode. */
export interface IptablesAsk extends RuleAsk, Pick<RuleContext, 'largeCluster'> {
  readonly port: IptablesPortAsk;
  readonly names: ServiceChainNames;
}

type IptablesPortAsk = PortAsk & Pick<ProxyServicePort, 'healthCheckNodePort'>;

export function askForIptables(
  port: ProxyServicePort,
  endpoints: EndpointCategories,
  context: RuleContext,
): IptablesAsk {
  const { healthCheckNodePort } = port;
  const { largeCluster } = context;
  const ask = askForRules(port, endpoints, context);
  return { ...ask, port: { ...ask.port, healthCheckNodePort }, names: port.names(), largeCluster };
}

/** Which chains a Service port gets on a node, and how what has no endpoint ends. kube-proxy v1.34 iptables/proxier.go. */
export interface IptablesPlan extends ServicePortPlan, IptablesAsk {
  readonly port: IptablesPortAsk;
  readonly usesFirewall: boolean;
  /** Why and how traffic without an endpoint ends. */
  readonly refusal: { readonly target: 'REJECT' | 'DROP'; readonly comment: string };
}

export function planIptables(ask: IptablesAsk): IptablesPlan {
  const { port, endpoints } = ask;
  return {
    ...planServicePort(ask),
    ...ask,
    usesFirewall: usesFirewall(port, endpoints),
    refusal: endpoints.hasAny
      ? { target: 'DROP', comment: `${port.portName} has no local endpoints` }
      : { target: 'REJECT', comment: `${port.portName} has no endpoints` },
  };
}

export function usesFirewall(
  { loadBalancerVIPs, sourceRanges }: Pick<PortAsk, 'loadBalancerVIPs' | 'sourceRanges'>,
  { hasAny }: Pick<EndpointCategories, 'hasAny'>,
): boolean {
  return hasAny && loadBalancerVIPs.length > 0 && sourceRanges.length > 0;
}
