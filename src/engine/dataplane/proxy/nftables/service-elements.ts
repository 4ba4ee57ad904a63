import type { MapElement, SetKey, Verdict } from '../../../linux/model/netfilter.ts';
import type { Ip } from '../../../net/ip.ts';
import type { PortAsk, ServicePortPlan } from '../ports/service-port-plan.ts';
import { nftServiceNames } from './names.ts';
import type { MapName } from './static-rules.ts';

/** The elements one Service port has in the maps that list all Services. */
export type ServiceElements = Readonly<Record<MapName, readonly MapElement[]>>;

/** kube-proxy v1.34 nftables/proxier.go syncProxyRules, "Capture …". */
export function serviceElements(plan: ServicePortPlan): ServiceElements {
  const { port, endpoints, hasInternal, hasExternal } = plan;
  const names = nftServiceNames(port);
  const { origin } = port;
  const refusal: Verdict = endpoints.hasAny ? { type: 'DROP' } : { type: 'GOTO', chain: 'reject-chain' };
  const to = (key: string, chain: string): MapElement => ({ key, verdict: { type: 'GOTO', chain }, origin });
  const refuse = (key: string): MapElement => ({ key, verdict: refusal, comment: port.portName, origin });

  const outside = [...port.externalIPs, ...port.loadBalancerVIPs].map((ip) => serviceKey(port, ip));
  const nodePorts = nodePortKeys(port);
  const internal = serviceKey(port, port.clusterIP);
  return {
    'service-ips': [
      ...(hasInternal ? [to(internal, port.internalPolicyLocal ? names.local : names.cluster)] : []),
      ...(endpoints.hasAny ? outside.map((key) => to(key, names.external)) : []),
    ],
    'no-endpoint-services': [...(hasInternal ? [] : [refuse(internal)]), ...(hasExternal ? [] : outside.map(refuse))],
    'service-nodeports': endpoints.hasAny ? nodePorts.map((key) => to(key, names.external)) : [],
    'no-endpoint-nodeports': hasExternal ? [] : nodePorts.map(refuse),
    'firewall-ips': usesFirewall(plan)
      ? port.loadBalancerVIPs.map((ip) => to(serviceKey(port, ip), names.firewall))
      : [],
  };
}

const serviceKey = ({ protocol, port }: PortAsk, ip: Ip): SetKey => `${ip},${protocol},${port}`;
const nodePortKeys = ({ protocol, nodePort }: PortAsk): readonly SetKey[] =>
  nodePort === 0 ? [] : [`${protocol},${nodePort}`];

/** Unlike iptables mode also without endpoints: the firewall comes first, and DROP beats REJECT. */
export function usesFirewall({ port }: ServicePortPlan): boolean {
  return port.loadBalancerVIPs.length > 0 && port.sourceRanges.length > 0;
}
