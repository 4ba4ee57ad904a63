import { expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { computeReach } from '../../../../src/engine/routing/reach/compute-reach.ts';
import { reachDoubts } from '../../../../src/engine/routing/unread/reach-remarks.ts';
import { BOARD, object, pod, walk } from './board.ts';
import { buildCluster } from '../../../whole-engine.ts';

/** Every pair, "source to destination", with the names of what could change it. */
function doubted(...unread: readonly RawObject[]): Readonly<Record<string, readonly string[]>> {
  const cluster = buildCluster({ objects: [...BOARD, pod('town/baker'), ...unread] });
  const { sources, destinations } = computeReach(cluster);
  const doubts = reachDoubts(cluster);
  const name = (label: string): string => label.replace(/\[.*/, '').replace(/.*-.*/, 'outside');
  return Object.fromEntries(
    sources.flatMap((source) =>
      destinations.flatMap((destination) => {
        const names = doubts(source, destination).map((each) => each.name);
        const isSelf = source.label === destination.label;
        return names.length === 0 || isSelf ? [] : [[`${name(source.label)} to ${name(destination.label)}`, names]];
      }),
    ),
  );
}

// Of these policies the rules are read, and what they require is not.
const cilium = (key: string, spec: object): RawObject => object(`cilium.io/v2 CiliumNetworkPolicy ${key}`, { ...spec });
const REQUIRED = { fromEntities: ['all'], fromRequires: [{}] };
const bread = { endpointSelector: { matchLabels: { app: 'bread' } } };

test('what selects a pod for ingress could change the pairs that lead to it, and for egress those that come from it', () => {
  expect(doubted(cilium('oven/in', { ...bread, ingress: [REQUIRED] }))).toEqual({
    'town/buyer to oven/bread': ['in'],
    'town/baker to oven/bread': ['in'],
    'outside to oven/bread': ['in'],
  });
  expect(doubted(cilium('oven/out', { ...bread, egress: [{ toEntities: ['all'], toRequires: [{}] }] }))).toEqual({
    'oven/bread to town/buyer': ['out'],
    'oven/bread to town/baker': ['out'],
    'oven/bread to outside': ['out'],
  });
});

test('what is about connections that leave the cluster could change those alone', () => {
  const wall = object('k8s.ovn.org/v1 EgressFirewall oven/wall', { egress: [{ type: 'Deny' }] });
  expect(doubted(wall)).toEqual({ 'oven/bread to outside': ['wall'] });
});

test('what selects nobody, is no policy, or is read could change nothing', () => {
  expect(doubted(cilium('yard/shut', { endpointSelector: {}, ingress: [REQUIRED] }))).toEqual({});
  expect(doubted(object('metallb.io/v1beta1 IPAddressPool lb/pool'))).toEqual({});
  expect(doubted(object('networking.k8s.io/v1 NetworkPolicy oven/all', { podSelector: {} }))).toEqual({});
});

test('a result says which party a policy is about', () => {
  const of = (policy: RawObject) => walk([...BOARD, policy]).notConsidered?.map((each) => each.of);
  expect(of(cilium('oven/in', { ...bread, ingress: [REQUIRED] }))).toEqual([
    { kind: 'Pod', namespace: 'oven', name: 'bread' },
  ]);
  expect(of(cilium('town/out', { endpointSelector: {}, egress: [{ toEntities: ['all'], toRequires: [{}] }] }))).toEqual(
    [{ kind: 'Pod', namespace: 'town', name: 'buyer' }],
  );
});
