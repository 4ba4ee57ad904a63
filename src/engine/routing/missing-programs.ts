import { lacksDnsCache } from '../dataplane/dns-cache-program.ts';
import { isProxyModeInstalled } from '../dataplane/kube-proxy/create-proxy.ts';
import { lacksLoadBalancing } from '../dataplane/load-balancer-program.ts';
import { lacksPolicyProgram } from '../dataplane/policy-program.ts';
import { lacksHostPorts } from '../dataplane/host-port-program.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { gatewayPlanner } from '../kubernetes/gateway-planner.ts';
import { lacksGivenSlices } from '../kubernetes/given-slices.ts';
import { ingressPlanner } from '../kubernetes/ingress-planner.ts';
import { lacksNetworkDetector } from '../kubernetes/network-detector.ts';
import type { Assumption } from '../kubernetes/object.ts';
import { lacksTemplates } from '../kubernetes/template-projection.ts';

/**
 * What the cluster asks for and install-programs.ts has not brought yet, as the assumption that walks rest on meanwhile.
 * Empty: everything is at hand.
 */
export function missingPrograms(cluster: Cluster): readonly Assumption[] {
  return [
    ...missingProxy(cluster),
    ...(lacksNetworkDetector(cluster) ? [NO_CNI] : []),
    ...(lacksPolicyProgram(cluster) ? [NO_POLICIES] : []),
    ...(lacksGateways(cluster) ? [NO_GATEWAYS] : []),
    ...(lacksIngresses(cluster) ? [NO_INGRESSES] : []),
    ...(lacksDnsCache(cluster) ? [NO_DNS_CACHE] : []),
    ...(lacksLoadBalancing(cluster) ? [NO_LOAD_BALANCERS] : []),
    ...(lacksHostPorts(cluster) ? [NO_HOST_PORTS] : []),
    ...(lacksGivenSlices(cluster) ? [NO_GIVEN_SLICES] : []),
    ...(lacksTemplates(cluster) ? [NO_TEMPLATES] : []),
  ];
}

const NO_POLICIES: Assumption = {
  code: 'POLICIES_NOT_LOADED',
  message: 'The program that enforces NetworkPolicies has not been loaded; they have no effect so far.',
};

const NO_DNS_CACHE: Assumption = {
  code: 'DNS_CACHE_NOT_LOADED',
  message: 'The program that sets up node-local DNS caches has not been loaded; queries pass them by.',
};

const NO_LOAD_BALANCERS: Assumption = {
  code: 'LOAD_BALANCERS_NOT_LOADED',
  message: 'The program that sets up load balancers has not been loaded; nothing has their addresses so far.',
};

const NO_HOST_PORTS: Assumption = {
  code: 'HOST_PORTS_NOT_LOADED',
  message: 'The program that opens hostPorts has not been loaded; they are closed so far.',
};

const NO_GIVEN_SLICES: Assumption = {
  code: 'ENDPOINT_SLICES_NOT_LOADED',
  message: 'What reads EndpointSlices and Endpoints has not been loaded; Services have the pods they select so far.',
};

const NO_TEMPLATES: Assumption = {
  code: 'TEMPLATES_NOT_LOADED',
  message: 'What names the pods of Deployments has not been loaded; some have other names so far.',
};

const lacksGateways = ({ ofKind }: Cluster): boolean => gatewayPlanner() === undefined && ofKind('Gateway').length > 0;

const NO_GATEWAYS: Assumption = {
  code: 'GATEWAYS_NOT_LOADED',
  message: 'The program that serves Gateways has not been loaded; they have no effect so far.',
};

const lacksIngresses = ({ ofKind }: Cluster): boolean => ingressPlanner() === undefined && ofKind('Ingress').length > 0;

const NO_INGRESSES: Assumption = {
  code: 'INGRESSES_NOT_LOADED',
  message: 'The program that serves Ingresses has not been loaded; they have no effect so far.',
};

const NO_CNI: Assumption = {
  code: 'CNI_REPLACED',
  message: "The program of the cluster's CNI has not been loaded; a bridge with host routes stands in for it.",
};

function missingProxy({ settings }: Cluster): readonly Assumption[] {
  const { proxyMode } = settings;
  if (isProxyModeInstalled(proxyMode)) return [];
  const message = `The cluster's proxy mode is ${proxyMode}, whose program has not been loaded; iptables rules stand in for it.`;
  return [{ code: 'PROXY_MODE_REPLACED', message }];
}
