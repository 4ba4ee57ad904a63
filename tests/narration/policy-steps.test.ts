import { expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { stepOrigin } from '../../src/engine/linux/model/trace.ts';
import { shopObjects } from '../engine/routing/shop.ts';
import { outcomesOf, tellOutcome } from './told-walks.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

const POLICY = { podSelector: { matchLabels: { app: 'web' } } };
const ADMIN = {
  priority: 1,
  subject: { namespaces: {} },
  ingress: [{ action: 'Pass', from: [{ namespaces: {} }] }],
};

/** "TITLE: sentence" of the policies' steps on the first way of a request and its reply. */
function told(spec: object, more: readonly RawObject[] = []): readonly string[] {
  const policy: RawObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec,
  };
  const router = createRouter(buildCluster({ objects: shopObjects({ more: [policy, ...more] }) }));
  const [outcome] = outcomesOf(router, [{ from: { pod: 'shop/client' }, to: 'tcp://web:80' }]);
  if (outcome === undefined) throw new Error('the request has no outcome');
  return tellOutcome(router.cluster, outcome)
    .filter(({ step }) => step.type === 'RULE' && stepOrigin(step).program === 'network-policy')
    .map(({ title, sentence }) => `${title}: ${sentence}`);
}

test('an allowed packet names the policy and the rule that allows it, and its reply passes', () => {
  const steps = told({ ...POLICY, ingress: [{ ports: [{ port: 9 }] }, { from: [{ podSelector: {} }] }] });
  expect(steps).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Ingress of Pod shop\/web-.*: .* policies restrict what Pod shop\/web-.* may receive\.$/),
      expect.stringMatching(/^NetworkPolicy shop\/web: .* selects the pod and is asked\.$/),
      expect.stringMatching(
        /^Allowed by NetworkPolicy shop\/web: .*: ingress rule 2 of NetworkPolicy shop\/web allows 10\./,
      ),
      expect.stringMatching(/^Policies allow it: /),
      expect.stringMatching(/^Policies done: /),
      expect.stringMatching(/^Part of a known connection: .* the first packet of a connection only\.$/),
    ]),
  );
});

test('a denied packet names who selects the pod', () => {
  expect(told(POLICY).at(-1)).toMatch(
    /^Denied: no rule allows it: .*: NetworkPolicy shop\/web selects the pod at 10\..*:8080, and no ingress rule allows this packet, so it is dropped\.$/,
  );
});

test('where several NetworkPolicies select the pod, none of them is said to have dropped the packet', () => {
  const second: RawObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'also', namespace: 'shop' },
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  };
  expect(told(POLICY, [second]).at(-1)).toMatch(
    /^Denied: no rule allows it: .*: several NetworkPolicies select Pod shop\/web-\S+, and no ingress rule of theirs allows this packet, so it is dropped\.$/,
  );
});

test('a rule that passes and one that denies are told apart', () => {
  const admin = (spec: object): RawObject => ({
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name: 'lock' },
    spec,
  });
  expect(told({ ...POLICY, ingress: [{}] }, [admin(ADMIN)])).toContainEqual(
    expect.stringMatching(
      /^Passed on: .*: ingress rule 1 of AdminNetworkPolicy lock leaves the decision to the next tier\.$/,
    ),
  );
  const deny = admin({ ...ADMIN, ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] });
  expect(told({ ...POLICY, ingress: [{}] }, [deny]).at(-1)).toMatch(
    /^Denied by AdminNetworkPolicy lock: .*: ingress rule 1 of AdminNetworkPolicy lock denies it, so the packet is dropped\.$/,
  );
});
