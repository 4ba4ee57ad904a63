import { NAME_OF_NAMESPACE } from '../../../engine/objects.ts';
import { isSameAsk } from '../../../engine/text.ts';
import { type BoardObject, labelled, podLabels, withLabels } from '../board-objects.ts';
import { type Fields, fieldsAt, labelsAt, listAt, withField } from '../fields.ts';
import { type Connect, OUTSIDE } from './connection.ts';

/** A policy that is about every pod yet is about those of a workload; one that is about some lets others in. */
export const restrictOrAllow: Connect = (document, policy, target) => {
  const [from, to] = [policy.ref, target.ref];
  const { matchExpressions } = fieldsAt(policy.object, 'spec', 'podSelector');
  const wanted = Object.entries(labelsAt(policy.object, 'spec', 'podSelector', 'matchLabels'));
  if (wanted.length > 0 || listAt(matchExpressions).length > 0) {
    const own = podLabels(target);
    const isIts = wanted.length > 0 && wanted.every(([label, value]) => own[label] === value);
    if (isIts && from.namespace === to.namespace)
      return { code: 'ALREADY', detail: { relation: 'RESTRICTS', from, to } };
    return allow(document, target, policy);
  }
  if (from.namespace !== to.namespace) return { code: 'OTHER_NAMESPACE', detail: { from, to } };
  const matchLabels = podLabels(labelled(target));
  return {
    relation: 'RESTRICTS',
    objects: [withField(policy.object, ['spec', 'podSelector'], { matchLabels }), ...withLabels(target)],
  };
};

/** A policy lets a peer in; one that is about what its pods call alone, lets them call it. */
export const allow: Connect = (_document, peer, policy) => {
  const { policyTypes } = fieldsAt(policy.object, 'spec');
  const isOut = Array.isArray(policyTypes) && !policyTypes.includes('Ingress');
  const [rules, peers] = isOut ? ['egress', 'to'] : ['ingress', 'from'];
  const given = listAt(fieldsAt(policy.object, 'spec')[rules]);
  const own = peersOf(peer, policy);
  const isLet = (one: Fields): boolean =>
    given.some((rule) => rule['ports'] === undefined && listAt(rule[peers]).some((each) => isSameAsk(each, one)));
  if (own.every(isLet)) return { code: 'ALREADY', detail: { relation: 'ALLOWS', from: peer.ref, to: policy.ref } };
  return {
    relation: 'ALLOWS',
    objects: [withField(policy.object, ['spec', rules], [...given, { [peers]: own }]), ...withLabels(isPods(peer))],
  };
};

export const allowFrom: Connect = (document, policy, peer) => allow(document, peer, policy);

const isPods = (peer: BoardObject): BoardObject | undefined =>
  peer.ref.kind === 'Namespace' || peer.ref.kind === OUTSIDE.ref.kind ? undefined : peer;

/** How a rule names it. Outside the cluster is every address there is, of either family. */
function peersOf(peer: BoardObject, policy: BoardObject): readonly Fields[] {
  const { kind, namespace, name } = peer.ref;
  if (kind === OUTSIDE.ref.kind) return [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }];
  const named = (space: string): Fields => ({
    namespaceSelector: { matchLabels: { [NAME_OF_NAMESPACE]: space } },
  });
  if (kind === 'Namespace') return [named(name)];
  const podSelector = { matchLabels: podLabels(labelled(peer)) };
  const isFar = namespace !== undefined && namespace !== policy.ref.namespace;
  return [{ ...(isFar && named(namespace)), podSelector }];
}
