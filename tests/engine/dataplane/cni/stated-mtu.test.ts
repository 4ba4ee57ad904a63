import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { shopObjects, traced } from '../../routing/shop.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';

const daemonSet = (name: string, env: Readonly<Record<string, string>> = {}): RawObject => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, namespace: 'kube-system' },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        hostNetwork: true,
        containers: [
          { name: 'node', image: name, env: Object.entries(env).map(([key, value]) => ({ name: key, value })) },
        ],
      },
    },
  },
});
const config = (name: string, data: Readonly<Record<string, string>>): RawObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'kube-system' },
  data,
});
const other = (apiVersion: string, kind: string, spec: object): RawObject => ({
  apiVersion,
  kind,
  metadata: { name: 'default' },
  spec,
});

/** MTUs of the client's device and of node-1's, and what becomes of an echo of so many bytes to a pod on the other node. */
function network(objects: readonly RawObject[], bytes = 1400) {
  const cluster = buildCluster({ objects: [...shopObjects(), ...objects] });
  const router = createRouter(cluster);
  const to =
    cluster.pods.find(({ labels, nodeName }) => labels['app'] === 'web' && nodeName === 'node-2')?.ips[0] ?? '';
  const { verdict, outcomes } = traced(router, { from: { pod: 'shop/client' }, to: `icmp://${to}`, bytes });
  const device = (id: string, name: RegExp) =>
    router.network
      .namespace(id)
      ?.interfaces()
      .find((each) => name.test(each.name))?.mtu;
  return {
    pod: device('pod/shop/client', /^eth0$/),
    tunnel: device('node/node-1', /vxlan|tunl0|flannel\.1/),
    verdict,
    code: outcomes[0]?.cause?.code,
  };
}

const VXLAN = daemonSet('calico-node', { CALICO_IPV4POOL_VXLAN: 'Always' });

describe('MTUs that are stated', () => {
  test.each([
    ['nobody', [VXLAN], { pod: 1450, tunnel: 1450 }],
    ['calico-config', [VXLAN, config('calico-config', { veth_mtu: '1300' })], { pod: 1300, tunnel: 1300 }],
    ['calico-config: 0 is none', [VXLAN, config('calico-config', { veth_mtu: '0' })], { pod: 1450, tunnel: 1450 }],
    [
      'an Installation',
      [VXLAN, other('operator.tigera.io/v1', 'Installation', { calicoNetwork: { mtu: 1350 } })],
      { pod: 1350, tunnel: 1350 },
    ],
    [
      'both for pods and for the tunnel',
      [
        VXLAN,
        config('calico-config', { veth_mtu: '1500' }),
        other('crd.projectcalico.org/v1', 'FelixConfiguration', { vxlanMTU: 1392 }),
      ],
      { pod: 1500, tunnel: 1392 },
    ],
    [
      'that of IP-in-IP',
      [
        daemonSet('calico-node', { CALICO_IPV4POOL_IPIP: 'Always' }),
        other('crd.projectcalico.org/v1', 'FelixConfiguration', { ipipMTU: 1400, vxlanMTU: 1200 }),
      ],
      { pod: 1400, tunnel: 1400 },
    ],
    [
      'a variable of calico-node, before a FelixConfiguration',
      [
        daemonSet('calico-node', { CALICO_IPV4POOL_VXLAN: 'Always', FELIX_VXLANMTU: '1380', FELIX_IPINIPMTU: '1300' }),
        other('crd.projectcalico.org/v1', 'FelixConfiguration', { vxlanMTU: 1392 }),
      ],
      { pod: 1380, tunnel: 1380 },
    ],
    [
      'flannel’s backend, less what it needs itself',
      [
        daemonSet('kube-flannel-ds'),
        config('kube-flannel-cfg', {
          'net-conf.json': '{"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan", "MTU": 1400}}',
        }),
      ],
      { pod: 1350, tunnel: 1350 },
    ],
    ['cilium-config', [daemonSet('cilium'), config('cilium-config', { mtu: '1400' })], { pod: 1400 }],
    ['what is no size', [daemonSet('cilium'), config('cilium-config', { mtu: 'auto' })], { pod: 1500 }],
  ] as const)('%s', (_, objects, expected) => {
    expect(network(objects)).toMatchObject(expected);
  });

  test('decide what gets through', () => {
    const wide = [
      VXLAN,
      config('calico-config', { veth_mtu: '1500' }),
      other('crd.projectcalico.org/v1', 'FelixConfiguration', { vxlanMTU: 1392 }),
    ];
    expect(network(wide, 1420)).toMatchObject({ verdict: 'UNREACHABLE', code: 'MTU_EXCEEDED' });
    expect(network(wide, 1392)).toMatchObject({ verdict: 'REACHABLE' });
  });
});
