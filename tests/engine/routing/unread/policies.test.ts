import { describe, expect, test } from 'vitest';
import { saidNotConsidered } from '../../../support/said.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import { BOARD, BUY, judged, object, walk } from './board.ts';

const UNTURNED = ['REACHABLE'];
const FROM_ALL = { fromEntities: ['all'] };
/** A field of Cilium's policies that is not read. */
const DEMAND = { fromRequires: [{}] };

describe('a policy of a kind that is not read', () => {
  const cilium = (spec: object, key = 'oven/shut') => object(`cilium.io/v2 CiliumNetworkPolicy ${key}`, { ...spec });
  const antrea = (rule: object) =>
    object('crd.antrea.io/v1beta1 ClusterNetworkPolicy wall', {
      appliedTo: [{ namespaceSelector: { matchLabels: { tier: 'back' } } }],
      ingress: [rule],
    });

  test.each([
    ['Cilium, demands of the destination', cilium({ endpointSelector: {}, ingress: [{ ...FROM_ALL, ...DEMAND }] })],
    [
      'Cilium, by a label with its source',
      cilium({ endpointSelector: { matchLabels: { 'k8s:app': 'bread' } }, ingress: [{ ...FROM_ALL, ...DEMAND }] }),
    ],
    [
      'Cilium, demands of the client',
      cilium(
        {
          endpointSelector: { matchLabels: { app: 'buyer' } },
          egress: [{ toEntities: ['all'], toRequires: [{}] }],
        },
        'town/shut',
      ),
    ],
    [
      'Cilium, cluster-wide by a label of the namespace',
      object('cilium.io/v2 CiliumClusterwideNetworkPolicy shut', {
        endpointSelector: { matchLabels: { 'io.cilium.k8s.namespace.labels.tier': 'back' } },
        ingress: [{ ...FROM_ALL, ...DEMAND }],
      }),
    ],
    [
      'Cilium, for the node',
      object('cilium.io/v2 CiliumClusterwideNetworkPolicy shut', {
        nodeSelector: { matchLabels: { role: 'worker' } },
        ingress: [{}],
      }),
      { from: { pod: 'town/buyer' }, to: 'tcp://192.168.7.11:10250' },
    ],
    ['Antrea, a rule that drops', antrea({ action: 'Drop' })],
    [
      'a security group',
      object('vpcresources.k8s.aws/v1beta1 SecurityGroupPolicy oven/g', {
        podSelector: { matchLabels: { app: 'bread' } },
      }),
    ],
    ['a kind nobody knows', object('walls.example/v1 Wall oven/w', { podSelector: {} })],
    ['an experiment', object('chaos-mesh.org/v1alpha1 NetworkChaos lab/cut', { selector: { namespaces: ['oven'] } })],
  ])('%s: it is named, and could turn the verdict', (_, policy, request: TraceRequest = BUY) => {
    const { verdict, notConsidered } = walk([...BOARD, policy], request);
    expect(verdict).toBe('UNDETERMINED');
    expect(notConsidered).toMatchObject([{ object: { kind: policy.kind, name: policy.metadata.name } }]);
    expect(notConsidered?.map(saidNotConsidered)).toEqual([expect.stringMatching(/\.$/)]);
  });

  test.each([
    ['of another namespace', cilium({ endpointSelector: {}, ingress: [{ ...DEMAND }] }, 'yard/shut')],
    [
      'that selects other pods',
      cilium({ endpointSelector: { matchLabels: { app: 'cake' } }, ingress: [{ ...DEMAND }] }),
    ],
    ['that speaks of the other direction', cilium({ endpointSelector: {}, egress: [{ toRequires: [{}] }] })],
    ['without rules', cilium({ endpointSelector: {}, ingress: [] })],
    [
      'Antrea, for nobody',
      object('crd.antrea.io/v1beta1 NetworkPolicy oven/w', { appliedTo: [], ingress: [{ action: 'Drop' }] }),
    ],
    [
      'an egress firewall, for what stays inside',
      object('k8s.ovn.org/v1 EgressFirewall town/default', { egress: [{ type: 'Deny' }] }),
    ],
  ])('%s: it is not', (_, policy) => {
    expect(judged([...BOARD, policy])).toEqual(UNTURNED);
  });

  test('one that only allows is named, and does not make a success uncertain', () => {
    expect(judged([...BOARD, antrea({ action: 'Allow' })])).toEqual(['REACHABLE', 'ClusterNetworkPolicy wall']);
  });

  test('one that allows could open what a NetworkPolicy shuts, and nothing else', () => {
    const shut = object('networking.k8s.io/v1 NetworkPolicy oven/shut', { podSelector: {}, policyTypes: ['Ingress'] });
    const allow = antrea({ action: 'Allow' });
    expect(judged([...BOARD, shut])).toEqual(['UNREACHABLE']);
    expect(judged([...BOARD, shut, allow])).toEqual(['UNDETERMINED', 'ClusterNetworkPolicy wall']);
    const nobody = { from: { pod: 'town/buyer' }, to: 'http://bread.oven:7001/' };
    expect(judged([...BOARD, allow], nobody)[0]).toBe('UNREACHABLE');
  });

  test('what stays within a pod meets no policy', () => {
    const inside = { from: { pod: 'oven/bread' }, to: 'tcp://127.0.0.1:7000' };
    expect(judged([...BOARD, cilium({ endpointSelector: {}, ingress: [{ ...DEMAND }] })], inside)).toEqual(UNTURNED);
  });

  test('an egress firewall, for what leaves the cluster', () => {
    const wall = object('k8s.ovn.org/v1 EgressFirewall town/default', { egress: [{ type: 'Deny' }] });
    const out = { from: { pod: 'town/buyer' }, to: 'tcp://198.51.100.9:443' };
    expect(judged([...BOARD, wall], out)).toEqual(['UNDETERMINED', 'EgressFirewall default']);
  });
});
