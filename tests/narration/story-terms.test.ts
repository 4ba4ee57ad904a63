import { expect, test } from 'vitest';
import { CLUSTER_SETTINGS } from '../../src/narration/en/page/later/cluster-settings.ts';
import { STORY_ASIDE } from '../../src/narration/en/page/later/story-aside.ts';

test('a part that is told of other clusters names networks and modes as the settings do', () => {
  const { cnis } = CLUSTER_SETTINGS.podNetwork;
  expect(STORY_ASIDE.cni(['calico', 'calico-ipip'], 'flannel')).toBe(
    `“${cnis.calico.name}” or “${cnis['calico-ipip'].name}”; here it is “${cnis.flannel.name}”`,
  );
  expect(STORY_ASIDE.cni(['calico', 'calico-ipip', 'cilium', 'gke'], 'weave')).toBe('other networks than “weave”');
  expect(STORY_ASIDE.proxyMode(['iptables', 'ipvs'], 'ebpf')).toBe(
    'Services done by iptables or IPVS; here it is eBPF',
  );
});
