import fc from 'fast-check';
import type { Cluster } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { buildCluster } from '../../../whole-engine.ts';

// Small worlds that make policies meet: few labels, few ports, so that most rules match something and not everything.

export const NAMESPACES = ['red', 'green', 'blue'] as const;
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;
/** Ports a policy may name; neighbours and borders are asked too. */
export const PORTS: readonly number[] = [79, 80, 81, 443, 8080, 8081];
const PORT_NAMES = ['web', 'admin'] as const;

export const clusterOf = (objects: readonly RawObject[]): Cluster => buildCluster({ objects });

export const namespaceOf = (name: string): RawObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: name === 'blue' ? {} : { team: name === 'red' ? 'x' : 'y' } },
});

const nodeOf = (number: number): RawObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `node-${number}` },
  spec: { podCIDRs: [`10.244.${number}.0/24`] },
  status: { addresses: [{ type: 'InternalIP', address: `192.168.0.${number}` }] },
});

export const NODES: readonly RawObject[] = [1, 2].map(nodeOf);

type Named<T> = (key: T) => RawObject;

export function podArbitrary(): fc.Arbitrary<Named<number>> {
  return fc
    .record({
      labels: labels(),
      ports: fc.array(
        fc.record({
          containerPort: fc.constantFrom(80, 443, 8080),
          protocol: protocol(),
          name: fc.constantFrom(...PORT_NAMES),
        }),
        { maxLength: 2 },
      ),
      hostNetwork: fc.nat(9).map((roll) => roll === 0),
    })
    .map(({ labels: own, ports, hostNetwork }) => (index) => {
      const node = 1 + (index % 2);
      return {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: `pod-${index}`, namespace: NAMESPACES[index % NAMESPACES.length] ?? 'red', labels: own },
        spec: {
          nodeName: `node-${node}`,
          hostNetwork,
          containers: [{ name: 'main', image: 'main', ports: distinct(ports) }],
        },
        status: hostNetwork ? {} : { podIP: `10.244.${node}.${10 + index}` },
      };
    });
}

const distinct = <T extends { readonly name: string }>(ports: readonly T[]): readonly T[] =>
  ports.filter((port, index) => ports.findIndex(({ name }) => name === port.name) === index);

const protocol = () => fc.constantFrom(...PROTOCOLS);
const labels = (): fc.Arbitrary<Record<string, string>> =>
  fc.record({ app: fc.constantFrom('a', 'b'), tier: fc.constantFrom('front', 'back') }, { requiredKeys: [] });

function selector(keys: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<object> {
  const expression = fc.constantFrom(...Object.keys(keys)).chain((key) =>
    fc.oneof(
      fc.record({
        key: fc.constant(key),
        operator: fc.constantFrom('In', 'NotIn'),
        values: fc.subarray([...(keys[key] ?? [])], { minLength: 1 }),
      }),
      fc.record({ key: fc.constant(key), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
    ),
  );
  return fc.oneof(
    fc.constant({}),
    fc
      .constantFrom(...Object.keys(keys))
      .chain((key) => fc.constantFrom(...(keys[key] ?? [])).map((value) => ({ matchLabels: { [key]: value } }))),
    fc.array(expression, { minLength: 1, maxLength: 2 }).map((matchExpressions) => ({ matchExpressions })),
  );
}

const podSelector = () => selector({ app: ['a', 'b'], tier: ['front', 'back'] });
const namespaceSelector = () => selector({ team: ['x', 'y'], 'kubernetes.io/metadata.name': [...NAMESPACES] });

const block = () =>
  fc.constantFrom(
    { cidr: '10.244.1.0/24' },
    { cidr: '10.244.0.0/16', except: ['10.244.2.0/28'] },
    { cidr: '0.0.0.0/0', except: ['10.244.1.8/29', '10.244.1.16/29'] },
    { cidr: '203.0.113.0/24', except: ['203.0.113.64/26'] },
    { cidr: '192.168.0.1/32' },
  );

const ownPort = () =>
  fc.oneof(
    fc.record({ protocol: protocol(), port: fc.constantFrom(80, 443, 8080) }, { requiredKeys: [] }),
    fc.record({ protocol: protocol(), port: fc.constantFrom(...PORT_NAMES) }, { requiredKeys: ['port'] }),
    fc.record({ protocol: protocol(), port: fc.constant(80), endPort: fc.constantFrom(80, 443, 8080) }),
  );

function ownRule(end: 'from' | 'to'): fc.Arbitrary<object> {
  const peer = fc.oneof(
    fc.record({ podSelector: podSelector() }),
    fc.record({ namespaceSelector: namespaceSelector() }),
    fc.record({ namespaceSelector: namespaceSelector(), podSelector: podSelector() }),
    fc.record({ ipBlock: block() }),
  );
  return fc.record(
    { [end]: fc.array(peer, { maxLength: 2 }), ports: fc.array(ownPort(), { maxLength: 2 }) },
    { requiredKeys: [] },
  );
}

export function networkPolicy(): fc.Arbitrary<Named<string>> {
  return fc
    .record({
      namespace: fc.constantFrom(...NAMESPACES),
      spec: fc.record(
        {
          podSelector: podSelector(),
          policyTypes: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
          ingress: fc.array(ownRule('from'), { maxLength: 2 }),
          egress: fc.array(ownRule('to'), { maxLength: 2 }),
        },
        { requiredKeys: ['podSelector'] },
      ),
    })
    .map(({ namespace, spec }) => (name) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace },
      spec,
    }));
}

function clusterRule(direction: 'ingress' | 'egress', baseline: boolean): fc.Arbitrary<object> {
  const pods = fc.oneof(
    fc.record({ namespaces: namespaceSelector() }),
    fc.record({ pods: fc.record({ namespaceSelector: namespaceSelector(), podSelector: podSelector() }) }),
  );
  const outside = fc.oneof(fc.constant({ networks: ['10.244.1.0/24', '203.0.113.0/25'] }), fc.constant({ nodes: {} }));
  const peer: fc.Arbitrary<object> = direction === 'egress' ? fc.oneof(pods, outside) : pods;
  const port = fc.oneof(
    fc.record({ portNumber: fc.record({ protocol: protocol(), port: fc.constantFrom(80, 443) }) }),
    fc.constant({ portRange: { protocol: 'TCP', start: 80, end: 8080 } }),
    fc.record({ namedPort: fc.constantFrom(...PORT_NAMES) }),
  );
  return fc.record(
    {
      action: fc.constantFrom(...(baseline ? ['Allow', 'Deny'] : ['Allow', 'Deny', 'Pass'])),
      [direction === 'ingress' ? 'from' : 'to']: fc.array(peer, { minLength: 1, maxLength: 2 }),
      ports: fc.array(port, { maxLength: 2 }),
    },
    { requiredKeys: ['action', direction === 'ingress' ? 'from' : 'to'] },
  );
}

function clusterPolicy(kind: 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy'): fc.Arbitrary<Named<string>> {
  const baseline = kind === 'BaselineAdminNetworkPolicy';
  return fc
    .record({
      subject: fc.oneof(
        fc.record({ namespaces: namespaceSelector() }),
        fc.record({ pods: fc.record({ namespaceSelector: namespaceSelector(), podSelector: podSelector() }) }),
      ),
      priority: fc.nat(99),
      ingress: fc.array(clusterRule('ingress', baseline), { maxLength: 2 }),
      egress: fc.array(clusterRule('egress', baseline), { maxLength: 2 }),
    })
    .map(({ priority, ...spec }) => (name) => ({
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind,
      metadata: { name },
      spec: baseline ? spec : { ...spec, priority },
    }));
}

/** Objects of one cluster: three namespaces, seven pods on two nodes, and policies. */
export const world: fc.Arbitrary<readonly RawObject[]> = fc
  .record({
    pods: fc.array(podArbitrary(), { minLength: 7, maxLength: 7 }),
    own: fc.array(networkPolicy(), { maxLength: 6 }),
    admin: fc.array(clusterPolicy('AdminNetworkPolicy'), { maxLength: 3 }),
    baseline: fc.option(clusterPolicy('BaselineAdminNetworkPolicy')),
  })
  .map(({ pods, own, admin, baseline }) => [
    ...NAMESPACES.map(namespaceOf),
    ...NODES,
    ...pods.map((pod, index) => pod(index)),
    ...own.map((policy, index) => policy(`own-${index}`)),
    ...admin.map((policy, index) => policy(`admin-${index}`)),
    ...(baseline === null ? [] : [baseline('default')]),
  ]);
