import type { Chain, Match, Rule } from '../../../linux/model/netfilter.ts';
import { hostCidr } from '../../../net/cidr.ts';
import { endpointChainName } from '../ports/chain-names.ts';
import { notLocal } from '../ports/local-detector.ts';
import type { EndpointAsk } from '../ports/service-port.ts';
import { comment, createRule, destinedTo, jump } from '../../rules/rule.ts';
import type { IptablesPlan } from './service-port-plan.ts';

const MARK_MASQ = jump('KUBE-MARK-MASQ');
const FROM_NODE: Match = { type: 'addrtype', of: 'source', is: 'LOCAL' };

/** The chains of the nat table that belong to one Service port, in the order kube-proxy writes them. */
export function serviceChains(plan: IptablesPlan): readonly Chain[] {
  const { endpoints, names } = plan;
  const policyChain = (name: string, list: readonly EndpointAsk[], internal: boolean): readonly Chain[] =>
    list.length === 0 ? [] : [{ name, rules: [...(internal ? clusterIPMarks(plan) : []), ...balance(plan, list)] }];
  return [
    ...(plan.usesExternal ? [{ name: names.external, rules: externalRules(plan) }] : []),
    ...(plan.usesFirewall ? [{ name: names.firewall, rules: firewallRules(plan) }] : []),
    ...policyChain(names.cluster, endpoints.cluster, !plan.port.internalPolicyLocal),
    ...policyChain(names.local, endpoints.local, plan.port.internalPolicyLocal),
    ...endpoints.reachable.map((endpoint) => endpointChain(plan, endpoint)),
  ];
}

/** A client outside the cluster may route the service range to any node; the way back must lead through that node. */
function clusterIPMarks({ port, localMatch, masqueradeAll, hasInternal }: IptablesPlan): readonly Rule[] {
  if (!hasInternal) return [];
  const destination = { protocol: port.protocol, port: port.port, ip: port.clusterIP };
  const matches = destinedTo(destination, `${port.portName} cluster IP`);
  if (masqueradeAll) return [createRule(matches, MARK_MASQ, port.origin)];
  if (localMatch === undefined) return [];
  return [createRule([notLocal(localMatch), ...matches], MARK_MASQ, port.origin)];
}

function externalRules(plan: IptablesPlan): readonly Rule[] {
  const { port, names, localMatch } = plan;
  const destinations = `${port.portName} external destinations`;
  const rule = (matches: readonly Match[], target: Rule['target']) => createRule(matches, target, port.origin);
  const rest = plan.hasExternal ? [rule([], jump(port.externalPolicyLocal ? names.local : names.cluster))] : [];
  if (!port.externalPolicyLocal) return [rule([comment(`masquerade traffic for ${destinations}`)], MARK_MASQ), ...rest];
  // From inside, an external address is a short cut: as if it had gone out to a load balancer and come in again.
  const fromPods =
    localMatch === undefined
      ? []
      : [rule([localMatch, comment(`pod traffic for ${destinations}`)], jump(names.cluster))];
  return [
    ...fromPods,
    rule([comment(`masquerade LOCAL traffic for ${destinations}`), FROM_NODE], MARK_MASQ),
    rule([comment(`route LOCAL traffic for ${destinations}`), FROM_NODE], jump(names.cluster)),
    ...rest,
  ];
}

/** What reaches the end is not translated, and dropped by KUBE-PROXY-FIREWALL. */
function firewallRules({ port, names, nodeAllowed }: IptablesPlan): readonly Rule[] {
  const vips = nodeAllowed ? port.loadBalancerVIPs.map(hostCidr) : [];
  const text = comment(`${port.portName} loadbalancer IP`);
  const accept = [...port.sourceRanges, ...vips].map((cidr) =>
    createRule([{ type: 'source', cidr }, text], jump(names.external), port.origin),
  );
  const note = comment(`other traffic to ${port.portName} will be dropped by KUBE-PROXY-FIREWALL`);
  return [...accept, createRule([note], undefined, port.origin)];
}

const sepName = ({ port, protocol }: IptablesPlan, endpoint: EndpointAsk): string =>
  endpointChainName(port.portName, protocol, endpoint.ip, endpoint.port);

const unlessLarge = (plan: IptablesPlan, text: string): readonly Match[] => (plan.largeCluster ? [] : [comment(text)]);

/** First the endpoint this client had before, then one by chance: of n left, the first with probability 1/n. */
function balance(plan: IptablesPlan, endpoints: readonly EndpointAsk[]): readonly Rule[] {
  const { port } = plan;
  const targets = endpoints.map((endpoint) => ({
    chain: sepName(plan, endpoint),
    note: unlessLarge(plan, `${port.portName} -> ${endpoint.text}`),
  }));
  const sticky =
    port.affinityTimeout === 0
      ? []
      : targets.map(({ chain, note }) =>
          createRule(
            [...note, { type: 'recent', list: chain, mode: 'rcheck', seconds: port.affinityTimeout }],
            jump(chain),
            port.origin,
          ),
        );
  const chosen = targets.map(({ chain, note }, index) => {
    const left = targets.length - index;
    const chance: readonly Match[] = left === 1 ? [] : [{ type: 'statistic', probability: 1 / left }];
    return createRule([...note, ...chance], jump(chain), port.origin);
  });
  return [...sticky, ...chosen];
}

function endpointChain(plan: IptablesPlan, endpoint: EndpointAsk): Chain {
  const { port } = plan;
  const name = sepName(plan, endpoint);
  const note = unlessLarge(plan, port.portName);
  const remember: readonly Match[] = port.affinityTimeout === 0 ? [] : [{ type: 'recent', list: name, mode: 'set' }];
  const protocol: Match = { type: 'protocol', protocol: port.protocol, loaded: true };
  return {
    name,
    rules: [
      // Hairpin: an endpoint that reaches itself must not see its own address.
      createRule([{ type: 'source', cidr: hostCidr(endpoint.ip) }, ...note], MARK_MASQ, port.origin),
      createRule([protocol, ...note, ...remember], { type: 'DNAT', ip: endpoint.ip, port: endpoint.port }, port.origin),
    ],
  };
}
