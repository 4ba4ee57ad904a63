import type { Chain, Match, NamedSet, Rule, Target, Verdict } from '../../../linux/model/netfilter.ts';
import { hostCidr } from '../../../net/cidr.ts';
import { usesClusterEndpoints, usesLocalEndpoints } from '../ports/categorize-endpoints.ts';
import { comment, createRule } from '../../rules/rule.ts';
import { notLocal } from '../ports/local-detector.ts';
import { markTarget, type NftPlan } from './nft-ask.ts';
import type { EndpointAsk } from '../ports/service-port.ts';
import { nftEndpointNames, nftServiceNames, type NftServiceNames } from './names.ts';
import { usesFirewall } from './service-elements.ts';

const FROM_NODE: Match = { type: 'addrtype', of: 'source', is: 'LOCAL' };
const goto = (chain: string): Verdict => ({ type: 'GOTO', chain });

/** The chains that belong to one Service port. kube-proxy v1.34 nftables/proxier.go syncProxyRules. */
export function nftServiceChains(plan: NftPlan): readonly Chain[] {
  const { port, endpoints } = plan;
  const names = nftServiceNames(port);
  const policyChain = (name: string, list: readonly EndpointAsk[], internal: boolean): readonly Chain[] =>
    list.length === 0 ? [] : [{ name, rules: [...(internal ? clusterIPMarks(plan) : []), ...balance(plan, list)] }];
  return [
    ...policyChain(names.cluster, usesClusterEndpoints(port) ? endpoints.cluster : [], !port.internalPolicyLocal),
    ...policyChain(names.local, usesLocalEndpoints(port) ? endpoints.local : [], port.internalPolicyLocal),
    ...(plan.usesExternal ? [{ name: names.external, rules: externalRules(plan, names) }] : []),
    ...(usesFirewall(plan) ? [{ name: names.firewall, rules: [firewallRule(plan)] }] : []),
    ...(drawsChains(plan) ? endpoints.reachable.map((endpoint) => endpointChain(plan, endpoint)) : []),
  ];
}

/** One set per endpoint: the clients that it has served and that come back to it. */
export function affinitySets({ port, endpoints }: NftPlan): readonly (readonly [string, NamedSet])[] {
  if (port.affinityTimeout === 0) return [];
  const set: NamedSet = {
    has: () => false,
    listing: { fields: ['sourceIP'], timeout: port.affinityTimeout, keys: () => [] },
  };
  return endpoints.reachable.map((endpoint) => [nftEndpointNames(port, endpoint).affinity, set]);
}

const ruleOf = ({ port }: NftPlan, matches: readonly Match[], target: Target): Rule =>
  createRule(matches, target, port.origin);

/** A client outside the cluster may route the service range to any node; the way back must lead through that node. */
function clusterIPMarks(plan: NftPlan): readonly Rule[] {
  const { port, localMatch, masqueradeAll, hasInternal, form } = plan;
  if (!hasInternal || form.endpoints === 'maps') return [];
  const mark = markTarget(form);
  const destination: Match = { type: 'destination', cidr: hostCidr(port.clusterIP) };
  if (masqueradeAll) return [ruleOf(plan, [destination], mark)];
  if (localMatch === undefined) return [];
  return [ruleOf(plan, [destination, notLocal(localMatch)], mark)];
}

function externalRules(plan: NftPlan, names: NftServiceNames): readonly Rule[] {
  const { port, localMatch, form } = plan;
  const mark = markTarget(form);
  const why = form.endpoints === 'maps' ? [comment('masquerade')] : [];
  const rest = plan.hasExternal ? [ruleOf(plan, [], goto(port.externalPolicyLocal ? names.local : names.cluster))] : [];
  if (!port.externalPolicyLocal) return [ruleOf(plan, why, mark), ...rest];
  // From inside, an external address is a short cut: as if it had gone out to a load balancer and come in again.
  const fromPods =
    localMatch === undefined
      ? []
      : [ruleOf(plan, [localMatch, comment('short-circuit pod traffic')], goto(names.cluster))];
  return [
    ...fromPods,
    ruleOf(plan, [FROM_NODE, comment('masquerade local traffic')], mark),
    ruleOf(plan, [FROM_NODE, comment('short-circuit local traffic')], goto(names.cluster)),
    ...rest,
  ];
}

function firewallRule(plan: NftPlan): Rule {
  const { port, nodeAllowed } = plan;
  const cidrs = [...port.sourceRanges, ...(nodeAllowed ? port.loadBalancerVIPs.map(hostCidr) : [])];
  return ruleOf(plan, [{ type: 'addresses', of: 'source', cidrs, negate: true }], { type: 'DROP' });
}

/** Affinity remembers an endpoint by its chain. */
function drawsChains({ form, port }: NftPlan): boolean {
  return form.endpoints === 'chains' || port.affinityTimeout !== 0;
}

/** First the endpoint this client had before, then one of all by chance. */
function balance(plan: NftPlan, endpoints: readonly EndpointAsk[]): readonly Rule[] {
  const { port } = plan;
  if (!drawsChains(plan))
    return [ruleOf(plan, [{ type: 'protocol', protocol: port.protocol }], translation(plan, endpoints))];
  const names = endpoints.map((endpoint) => nftEndpointNames(port, endpoint));
  const sticky =
    port.affinityTimeout === 0
      ? []
      : names.map(({ chain, affinity }) =>
          ruleOf(plan, [{ type: 'set', set: affinity, fields: ['sourceIP'] }], goto(chain)),
        );
  return [...sticky, ruleOf(plan, [], { type: 'NUMGEN', verdicts: names.map(({ chain }) => goto(chain)) })];
}

function translation({ form }: NftPlan, endpoints: readonly EndpointAsk[]): Target {
  const [only, ...others] = endpoints;
  if (form.plainSingle && only !== undefined && others.length === 0)
    return { type: 'DNAT', ip: only.ip, port: only.port };
  return { type: 'NUMGEN_DNAT', ends: endpoints.map(({ ip, port }) => ({ ip, port })) };
}

function endpointChain(plan: NftPlan, endpoint: EndpointAsk): Chain {
  const { port, form } = plan;
  const { chain: name, affinity } = nftEndpointNames(port, endpoint);
  const remember =
    port.affinityTimeout === 0 ? [] : [ruleOf(plan, [], { type: 'UPDATE', set: affinity, fields: ['sourceIP'] })];
  // An endpoint that reaches itself must not see its own address.
  const hairpin =
    form.endpoints === 'maps'
      ? []
      : [ruleOf(plan, [{ type: 'source', cidr: hostCidr(endpoint.ip) }], markTarget(form))];
  return {
    name,
    rules: [
      ...hairpin,
      ...remember,
      ruleOf(plan, [{ type: 'protocol', protocol: port.protocol }], {
        type: 'DNAT',
        ip: endpoint.ip,
        port: endpoint.port,
      }),
    ],
  };
}
