import { describe, expect, test } from 'vitest';
import { BOARD, judged, object, walk } from './board.ts';

const leave = (to: string) => ({ from: { pod: 'town/buyer' }, to: `http://${to}/` });
const config = (name: string, data: Readonly<Record<string, string>>) => ({
  ...object(`v1 ConfigMap kube-system/${name}`),
  data,
});

describe('what an ip-masq-agent is told to leave alone', () => {
  const agent = (text: string, name = 'ip-masq-agent') => [...BOARD, config(name, { config: text })];
  const yaml = 'nonMasqueradeCIDRs:\n- 10.0.0.0/8\n- 172.16.0.0/12\nmasqLinkLocal: false\nresyncInterval: 60s\n';
  const told = ['UNDETERMINED', 'ConfigMap ip-masq-agent'];

  test.each([
    ['172.16.5.5', told],
    ['169.254.169.254', told],
    ['203.0.113.9', ['REACHABLE']],
  ])('%s', (to, expected) => {
    expect(judged(agent(yaml), leave(to))).toEqual(expected);
  });
  test('link-local addresses too, where that is said, and in JSON', () => {
    const json = '{"nonMasqueradeCIDRs": ["10.0.0.0/8"], "masqLinkLocal": true, "masqLinkLocalIPv6": false}';
    expect(judged(agent(json), leave('169.254.169.254'))).toEqual(['REACHABLE']);
    expect(judged(agent(json), leave('10.9.9.9'))).toEqual(told);
    expect(judged(agent(json, 'azure-ip-masq-agent-config'), leave('10.9.9.9'))).toContain(
      'ConfigMap azure-ip-masq-agent-config',
    );
  });
  test('a cloud that carries pods’ addresses brings the answer back; what it does not spare is told', () => {
    const overrides = { cni: 'gke', cloud: 'gke' } as const;
    const narrow = agent('nonMasqueradeCIDRs: [10.20.0.0/16]');
    expect(judged(narrow, leave('10.200.1.1'), overrides)).toEqual(['REACHABLE', 'ConfigMap ip-masq-agent']);
    expect(walk(narrow, leave('10.200.1.1'), overrides).notConsidered?.[0]?.code).toBe('LEAVES_TRANSLATED');
    expect(judged(agent(yaml), leave('10.200.1.1'), overrides)).toEqual(['REACHABLE']);
  });
  test('what stays in the cluster, and what a node sends, is not concerned', () => {
    expect(judged(agent('nonMasqueradeCIDRs: [0.0.0.0/0]'))).toEqual(['REACHABLE']);
    expect(judged(agent('nonMasqueradeCIDRs: [0.0.0.0/0]'), { from: { node: 'n1' }, to: 'http://8.8.8.8/' })).toEqual([
      'REACHABLE',
    ]);
  });
});

describe('Cilium and Calico that do not masquerade', () => {
  const cilium = (data: Readonly<Record<string, string>>) => [...BOARD, config('cilium-config', data)];

  test.each([
    [{ 'enable-ipv4-masquerade': 'false' }, '8.8.8.8', 'UNDETERMINED'],
    [{ 'enable-ipv4-masquerade': 'true' }, '8.8.8.8', 'REACHABLE'],
    [{ 'enable-ipv6-masquerade': 'false' }, '8.8.8.8', 'REACHABLE'],
    [{ 'ipv4-native-routing-cidr': '10.0.0.0/8' }, '10.9.9.9', 'UNDETERMINED'],
    [{ 'ipv4-native-routing-cidr': '10.0.0.0/8' }, '8.8.8.8', 'REACHABLE'],
  ])('cilium-config %j, %s: %s', (data, to, verdict) => {
    expect(judged(cilium(data as Readonly<Record<string, string>>), leave(to), { cni: 'cilium' })[0]).toBe(verdict);
  });
  test.each([
    ['CALICO_IPV4POOL_NAT_OUTGOING', 'false', ['UNDETERMINED', 'DaemonSet calico-node']],
    ['CALICO_IPV4POOL_NAT_OUTGOING', 'true', ['REACHABLE']],
    ['CALICO_IPV6POOL_NAT_OUTGOING', 'false', ['REACHABLE']],
  ])('%s: %s', (name, value, expected) => {
    const labels = { 'k8s-app': 'calico-node' };
    const containers = [{ name: 'calico-node', image: 'calico/node:v3.30.0', env: [{ name, value }] }];
    const template = { metadata: { labels }, spec: { hostNetwork: true, containers } };
    const daemonSet = object('apps/v1 DaemonSet kube-system/calico-node', {
      selector: { matchLabels: labels },
      template,
    });
    expect(judged([...BOARD, daemonSet], leave('8.8.8.8'))).toEqual(expected);
  });
});
