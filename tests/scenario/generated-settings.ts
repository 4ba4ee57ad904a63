import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { POD_SAMPLES } from './annotation-samples.ts';
import type { Dice } from './dice.ts';
import { appOf, NAMESPACES, objectOf } from './generated-workloads.ts';

export function policiesOf(dice: Dice): readonly RawObject[] {
  const peer = () =>
    dice.pick<object>([
      { podSelector: { matchLabels: { app: appOf(dice) } } },
      { namespaceSelector: {} },
      {
        namespaceSelector: { matchLabels: { team: 'x' } },
        podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['db'] }] },
      },
      { ipBlock: { cidr: '10.244.0.0/16', except: ['10.244.1.0/24'] } },
    ]);
  const port = () =>
    dice.pick<object>([
      { port: 8080 },
      { port: 'http', protocol: 'TCP' },
      { port: 1, endPort: 9000, protocol: 'TCP' },
      { protocol: 'UDP' },
      {},
    ]);
  const rule = (side: string) => ({
    ...dice.maybe(7, () => ({ [side]: [peer()] })),
    ...dice.maybe(5, () => ({ ports: [port()] })),
  });
  const policy = objectOf(
    'NetworkPolicy',
    'np',
    {
      metadata: { name: 'np', namespace: 'shop' },
      spec: {
        podSelector: dice.pick<object>([{}, { matchLabels: { app: appOf(dice) } }, { app: 'web' }]),
        ...dice.maybe(6, () => ({ policyTypes: dice.pick([['Ingress'], ['Egress'], ['Ingress', 'Egress']]) })),
        ...dice.maybe(7, () => ({ ingress: dice.pick<readonly object[]>([[], [rule('from')]]) })),
        ...dice.maybe(5, () => ({ egress: dice.pick<readonly object[]>([[], [rule('to')]]) })),
      },
    },
    'networking.k8s.io/v1',
  );
  const subject = dice.pick<object>([
    { namespaces: {} },
    { namespaces: { matchLabels: { team: 'x' } } },
    { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: 'web' } } } },
  ]);
  const cluster = objectOf(
    'AdminNetworkPolicy',
    'anp',
    {
      spec: {
        priority: 5,
        subject,
        ingress: [
          {
            name: 'r',
            action: dice.pick(['Allow', 'Deny', 'Pass']),
            from: [dice.pick<object>([{ namespaces: {} }, { pods: { namespaceSelector: {}, podSelector: {} } }])],
            ...dice.maybe(4, () => ({
              ports: [
                dice.pick<object>([
                  { portNumber: { port: 8080, protocol: 'TCP' } },
                  { portRange: { start: 1, end: 90, protocol: 'UDP' } },
                  { namedPort: 'http' },
                ]),
              ],
            })),
          },
        ],
        ...dice.maybe(4, () => ({
          egress: [{ action: 'Deny', to: [dice.pick<object>([{ networks: ['10.0.0.0/8'] }, { nodes: {} }])] }],
        })),
      },
    },
    'policy.networking.k8s.io/v1alpha1',
  );
  return [...(dice.chance(4) ? [policy] : []), ...(dice.chance(1) ? [cluster] : [])];
}

export function settingsOf(dice: Dice): readonly RawObject[] {
  const spaces = NAMESPACES.map((name) =>
    objectOf('Namespace', name, {
      metadata: {
        name,
        labels: { team: name === 'shop' ? 'x' : 'y' },
        ...dice.maybe(2, () => ({ annotations: Object.fromEntries([dice.pick(POD_SAMPLES)]) })),
      },
      status: { phase: 'Active' },
    }),
  );
  return [
    ...(dice.chance(6) ? spaces : []),
    ...(dice.chance(2)
      ? [
          objectOf(
            'CiliumNetworkPolicy',
            'deny',
            {
              metadata: { name: 'deny', namespace: 'shop' },
              spec: {
                endpointSelector: { matchLabels: { app: appOf(dice) } },
                ingress: dice.pick<readonly object[]>([[{}], [{ fromEndpoints: [{ matchLabels: { app: 'db' } }] }]]),
                ...dice.maybe(3, () => ({
                  description: 'who may talk',
                  enableDefaultDeny: { ingress: dice.chance(5) },
                })),
              },
            },
            'cilium.io/v2',
          ),
        ]
      : []),
    ...(dice.chance(3)
      ? [
          objectOf(
            'NetworkAttachmentDefinition',
            'fast',
            { metadata: { name: 'fast', namespace: 'shop' } },
            'k8s.cni.cncf.io/v1',
          ),
          objectOf('SecurityGroup', 'strict', { spec: { ingressRules: [] } }, 'kubeovn.io/v1'),
          objectOf(
            'KongPlugin',
            'token-auth',
            { metadata: { name: 'token-auth', namespace: 'shop' } },
            'configuration.konghq.com/v1',
          ),
          objectOf(
            'PeerAuthentication',
            'strict',
            { metadata: { name: 'strict', namespace: 'shop' }, spec: { mtls: { mode: 'STRICT' } } },
            'security.istio.io/v1',
          ),
        ]
      : []),
    ...(dice.chance(4)
      ? [
          objectOf(
            'KubeProxyConfiguration',
            'kube-proxy',
            {
              mode: dice.pick(['iptables', 'nftables', 'ipvs']),
              ...dice.maybe(4, () => ({ clusterCIDR: dice.pick(['', '10.244.0.0/16']) })),
              iptables: { masqueradeAll: dice.chance(2), syncPeriod: '30s' },
              ...dice.maybe(3, () => ({ nodePortAddresses: ['primary'] })),
              conntrack: { maxPerCore: 1 },
            },
            'kubeproxy.config.k8s.io/v1alpha1',
          ),
        ]
      : []),
    ...(dice.chance(2)
      ? [
          objectOf(
            'ClusterConfiguration',
            'kubeadm-config',
            {
              networking: {
                podSubnet: '10.244.0.0/16',
                serviceSubnet: '10.96.0.0/16',
                dnsDomain: dice.pick(['cluster.local', 'corp.test']),
              },
              apiServer: { extraArgs: [] },
            },
            'kubeadm.k8s.io/v1beta4',
          ),
        ]
      : []),
    ...(dice.chance(2)
      ? [
          objectOf(
            'KubeletConfiguration',
            'kubelet-config',
            { clusterDNS: ['10.96.0.99'], authentication: { x509: {} } },
            'kubelet.config.k8s.io/v1beta1',
          ),
        ]
      : []),
    ...(dice.chance(1)
      ? [
          objectOf(
            'DaemonSet',
            'aws-node',
            {
              metadata: { name: 'aws-node', namespace: 'kube-system' },
              spec: {
                selector: { matchLabels: { k: 'a' } },
                template: {
                  metadata: { labels: { k: 'a' } },
                  spec: {
                    hostNetwork: true,
                    containers: [
                      {
                        name: 'aws-node',
                        image: 'cni',
                        env: [
                          { name: 'AWS_VPC_K8S_CNI_EXTERNALSNAT', value: dice.pick(['true', 'false']) },
                          { name: 'X', value: 'y' },
                        ],
                        args: ['--enable-network-policy=true'],
                      },
                    ],
                  },
                },
              },
            },
            'apps/v1',
          ),
        ]
      : []),
  ];
}
