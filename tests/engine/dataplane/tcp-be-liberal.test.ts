import { expect, test } from 'vitest';
import { parseIp } from '../../../src/engine/net/ip.ts';
import { formatRuleset } from '../../../src/engine/linux/print/print.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';
import { proxyConfiguration, TWO_NODES } from '../../kernel/two-nodes.ts';

const POD: RawObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    nodeName: 'n2',
    containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 8080, protocol: 'TCP' }] }],
  },
  status: { phase: 'Running', podIPs: [{ ip: '10.244.2.2' }] },
};

/** A client outside sends to the pod by way of the other node, which does not see the answer. */
function walk(tcpBeLiberal: boolean) {
  const objects = [...TWO_NODES, POD, proxyConfiguration({ mode: 'iptables', conntrack: { tcpBeLiberal } })];
  const router = createRouter(buildCluster({ objects }));
  const ip = parseIp('198.51.100.100');
  if (ip === undefined) throw new Error('no address');
  const traced = router.trace({ from: { ip, enters: 'n1' }, to: 'tcp://10.244.2.2:8080' });
  const ruleset = router.network.namespace('node/n1')?.ruleset(4);
  return {
    code: traced.ok
      ? (traced.value.outcomes[0]?.cause?.code ?? traced.value.outcomes[0]?.disposition)
      : traced.error.code,
    rules: ruleset === undefined ? '' : formatRuleset(ruleset),
  };
}

const RULE = '-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP';

test('what follows an answer that a node has not seen is dropped by it as INVALID', () => {
  const { code, rules } = walk(false);
  expect(rules).toContain(RULE);
  expect(code).toBe('ANSWER_NOT_SEEN');
});

test('and let through where kube-proxy has conntrack be liberal', () => {
  const { code, rules } = walk(true);
  expect(rules).toContain('KUBE-FORWARD');
  expect(rules).not.toContain(RULE);
  expect(code).toBe('ACCEPTED');
});
