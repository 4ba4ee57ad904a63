import type { Match, Rule, Target } from '../../../linux/model/netfilter.ts';
import type { Ip } from '../../../net/ip.ts';
import { comment, createRule, destinedTo, jump } from '../../rules/rule.ts';
import type { EndpointCategories } from '../ports/categorize-endpoints.ts';
import type { ProxyServicePort } from '../ports/service-port.ts';
import { reachOf } from '../ports/service-port-plan.ts';
import { type IptablesPlan, usesFirewall } from './service-port-plan.ts';

/** The rules one Service port has in the chains that list all Services. */
export interface ServiceDispatch {
  readonly natServices: readonly Rule[];
  readonly natNodePorts: readonly Rule[];
  readonly filterServices: readonly Rule[];
  readonly filterExternalServices: readonly Rule[];
  readonly filterNodePorts: readonly Rule[];
  readonly filterFirewall: readonly Rule[];
}

/** kube-proxy v1.34 iptables/proxier.go syncProxyRules, "Capture …". */
export function serviceDispatch(plan: IptablesPlan): ServiceDispatch {
  return {
    natServices: [...clusterIPRules(plan, true), ...externalIPRules(plan), ...loadBalancerRules(plan)],
    natNodePorts: nodePortRules(plan),
    filterServices: clusterIPRules(plan, false),
    filterExternalServices: refusedExternalRules(plan),
    filterNodePorts: healthCheckRules(plan),
    filterFirewall: firewallRules(plan),
  };
}

/** How many rules {@link serviceDispatch} would make, without making one: the walk tells where among all a rule stands. */
export function countDispatch(
  port: ProxyServicePort,
  endpoints: EndpointCategories,
): Readonly<Record<keyof ServiceDispatch, number>> {
  const { hasInternal, hasExternal } = reachOf(port, endpoints);
  const outside = port.externalIPs.length + port.loadBalancerVIPs.length;
  const nodePort = port.nodePort === 0 ? 0 : 1;
  const { hasAny } = endpoints;
  return {
    natServices: (hasInternal ? 1 : 0) + (hasAny ? outside : 0),
    natNodePorts: hasAny ? nodePort : 0,
    filterServices: hasInternal ? 0 : 1,
    filterExternalServices: hasExternal ? 0 : outside + nodePort,
    filterNodePorts: port.healthCheckNodePort === 0 ? 0 : 1,
    filterFirewall: usesFirewall(port, endpoints) ? port.loadBalancerVIPs.length : 0,
  };
}

function rule(plan: IptablesPlan, text: string, ip: Ip, target: Target): Rule {
  const { protocol, port, origin } = plan.port;
  return createRule(destinedTo({ protocol, port, ip }, text), target, origin);
}

/** In nat when there is an endpoint, in filter when there is none. */
function clusterIPRules(plan: IptablesPlan, nat: boolean): readonly Rule[] {
  const { port, names, refusal } = plan;
  if (plan.hasInternal !== nat) return [];
  const chain = port.internalPolicyLocal ? names.local : names.cluster;
  const text = nat ? `${port.portName} cluster IP` : refusal.comment;
  return [rule(plan, text, port.clusterIP, nat ? jump(chain) : { type: refusal.target })];
}

function externalIPRules(plan: IptablesPlan): readonly Rule[] {
  if (!plan.endpoints.hasAny) return [];
  const target = jump(plan.names.external);
  return plan.port.externalIPs.map((ip) => rule(plan, `${plan.port.portName} external IP`, ip, target));
}

function loadBalancerRules(plan: IptablesPlan): readonly Rule[] {
  if (!plan.endpoints.hasAny) return [];
  const target = jump(plan.usesFirewall ? plan.names.firewall : plan.names.external);
  return plan.port.loadBalancerVIPs.map((ip) => rule(plan, `${plan.port.portName} loadbalancer IP`, ip, target));
}

function nodePortRules(plan: IptablesPlan): readonly Rule[] {
  const { port } = plan;
  if (port.nodePort === 0 || !plan.endpoints.hasAny) return [];
  // Simplification: no nfacct counters, and so no second rule for 127.0.0.0/8; kube-proxy leaves them out where the kernel module is missing.
  const matches = destinedTo({ protocol: port.protocol, port: port.nodePort }, port.portName);
  return [createRule(matches, jump(plan.names.external), port.origin)];
}

/** What was not short-circuited from inside and has no endpoint here. */
function refusedExternalRules(plan: IptablesPlan): readonly Rule[] {
  if (plan.hasExternal) return [];
  const { port, refusal } = plan;
  const target: Target = { type: refusal.target };
  const rules = [...port.externalIPs, ...port.loadBalancerVIPs].map((ip) => rule(plan, refusal.comment, ip, target));
  if (port.nodePort === 0) return rules;
  const matches: readonly Match[] = [
    { type: 'protocol', protocol: port.protocol },
    comment(refusal.comment),
    { type: 'addrtype', of: 'destination', is: 'LOCAL' },
    { type: 'dport', from: port.nodePort, to: port.nodePort },
  ];
  return [...rules, createRule(matches, target, port.origin)];
}

function healthCheckRules(plan: IptablesPlan): readonly Rule[] {
  const { port } = plan;
  if (port.healthCheckNodePort === 0) return [];
  const text = `${port.portName} health check node port`;
  return [
    createRule(destinedTo({ protocol: 'TCP', port: port.healthCheckNodePort }, text), { type: 'ACCEPT' }, port.origin),
  ];
}

function firewallRules(plan: IptablesPlan): readonly Rule[] {
  if (!plan.usesFirewall) return [];
  const text = `${plan.port.portName} traffic not accepted by ${plan.names.firewall}`;
  return plan.port.loadBalancerVIPs.map((ip) => rule(plan, text, ip, { type: 'DROP' }));
}
