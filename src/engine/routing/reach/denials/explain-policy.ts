import { partyAt } from '../../../dataplane/policy/party.ts';
import type { Cluster } from '../../../kubernetes/cluster/cluster.ts';
import { type Connection, decideDirection, type DirectionDecision } from '../../../kubernetes/network-policy/decide.ts';
import { type Direction, placeOf, type PlacedRule, type Policy } from '../../../kubernetes/network-policy/policy.ts';
import { policiesOf } from '../../../kubernetes/network-policy/policy-set.ts';
import { type Ip, ipFamily } from '../../../net/ip.ts';
import { objectKey } from '../../../kubernetes/model/object.ts';
import type { PolicyDrop } from '../../causes/cause-policy.ts';
import type { Cause } from '../../outcome/outcome.ts';
import { type Denial, endOf, transportOf } from './denial.ts';
import { allowingFix, ownFix, removingFix } from './fix-policy.ts';
import { nearestRule } from './nearest-rule.ts';

const CODES = {
  ingress: { own: 'POLICY_DENIES_INGRESS', admin: 'ADMIN_POLICY_DENIES_INGRESS' },
  egress: { own: 'POLICY_DENIES_EGRESS', admin: 'ADMIN_POLICY_DENIES_EGRESS' },
} as const satisfies Readonly<Record<Direction, object>>;

/** The policy and rule that dropped a packet and why, with the change that would let it pass. */
export function explainPolicyDrop(
  cluster: Cluster,
  { origin: { path }, packet, client }: PolicyDrop,
): Cause | undefined {
  const direction: Direction =
    path?.some((step) => step === 'egress' || step === 'egressDeny') === true ? 'egress' : 'ingress';
  const { protocol, sourceIP, destinationIP, destinationPort: port } = packet;
  const connection: Connection = {
    protocol,
    port,
    family: ipFamily(destinationIP),
    source: partyAt(cluster, sourceIP),
    destination: partyAt(cluster, destinationIP),
    sameNode: nodeAt(cluster, sourceIP) === nodeAt(cluster, destinationIP),
  };
  const [own, peer] =
    direction === 'ingress' ? [connection.destination, connection.source] : [connection.source, connection.destination];
  const decision = decideDirection(policiesOf(cluster), connection, direction, cluster);
  return explainDenial({ cluster, direction, connection, own, peer, ...(client && { client }) }, decision);
}

/** The node of a pod, or the one that has the address. */
function nodeAt(cluster: Cluster, ip: Ip): string | undefined {
  const owner = cluster.owner(ip);
  return owner !== undefined && 'hostNetwork' in owner ? owner.nodeName : owner?.name;
}

/** undefined: the decision is to allow it. */
function explainDenial(denial: Denial, decision: DirectionDecision): Cause | undefined {
  if (decision.allowed) return undefined;
  return decision.by === 'rule' ? explainRule(denial, decision.decider) : explainIsolation(denial, decision.policies);
}

function explainRule(denial: Denial, decider: PlacedRule): Cause {
  const { policy, rule, direction } = decider;
  const path = placeOf(policy, direction, rule);
  const detail = { ...deniedBy(denial, policy), rule: rule.index, ruleName: rule.name };
  const fix = policy.tier === 'Deny' ? removingFix(denial, decider) : allowingFix(denial, policy, rule.index);
  return { code: CODES[direction].admin, detail, object: policy.ref, path, fix };
}

const deniedBy = ({ cluster, own, peer, connection }: Denial, { ref }: Policy) => ({
  policy: ref,
  own: endOf(cluster, own),
  peer: endOf(cluster, peer),
  transport: transportOf(connection),
});

function explainIsolation(denial: Denial, policies: readonly Policy[]): Cause | undefined {
  const { cluster, direction, client } = denial;
  const near = nearestRule(denial, policies);
  const policy = near?.policy ?? policies[0];
  if (policy === undefined) return undefined;
  const others = policies.flatMap(({ ref }) => (objectKey(ref) === objectKey(policy.ref) ? [] : [ref]));
  const detail = {
    ...deniedBy(denial, policy),
    others,
    ...(near && { near: near.facts }),
    ...(client && direction === 'ingress' && { hidden: { client, outside: cluster.owner(client) === undefined } }),
  };
  const path = placeOf(policy, direction, near?.rule);
  const fix = ownFix(denial, policies, near?.portOnly === true ? near : undefined);
  return { code: CODES[direction].own, detail, object: policy.ref, path, ...(fix && { fix }) };
}
