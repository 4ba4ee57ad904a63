import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';

// 500 pods of 20 namespaces under 100 policies, or of another size, as teams write them: a default deny, their own tiers, a shared
// namespace, DNS, an outside network, and what the administrators say about everybody.

export interface PolicyClusterSize {
  readonly namespaces: number;
  readonly podsEach: number;
}

const USUAL: PolicyClusterSize = { namespaces: 20, podsEach: 25 };
const APPS = ['web', 'api', 'worker', 'cache', 'db'] as const;
const API = 'networking.k8s.io/v1';

const teamOf = (index: number): string => `team-${index}`;
const app = (name: string): object => ({ podSelector: { matchLabels: { app: name } } });

function policiesOf(index: number, count: number): readonly RawObject[] {
  const namespace = teamOf(index);
  const policy = (name: string, spec: object): RawObject => ({
    apiVersion: API,
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec,
  });
  const partner = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': teamOf((index + 1) % count) } },
  };
  return [
    policy('default', { podSelector: {}, policyTypes: index % 2 === 0 ? ['Ingress'] : ['Ingress', 'Egress'] }),
    policy('web', {
      ...app('web'),
      ingress: [
        {
          from: [{ ipBlock: { cidr: '203.0.113.0/24', except: [`203.0.113.${(index % 32) * 8}/29`] } }],
          ports: [{ port: 'http' }],
        },
        { from: [partner], ports: [{ port: 8080 }] },
      ],
    }),
    policy('api', {
      ...app('api'),
      ingress: [{ from: [app('web'), { ...partner, ...app('web') }], ports: [{ port: 8000, endPort: 8100 + index }] }],
    }),
    policy('db', {
      podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'cache'] }] },
      ingress: [{ from: [app('api'), app('worker')], ports: [{ port: 5432 }, { port: 6379 }] }],
    }),
    policy('out', {
      podSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['data'] }] },
      policyTypes: ['Egress'],
      egress: [
        { to: [{ namespaceSelector: { matchLabels: { zone: `zone-${index % 4}` } } }] },
        { ports: [{ protocol: 'UDP', port: 53 }] },
      ],
    }),
  ].slice(0, index === count - 1 ? 3 : 5);
}

const clusterWide: readonly RawObject[] = [
  {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name: 'data-of-others' },
    spec: {
      priority: 10,
      subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { tier: 'data' } } } },
      ingress: [
        {
          action: 'Deny',
          from: [
            {
              pods: {
                namespaceSelector: { matchLabels: { zone: 'zone-3' } },
                podSelector: { matchLabels: { app: 'web' } },
              },
            },
          ],
        },
      ],
    },
  },
  {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'BaselineAdminNetworkPolicy',
    metadata: { name: 'default' },
    spec: {
      subject: { namespaces: {} },
      egress: [
        {
          action: 'Deny',
          to: [{ networks: ['169.254.169.254/32'] }],
          ports: [{ portNumber: { port: 80, protocol: 'TCP' } }],
        },
      ],
    },
  },
];

/** Every pod is a workload of its own, with a label nobody else has. */
export function createPolicyCluster({ namespaces: count, podsEach } = USUAL): readonly RawObject[] {
  const namespaces = Array.from({ length: count }, (_, index) => index);
  return [
    ...namespaces.map((index) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: teamOf(index), labels: { zone: `zone-${index % 4}` } },
    })),
    ...namespaces.flatMap((index) => Array.from({ length: podsEach }, (_, number) => podOf(index, number))),
    ...namespaces.flatMap((index) => policiesOf(index, count)),
    ...clusterWide,
  ];
}

function podOf(index: number, number: number): RawObject {
  const name = APPS[number % APPS.length] ?? 'web';
  const tier = name === 'db' || name === 'cache' ? 'data' : 'front';
  const ports = [{ name: 'http', containerPort: name === 'web' && number % 2 === 0 ? 8080 : 8081 }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-${number}`,
      namespace: teamOf(index),
      labels: { app: name, tier, instance: `${index}-${number}` },
    },
    spec: { containers: [{ name: 'main', image: 'main', ports }] },
  };
}
