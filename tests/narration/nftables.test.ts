import { describe, expect, test } from 'vitest';
import type { RuleStep } from '../../src/engine/linux/model/trace.ts';
import type { Outcome } from '../../src/engine/routing/outcome/outcome.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { ruleComment, ruleText } from '../../src/narration/rule-text.ts';
import { shopObjects, shopRouter, traced } from '../engine/routing/shop.ts';

const NFTABLES = {
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  metadata: { name: 'kube-proxy' },
  mode: 'nftables',
};
const CLIENT = { from: { pod: 'shop/client' } };

interface Told {
  readonly chain: string;
  readonly text: string;
  readonly title: string;
  readonly sentence: string;
  readonly step: RuleStep;
}

/** Every rule of the way there, in the node's table kube-proxy. */
function tell(service: Readonly<Record<string, unknown>>, to: string): { outcome: Outcome; rules: readonly Told[] } {
  const router = shopRouter(shopObjects({ service, more: [NFTABLES] }));
  const [outcome] = traced(router, { ...CLIENT, to }).outcomes;
  const trace = outcome?.legs.at(-1)?.request;
  if (outcome === undefined || trace === undefined) throw new Error('no walk');
  const rules = trace.hops.flatMap((hop) =>
    hop.steps
      .filter((step): step is RuleStep => step.type === 'RULE' && step.detail.nft !== undefined)
      .map((step) => {
        const told = ENGLISH.step(step, { cluster: router.cluster, hop, direction: 'request' });
        return { chain: step.detail.chain, text: ruleText(step), ...told, step };
      }),
  );
  return { outcome, rules };
}

const WEB = { clusterIP: '10.96.0.50', sessionAffinity: 'ClientIP' };

describe('a walk through nftables', () => {
  const { rules } = tell(WEB, 'tcp://10.96.0.50:80');
  const by = (chain: RegExp) => rules.find((one) => chain.test(one.chain));

  test('shows the rule with the map element that decided', () => {
    expect(by(/^services$/)).toMatchObject({
      title: 'Service shop/web',
      text: expect.stringMatching(
        /^ip daddr \. meta l4proto \. th dport vmap @service-ips \{ 10\.96\.0\.50 \. tcp \. 80 : goto service-[A-Z2-7]{8}-shop\/web\/tcp\/ \}$/,
      ),
    });
    expect(by(/^services$/)?.sentence).toContain('map service-ips');
  });

  test('tells the random choice and the memory of it', () => {
    expect(by(/^service-/)).toMatchObject({
      title: 'Endpoint picked',
      text: expect.stringMatching(/^numgen random mod 2 vmap \{ 0 : goto endpoint-/),
    });
    expect(by(/^service-/)?.sentence).toContain('50 %');
    expect(rules.find(({ text }) => text.startsWith('update @affinity-'))?.title).toBe('Client remembered');
    expect(rules.find(({ text }) => text.startsWith('meta l4proto tcp dnat to'))?.sentence).toContain(
      'Service shop/web',
    );
  });
});

test('a Service without endpoints: the element names it, and it is the cause', () => {
  const { rules, outcome } = tell({ clusterIP: '10.96.0.50', selector: { app: 'none' } }, 'tcp://10.96.0.50:80');
  const [found] = rules.filter(({ step }) => step.detail.found !== undefined);
  expect(found).toMatchObject({
    title: 'No endpoints',
    sentence: expect.stringContaining('Service shop/web has no endpoints'),
  });
  expect(found && ruleComment(found.step)).toBe('shop/web');
  expect(rules.at(-1)).toMatchObject({ chain: 'reject-chain', text: 'reject' });
  expect(outcome).toMatchObject({ disposition: 'REJECTED', cause: { code: 'SERVICE_SELECTOR_MATCHES_NOTHING' } });
});

test.each([
  ['tcp://10.96.0.50:81', 'REJECTED', 'PORT_NOT_IN_SERVICE'],
  ['tcp://10.96.0.77:80', 'DROPPED', 'ADDRESS_UNUSED'],
] as const)('%s is %s: %s', (to, disposition, code) => {
  const { rules, outcome } = tell(WEB, to);
  expect(outcome).toMatchObject({ disposition, cause: { code } });
  expect(rules.at(-1)?.chain).toBe('cluster-ips-check');
});

test('of many verdicts only the one drawn is shown', () => {
  const { rules } = tell(WEB, 'tcp://10.96.0.50:80');
  const step = rules.find(({ step: { detail } }) => detail.rule.target?.type === 'NUMGEN')?.step;
  if (step?.detail.rule.target?.type !== 'NUMGEN' || step.detail.found === undefined)
    throw new Error('no random choice');
  const verdicts = Array.from({ length: 9 }, (_, index) => ({ type: 'GOTO', chain: `e${index}` }) as const);
  const rule = { ...step.detail.rule, target: { type: 'NUMGEN', verdicts } } as const;
  const found = { ...step.detail.found, key: '7', verdict: { type: 'GOTO', chain: 'e7' } } as const;
  expect(ruleText({ ...step, detail: { ...step.detail, rule, found } })).toBe(
    'numgen random mod 9 vmap { …, 7 : goto e7, … }',
  );
});
