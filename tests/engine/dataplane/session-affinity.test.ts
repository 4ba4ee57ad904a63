import { describe, expect, test } from 'vitest';
import { cidr, cluster, node, pod, service } from './fixture-cluster.ts';
import { formatNodeRuleset } from '../../whole-engine.ts';

const rulesIn = (proxyMode: 'iptables' | 'nftables', sessionAffinityTimeout?: number): string => {
  const web = service('shop/web', {
    clusterIPs: ['10.96.0.20'],
    ports: [{ port: 80, name: 'http' }],
    endpoints: ['10.244.0.5', '10.244.0.6'].map((ip) => ({ ip, ports: { http: 8080 } })),
    ...(sessionAffinityTimeout === undefined ? {} : { sessionAffinityTimeout }),
  });
  const parts = cluster({
    settings: { proxyMode },
    nodes: [node('n1', ['192.168.0.2'], { podCIDRs: [cidr('10.244.0.0/24')] })],
    pods: ['10.244.0.5', '10.244.0.6'].map((ip, index) => pod(`shop/web-${index}`, 'n1', [ip])),
    services: [web],
  });
  return formatNodeRuleset(parts, 'n1', 4);
};

/** A walk takes no time, so how long a client is remembered shows in the rules alone. */
describe('sessionAffinity lasts as long as the Service says', () => {
  test('iptables: each endpoint is asked for clients of the last seconds', () => {
    const rules = rulesIn('iptables', 77);
    expect(rules.match(/-m recent --rcheck --seconds 77 --reap --name KUBE-SEP-\w+/g)).toHaveLength(2);
    expect(rules.match(/-m recent --name KUBE-SEP-\w+ --set|-m recent --set --name KUBE-SEP-\w+/g)).toHaveLength(2);
    expect(rulesIn('iptables')).not.toContain('recent');
  });

  test('nftables: each endpoint has a set whose elements live that long', () => {
    const rules = rulesIn('nftables', 77);
    expect(rules.match(/\btimeout (77s|1m17s)/g)).toHaveLength(2);
    expect(rules.match(/update @affinity-\S+ \{ ip saddr/g)).toHaveLength(2);
    expect(rulesIn('nftables')).not.toContain('affinity');
  });
});
