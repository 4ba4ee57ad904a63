import type { Policy, PolicyPeer, PolicyRule } from '../../kubernetes/network-policy/policy.ts';
import { matchesPeer, type Party, type PolicyContext } from '../../kubernetes/network-policy/select.ts';
import { matchesSelector } from '../../kubernetes/matching/label-selector.ts';

/** For one rule or subject: 1 at the place of each party it matches. */
export type Row = Uint8Array;

/** Which parties each rule and each subject matches: every selector is asked once per pod, however many rules use it. */
export interface PeerTable {
  readonly subject: (policy: Policy) => Row;
  readonly peers: (rule: PolicyRule) => Row;
  /** Which may have the rule, of those that the policy selects. */
  readonly own: (rule: PolicyRule) => Row;
}

/** Peers that anybody may be, whoever has no address as well. */
const TO_ASK: ReadonlySet<PolicyPeer['kind']> = new Set(['entity', 'identity', 'services', 'side']);

export function createPeerTable(parties: readonly Party[], context: PolicyContext): PeerTable {
  const byTerm = new Map<string, Row>();
  const inNamespace = new Map<string, number[]>();
  const withAddress: number[] = [];
  parties.forEach(({ pod, ip }, index) => {
    if (ip !== undefined) withAddress.push(index);
    if (pod === undefined || pod.hostNetwork) return;
    const list = inNamespace.get(pod.namespace);
    if (list === undefined) inNamespace.set(pod.namespace, [index]);
    else list.push(index);
  });
  const all = parties.map((_, index) => index);
  const everybody: Row = new Uint8Array(parties.length).fill(1);

  const mark = (row: Row, indices: readonly number[], peer: PolicyPeer): void => {
    for (const index of indices) {
      const party = parties[index];
      if (party !== undefined && row[index] === 0 && matchesPeer(peer, party, context)) row[index] = 1;
    }
  };
  const fill = (row: Row, peer: PolicyPeer): void => {
    if (peer.kind === 'everybody') row.fill(1);
    else if (peer.kind === 'block' || peer.kind === 'nodes') mark(row, withAddress, peer);
    else if (TO_ASK.has(peer.kind)) mark(row, all, peer);
    else if (peer.kind === 'pods') {
      for (const [namespace, indices] of inNamespace) {
        if (peer.namespace !== undefined && peer.namespace !== namespace) continue;
        const labels = context.namespaces.get(namespace) ?? {};
        if (peer.namespaces !== undefined && !matchesSelector(peer.namespaces, labels)) continue;
        if (peer.accounts !== undefined || peer.calico !== undefined) mark(row, indices, peer);
        else if (peer.pods === undefined) for (const index of indices) row[index] = 1;
        else
          for (const index of indices)
            if (matchesSelector(peer.pods, parties[index]?.pod?.labels ?? {})) row[index] = 1;
      }
    }
  };
  const rowOf = (peers: readonly PolicyPeer[]): Row => {
    const key = JSON.stringify(peers);
    let row = byTerm.get(key);
    if (row === undefined) {
      row = new Uint8Array(parties.length);
      for (const peer of peers) fill(row, peer);
      byTerm.set(key, row);
    }
    return row;
  };
  return remembering({
    subject: ({ subject }) => rowOf([subject]),
    peers: ({ peers }) => (peers === undefined ? everybody : rowOf(peers)),
    own: ({ own }) => (own === undefined ? everybody : rowOf([own])),
  });
}

/** The same table for some of its parties. */
export function pickParties(table: PeerTable, indices: readonly number[]): PeerTable {
  const pick = (row: Row): Row => {
    const picked = new Uint8Array(indices.length);
    for (let place = 0; place < picked.length; place++) picked[place] = row[indices[place] ?? 0] ?? 0;
    return picked;
  };
  return remembering({
    subject: (policy) => pick(table.subject(policy)),
    peers: (rule) => pick(table.peers(rule)),
    own: (rule) => pick(table.own(rule)),
  });
}

function remembering({ subject, peers, own }: PeerTable): PeerTable {
  const [subjects, rules, owners] = [new Map<Policy, Row>(), new Map<PolicyRule, Row>(), new Map<PolicyRule, Row>()];
  return {
    subject: (policy) => {
      const row = subjects.get(policy) ?? subject(policy);
      subjects.set(policy, row);
      return row;
    },
    peers: (rule) => {
      const row = rules.get(rule) ?? peers(rule);
      rules.set(rule, row);
      return row;
    },
    own: (rule) => {
      const row = owners.get(rule) ?? own(rule);
      owners.set(rule, row);
      return row;
    },
  };
}
