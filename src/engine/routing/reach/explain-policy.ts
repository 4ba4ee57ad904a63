import { partyAt } from '../../dataplane/policy/party.ts';
import type { Cluster } from '../../kubernetes/model/cluster.ts';
import { type Connection, decideDirection, type DirectionDecision } from '../../kubernetes/network-policy/decide.ts';
import type { Direction, PlacedRule, Policy } from '../../kubernetes/network-policy/policy.ts';
import { policiesOf } from '../../kubernetes/network-policy/policy-set.ts';
import { formatObjectRef, objectKey } from '../../kubernetes/model/object.ts';
import type { CauseCode } from '../outcome/cause.ts';
import type { PolicyDrop } from '../causes/cause-policy.ts';
import type { Cause } from '../outcome/outcome.ts';
import { type Denial, describeParty, describeTransport } from './denial.ts';
import { allowingFix } from './fix-policy.ts';
import { nearestRule } from './nearest-rule.ts';

const CODES: Readonly<Record<Direction, { readonly own: CauseCode; readonly admin: CauseCode }>> = {
  ingress: { own: 'POLICY_DENIES_INGRESS', admin: 'ADMIN_POLICY_DENIES_INGRESS' },
  egress: { own: 'POLICY_DENIES_EGRESS', admin: 'ADMIN_POLICY_DENIES_EGRESS' },
};

/** The policy and rule that dropped a packet and why, with the change that would let it pass. */
export function explainPolicyDrop(
  cluster: Cluster,
  { origin: { path }, packet, masqueraded }: PolicyDrop,
): Cause | undefined {
  const direction: Direction = path?.[1] === 'egress' ? 'egress' : 'ingress';
  const { protocol, sourceIP, destinationIP, destinationPort: port } = packet;
  const connection: Connection = {
    protocol,
    port,
    source: partyAt(cluster, sourceIP),
    destination: partyAt(cluster, destinationIP),
  };
  const [own, peer] =
    direction === 'ingress' ? [connection.destination, connection.source] : [connection.source, connection.destination];
  const decision = decideDirection(policiesOf(cluster), connection, direction, cluster);
  return explainDenial({ cluster, direction, connection, own, peer, masqueraded }, decision);
}

/** undefined: the decision is to allow it. */
function explainDenial(denial: Denial, decision: DirectionDecision): Cause | undefined {
  if (decision.allowed) return undefined;
  return decision.by === 'rule' ? explainRule(denial, decision.decider) : explainIsolation(denial, decision.policies);
}

function explainRule(denial: Denial, { policy, rule, direction }: PlacedRule): Cause {
  const { cluster, own, peer, connection } = denial;
  const path = ['spec', direction, rule.index];
  const name = rule.name === '' ? '' : ` ("${rule.name}")`;
  const way = direction === 'ingress' ? `from ${describeParty(cluster, peer)}` : `to ${describeParty(cluster, peer)}`;
  const message = `${formatObjectRef(policy.ref)} selects ${describeParty(cluster, own)}, and its ${direction} rule ${rule.index + 1}${name} denies ${describeTransport(connection)} ${way}.`;
  const fix = allowingFix(denial, policy, rule.index);
  return { code: CODES[direction].admin, message, object: policy.ref, path, fix };
}

function explainIsolation(denial: Denial, policies: readonly Policy[]): Cause | undefined {
  const { cluster, own, peer, connection, direction, masqueraded } = denial;
  const near = nearestRule(denial, policies);
  const policy = near?.policy ?? policies[0];
  if (policy === undefined) return undefined;
  const others = policies
    .filter(({ ref }) => objectKey(ref) !== objectKey(policy.ref))
    .map(({ ref }) => formatObjectRef(ref));
  const also = others.length === 0 ? '' : ` (so ${others.length === 1 ? 'does' : 'do'} ${others.join(', ')})`;
  const way = direction === 'ingress' ? `from ${describeParty(cluster, peer)}` : `to ${describeParty(cluster, peer)}`;
  const whose = others.length === 0 ? `no ${direction} rule of it` : `no ${direction} rule of theirs`;
  const none =
    near === undefined
      ? ` ${policies.length === 1 ? 'It has' : 'They have'} no ${direction} rules at all.`
      : ` ${near.why}`;
  const hidden =
    masqueraded && direction === 'ingress'
      ? ' The client is hidden behind this address, as the packet was masqueraded on its way (externalTrafficPolicy Cluster does that).'
      : '';
  const message = `${formatObjectRef(policy.ref)} selects ${describeParty(cluster, own)}${also}, but ${whose} allows ${describeTransport(connection)} ${way}.${none}${hidden}`;
  const path = ['spec', direction, ...(near === undefined ? [] : [near.rule.index])];
  const fix = allowingFix(denial, policy, near?.portOnly === true ? near.rule : undefined);
  return { code: CODES[direction].own, message, object: policy.ref, path, fix };
}
