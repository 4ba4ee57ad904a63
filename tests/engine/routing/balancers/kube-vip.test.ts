import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { TraceResult } from '../../../../src/engine/routing/engine/result.ts';
import { buildCluster } from '../../../whole-engine.ts';
import { shopObjects, shopRouter, traced } from '../shop.ts';

const VIP = '192.168.0.77';

function kubeVip(variables: Record<string, string> = {}, pod: object = {}): RawObject {
  const labels = { 'app.kubernetes.io/name': 'kube-vip-ds' };
  const env = Object.entries({ vip_arp: 'true', svc_enable: 'true', ...variables }).map(([name, value]) => ({
    name,
    value,
  }));
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'kube-vip-ds', namespace: 'kube-system', labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          hostNetwork: true,
          containers: [{ name: 'kube-vip', image: 'ghcr.io/kube-vip/kube-vip:v1.0.0', env }],
          ...pod,
        },
      },
    },
  };
}

const ranges = (data: Record<string, string>): RawObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'kubevip', namespace: 'kube-system' },
  data,
});

const shop = (service: object, ...more: readonly RawObject[]) =>
  shopObjects({ service: { type: 'LoadBalancer', ...service }, more });

const address = (objects: readonly RawObject[]) => {
  const { balancing, loadBalancerIPs = [] } = buildCluster({ objects }).service('shop', 'web') ?? {};
  return balancing?.pending?.code ?? loadBalancerIPs.map(({ ip }) => ip).join();
};

describe('an address of kube-vip', () => {
  test('is the one that is asked for, or of the range of the namespace, or of that for all', () => {
    expect(address(shop({ loadBalancerIP: VIP }, kubeVip()))).toBe(VIP);
    expect(address(shop({}, kubeVip(), ranges({ 'range-global': '10.5.0.7-10.5.0.9' })))).toBe('10.5.0.7');
    const both = ranges({ 'range-global': '10.5.0.7-10.5.0.9', 'cidr-shop': '10.6.0.0/29' });
    expect(address(shop({}, kubeVip(), both))).toBe('10.6.0.0');
    const other = ranges({ 'cidr-global': '10.6.0.0/29', 'skip-end-ips-in-cidr': 'true', 'search-order': 'desc' });
    expect(address(shop({}, kubeVip(), other))).toBe('10.6.0.6');
  });

  test('is none where nobody asks for one, and kube-vip that serves no Services gives none', () => {
    expect(address(shop({}, kubeVip()))).toBe('NO_POOL');
    expect(address(shop({}, kubeVip({ svc_enable: 'false' })))).toBe('203.0.113.129');
  });
});

describe('who has it', () => {
  const call = (service: object, ...more: readonly RawObject[]): TraceResult =>
    traced(shopRouter(shop({ loadBalancerIP: VIP, ...service }, ...more)), {
      from: { internet: true },
      to: `http://${VIP}/`,
    });
  const entered = ({ outcomes }: TraceResult): readonly string[] => [
    ...new Set(
      outcomes.flatMap(({ legs }) => {
        const hop = legs.at(-1)?.request.hops.find(({ namespace }) => namespace.startsWith('node/'));
        return hop === undefined ? [] : [hop.namespace];
      }),
    ),
  ];
  const both = ['node/node-1', 'node/node-2'];
  const one = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'one', namespace: 'shop', labels: { app: 'one' } },
    spec: { nodeName: 'node-2', containers: [{ name: 'c', image: 'c', ports: [{ containerPort: 8080 }] }] },
  };
  const local = { externalTrafficPolicy: 'Local', selector: { app: 'one' } };

  test('the node that leads, which may be any; by BGP all of them', () => {
    const result = call({}, kubeVip());
    expect(result.verdict).toBe('REACHABLE');
    expect(entered(result)).toEqual(both);
    expect(entered(call({}, kubeVip({ bgp_enable: 'true' })))).toEqual(both);
  });

  test('with externalTrafficPolicy Local one with an endpoint, where each Service elects its own', () => {
    expect(entered(call(local, kubeVip({ svc_election: 'true' }), one))).toEqual(['node/node-2']);
    const result = call(local, kubeVip(), one);
    expect(result.verdict).toBe('AMBIGUOUS');
    expect(result.outcomes.map(({ cause }) => cause?.code)).toContain('NO_LOCAL_ENDPOINTS');
  });

  test('none where kube-vip runs nowhere', () => {
    const result = call({}, kubeVip({}, { nodeSelector: { edge: 'yes' } }));
    expect(result.outcomes[0]?.cause?.code).toBe('ADDRESS_NOT_ANNOUNCED');
  });
});
