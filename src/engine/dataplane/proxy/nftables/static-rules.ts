import {
  PRIORITY,
  type BaseChain,
  type Chain,
  type HookName,
  type Match,
  type Rule,
  type SetField,
  type Target,
} from '../../../linux/model/netfilter.ts';
import { cidrParts, type Cidr } from '../../../net/cidr.ts';
import type { IpFamily } from '../../../net/ip.ts';
import { comment, createRule, jump, KUBE_PROXY } from '../../rules/rule.ts';
import { notLocal } from '../ports/local-detector.ts';
import type { RuleContext } from '../ports/service-port-plan.ts';
import { HAIRPIN_CONNECTIONS, HAIRPIN_KEY } from './hairpin-set.ts';
import { MARK_CHAIN, type NftForm, setMark } from './nft-ask.ts';

// The parts of the table that no Service has a share in. kube-proxy v1.34 nftables/proxier.go setupNFTables.

export const TABLE = 'kube-proxy';
export const CLUSTER_IPS = 'cluster-ips';
export const NODEPORT_IPS = 'nodeport-ips';

/** Verdict maps with the comments they carry, in the order they are made. */
export const MAP_COMMENTS = {
  'no-endpoint-services': 'vmap to drop or reject packets to services with no endpoints',
  'no-endpoint-nodeports': 'vmap to drop or reject packets to service nodeports with no endpoints',
  'firewall-ips': 'destinations that are subject to LoadBalancerSourceRanges',
  'service-ips': 'ClusterIP, ExternalIP and LoadBalancer IP traffic',
  'service-nodeports': 'NodePort traffic',
} as const;
export type MapName = keyof typeof MAP_COMMENTS;

/** The key of a Service address, and that of a NodePort. */
export const SERVICE_KEY: readonly SetField[] = ['destinationIP', 'protocol', 'destinationPort'];
export const NODE_PORT_KEY: readonly SetField[] = ['protocol', 'destinationPort'];

const NEW: Match = { type: 'ctstate', states: ['NEW'] };

const rule = (matches: readonly Match[], target: Target): Rule => createRule(matches, target, KUBE_PROXY);
const jumpOf = (chain: string): Rule => rule([], jump(chain));
const jumpOfNew = (chain: string): Rule => rule([NEW], jump(chain));

interface Place {
  readonly type: BaseChain['type'];
  readonly hook: HookName;
  readonly priority: number;
}

const base = (name: string, place: Place, ...rules: readonly Rule[]): BaseChain => ({
  name,
  ...place,
  policy: 'ACCEPT',
  rules,
});
/** Firewalling looks at the destination as it was before DNAT. */
const PRE_DNAT = PRIORITY.dstnat - 10;

export const BASE_CHAINS: readonly BaseChain[] = [
  base(
    'filter-prerouting-pre-dnat',
    { type: 'filter', hook: 'prerouting', priority: PRE_DNAT },
    jumpOfNew('firewall-check'),
  ),
  base('filter-output-pre-dnat', { type: 'filter', hook: 'output', priority: PRE_DNAT }, jumpOfNew('firewall-check')),
  base(
    'filter-input',
    { type: 'filter', hook: 'input', priority: PRIORITY.filter },
    jumpOfNew('nodeport-endpoints-check'),
    jumpOfNew('service-endpoints-check'),
  ),
  base(
    'filter-forward',
    { type: 'filter', hook: 'forward', priority: PRIORITY.filter },
    jumpOfNew('service-endpoints-check'),
    jumpOfNew('cluster-ips-check'),
  ),
  base(
    'filter-output',
    { type: 'filter', hook: 'output', priority: PRIORITY.filter },
    jumpOfNew('service-endpoints-check'),
    jumpOfNew('cluster-ips-check'),
  ),
  base('nat-prerouting', { type: 'nat', hook: 'prerouting', priority: PRIORITY.dstnat }, jumpOf('services')),
  base('nat-output', { type: 'nat', hook: 'output', priority: PRIORITY.dstnat }, jumpOf('services')),
  base('nat-postrouting', { type: 'nat', hook: 'postrouting', priority: PRIORITY.srcnat }, jumpOf('masquerading')),
];

const vmap = (map: MapName, fields: readonly SetField[], ...before: readonly Match[]): Rule =>
  rule(before, { type: 'VMAP', map, fields });

/** The first two looks of a packet are the same on every node of every cluster. */
const CHECKS: readonly Chain[] = [
  { name: 'service-endpoints-check', rules: [vmap('no-endpoint-services', SERVICE_KEY)] },
  { name: 'firewall-check', rules: [vmap('firewall-ips', SERVICE_KEY)] },
];

const REJECT_CHAIN: Chain = {
  name: 'reject-chain',
  comment: 'helper for @no-endpoint-services / @no-endpoint-nodeports',
  rules: [rule([], { type: 'REJECT' })],
};

const LOOPBACK: Readonly<Record<IpFamily, Cidr>> = { 4: '127.0.0.0/8' as Cidr, 6: '::1/128' as Cidr };
const LOCAL: Match = { type: 'addrtype', of: 'destination', is: 'LOCAL' };

/** What the chains depend on. */
export interface StaticParts {
  readonly family: IpFamily;
  /** Of all families. Empty: nothing is known of the range, so nothing of it is dropped. */
  readonly serviceCIDRs: readonly Cidr[];
  /** NodePorts answer at every local address, not only at those of the set nodeport-ips. */
  readonly everyAddress: boolean;
  readonly form: NftForm;
  readonly context: Pick<RuleContext, 'localMatch' | 'masqueradeAll'>;
}

export function staticChains({ family, serviceCIDRs, everyAddress, form, context }: StaticParts): readonly Chain[] {
  const notLoopback: Match = { type: 'destination', cidr: LOOPBACK[family], negate: true };
  const atNodePortIP: Match = { type: 'set', set: NODEPORT_IPS, fields: ['destinationIP'] };
  const check = everyAddress ? [notLoopback] : [atNodePortIP];
  const dispatch = everyAddress ? [LOCAL, notLoopback] : [atNodePortIP];
  return [
    {
      name: 'services',
      rules: [
        ...clusterIPMarks(form, context),
        vmap('service-ips', SERVICE_KEY),
        vmap('service-nodeports', NODE_PORT_KEY, ...dispatch),
      ],
    },
    { name: 'nodeport-endpoints-check', rules: [vmap('no-endpoint-nodeports', NODE_PORT_KEY, ...check)] },
    { name: 'cluster-ips-check', rules: clusterIPsCheck(family, serviceCIDRs) },
    ...CHECKS,
    ...masquerading(form),
    REJECT_CHAIN,
  ];
}

/** A client outside the cluster may route the service range to any node; the way back must lead through that node. */
function clusterIPMarks({ endpoints, mark }: NftForm, { localMatch, masqueradeAll }: StaticParts['context']) {
  if (endpoints === 'chains') return [];
  const anyClusterIP: Match = { type: 'set', set: CLUSTER_IPS, fields: ['destinationIP'] };
  if (masqueradeAll) return [rule([anyClusterIP, comment('masquerade all clusterIP traffic')], setMark(mark))];
  if (localMatch === undefined) return [];
  const note = comment('masquerade clusterIP traffic from outside cluster');
  return [rule([anyClusterIP, notLocal(localMatch), note], setMark(mark))];
}

/** The mark is turned over, which clears it: a packet that comes round again is not masqueraded twice. */
function masquerading({ endpoints, mark }: NftForm): readonly Chain[] {
  const clear = { type: 'MARK', op: 'xset', value: mark, mask: 0 } as const;
  const masquerade: Target = { type: 'MASQUERADE', randomFully: true };
  const unmarked: Match = { type: 'mark', value: 0, mask: mark };
  if (endpoints === 'chains') {
    const rules = [rule([unmarked], { type: 'RETURN' }), rule([], clear), rule([], masquerade)];
    return [
      { name: 'masquerading', rules },
      { name: MARK_CHAIN, rules: [rule([], setMark(mark))] },
    ];
  }
  // Hairpin: an endpoint that reaches itself must not see its own address.
  const hairpin: readonly Match[] = [
    { type: 'ctstatus', status: 'DNAT' },
    { type: 'set', set: HAIRPIN_CONNECTIONS, fields: HAIRPIN_KEY },
  ];
  const marked = { ...rule([{ ...unmarked, negate: true }], masquerade), first: clear };
  return [{ name: 'masquerading', rules: [marked, rule(hairpin, masquerade)] }];
}

function clusterIPsCheck(family: IpFamily, serviceCIDRs: readonly Cidr[]): readonly Rule[] {
  const cidrs = serviceCIDRs.filter((cidr) => cidrParts(cidr).family === family);
  const reject = rule(
    [
      { type: 'set', set: CLUSTER_IPS, fields: ['destinationIP'] },
      comment('Reject traffic to invalid ports of ClusterIPs'),
    ],
    { type: 'REJECT' },
  );
  if (cidrs.length === 0) return [reject];
  const drop = rule(
    [{ type: 'addresses', of: 'destination', cidrs }, comment('Drop traffic to unallocated ClusterIPs')],
    { type: 'DROP' },
  );
  return [reject, drop];
}
