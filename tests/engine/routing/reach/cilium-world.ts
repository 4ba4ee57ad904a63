import fc from 'fast-check';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { NAMESPACES, networkPolicy, NODES, podArbitrary, namespaceOf } from './policy-world.ts';

// Small worlds with policies of Cilium beside those of Kubernetes.

const SPACE = 'k8s:io.kubernetes.pod.namespace';
const TEAM = 'io.cilium.k8s.namespace.labels.team';
const CLUSTER = 'io.cilium.k8s.policy.cluster';
/** Labels of pods by which Cilium does not know them. */
const HASH = 'pod-template-hash';

const endpoints = fc.oneof(
  fc.constant({}),
  fc.constantFrom('a', 'b').map((app) => ({ matchLabels: { 'k8s:app': app } })),
  fc.constantFrom(...NAMESPACES).map((name) => ({ matchLabels: { [SPACE]: name } })),
  fc.constantFrom('x', 'y').map((team) => ({ matchLabels: { [TEAM]: team, tier: 'front' } })),
  fc.constant({ matchExpressions: [{ key: 'any:tier', operator: 'DoesNotExist' }] }),
  fc.constant({ matchExpressions: [{ key: SPACE, operator: 'NotIn', values: ['red'] }] }),
  fc.constantFrom({ matchLabels: { [HASH]: 'h1' } }, { matchExpressions: [{ key: HASH, operator: 'DoesNotExist' }] }),
  fc.constantFrom('default', 'other').map((name) => ({ matchLabels: { [CLUSTER]: name } })),
  fc.constant({ matchLabels: { 'container:app': 'a' } }),
);
const RESERVED = ['host', 'remote-node', 'world', 'health'] as const;
const peers = fc.oneof(
  { arbitrary: endpoints, weight: 4 },
  fc.constantFrom(...RESERVED).map((name) => ({ matchLabels: { [`reserved:${name}`]: '' } })),
  fc
    .record({ name: fc.constantFrom(...RESERVED), operator: fc.constantFrom('Exists', 'DoesNotExist') })
    .map(({ name, operator }) => ({ matchExpressions: [{ key: `reserved:${name}`, operator }] })),
);
const entity = fc.constantFrom('all', 'world', 'world-ipv4', 'world-ipv6', 'cluster', 'host', 'remote-node', 'none');
const cidrs = fc.constantFrom('10.244.1.0/24', '10.244.2.1', '203.0.113.0/24', '203.0.113.7', '192.168.0.1/32');
const blocks = fc.constantFrom(
  { cidr: '10.244.1.0/24' },
  { cidr: '0.0.0.0/0', except: ['203.0.113.64/26'] },
  { cidr: '203.0.113.0/24' },
  { cidr: '192.168.0.0/16' },
  { cidrGroupRef: 'partners', except: ['203.0.113.64/26'] },
);
const port = fc.oneof(
  fc.record({ port: fc.constantFrom('80', '443', '8080'), protocol: fc.constantFrom('TCP', 'UDP', 'ANY') }),
  fc.record({ port: fc.constantFrom('80', 'web', 'admin') }),
  fc.record({ port: fc.constantFrom('web', 'admin'), protocol: fc.constantFrom('TCP', 'UDP') }),
  fc.record({ port: fc.constantFrom('79', '80'), endPort: fc.constantFrom(0, 80, 443), protocol: fc.constant('TCP') }),
  fc.constant({ port: '0', protocol: 'UDP' }),
);
const toPorts = fc.array(fc.record({ ports: fc.array(port, { minLength: 1, maxLength: 2 }) }), { maxLength: 2 });
const nodes = fc.constantFrom(
  {},
  { matchLabels: { role: 'one' } },
  { matchExpressions: [{ key: 'role', operator: 'NotIn', values: ['one'] }] },
);

/** With each of them Cilium takes nothing of the object. */
const refusedRule = (end: 'from' | 'to'): fc.Arbitrary<object> =>
  fc.constantFrom<object>(
    { [`${end}Endpoints`]: [{}], [`${end}Entities`]: ['world'] },
    { [`${end}Groups`]: [{ aws: {} }], [`${end}Nodes`]: [{}] },
    { [`${end}Entities`]: ['everyone'] },
    { [`${end}CIDRSet`]: [{ cidr: '10.0.0.0/8', except: ['192.168.0.0/24'] }] },
    { [`${end}CIDRSet`]: [{ except: ['192.168.0.0/24'] }] },
    { toPorts: [{ ports: [{ port: '70000' }] }] },
    { toPorts: [{ ports: [{ port: '80', protocol: 'HTTP' }] }] },
    { toPorts: [{ ports: [{ protocol: 'TCP' }] }] },
    { toPorts: [{ ports: [{ port: '80' }] }], icmps: [{ fields: [{ type: 8 }] }] },
    end === 'to'
      ? { toServices: [{ k8sService: { serviceName: 'a' } }], toPorts: [{ ports: [{ port: '80' }] }] }
      : { toPorts: [{ ports: [{ port: '53' }], rules: { dns: [{ matchPattern: '*' }] } }] },
  );

function rule(end: 'from' | 'to'): fc.Arbitrary<object> {
  const who = fc.oneof(
    fc.constant({}),
    fc.record({ [`${end}Endpoints`]: fc.array(peers, { maxLength: 2 }) }),
    fc.record({ [`${end}Entities`]: fc.array(entity, { minLength: 1, maxLength: 2 }) }),
    fc.record({ [`${end}CIDR`]: fc.array(cidrs, { minLength: 1, maxLength: 2 }) }),
    fc.record({ [`${end}CIDRSet`]: fc.array(blocks, { minLength: 1, maxLength: 2 }) }),
    fc.record({ [`${end}Nodes`]: fc.array(nodes, { minLength: 1, maxLength: 2 }) }),
  );
  const named = fc.tuple(who, fc.option(toPorts)).map(([own, ports]) => ({ ...own, ...(ports && { toPorts: ports }) }));
  const service = fc.constantFrom(...NAMESPACES).map((namespace) => ({ k8sService: { serviceName: 'a', namespace } }));
  const services = fc.array(service, { minLength: 1, maxLength: 2 }).map((toServices) => ({ toServices }));
  const usual = end === 'to' ? fc.oneof({ arbitrary: named, weight: 5 }, services) : named;
  return fc.oneof({ arbitrary: usual, weight: 40 }, { arbitrary: refusedRule(end), weight: 1 });
}

const list = (end: 'from' | 'to') => fc.array(rule(end), { maxLength: 2 });
const spec = fc
  .record(
    {
      endpointSelector: endpoints,
      ingress: list('from'),
      ingressDeny: fc.array(rule('from'), { maxLength: 1 }),
      egress: list('to'),
      egressDeny: fc.array(rule('to'), { maxLength: 1 }),
      enableDefaultDeny: fc.record({ ingress: fc.boolean(), egress: fc.boolean() }, { requiredKeys: [] }),
    },
    { requiredKeys: ['endpointSelector'] },
  )
  .chain((each) =>
    fc.oneof(
      { arbitrary: fc.constant<object>(each), weight: 30 },
      // Of two selectors, of one that is for nodes, of none.
      fc.constantFrom<object>({ ...each, nodeSelector: {} }, { ...each, endpointSelector: undefined }),
    ),
  );

const specs = fc.oneof(
  { arbitrary: spec.map((only): object => ({ spec: only })), weight: 3 },
  fc.array(spec, { minLength: 1, maxLength: 2 }).map((several): object => ({ specs: several })),
  fc.tuple(spec, spec).map(([one, other]): object => ({ spec: one, specs: [other] })),
);

const policies = fc.array(fc.tuple(specs, fc.constantFrom(undefined, ...NAMESPACES)), { minLength: 1, maxLength: 5 });

/** Some of the pods have a label by which Cilium does not know them. */
const hashed = (pod: RawObject, index: number): RawObject =>
  index % 2 === 0
    ? pod
    : { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, [HASH]: `h${index % 3}` } } };

/** Objects of one cluster: three namespaces, seven pods on two nodes, and policies of both languages. */
export const ciliumWorld: fc.Arbitrary<readonly RawObject[]> = fc
  .record({
    pods: fc.array(podArbitrary(), { minLength: 7, maxLength: 7 }),
    own: fc.array(networkPolicy(), { maxLength: 2 }),
    policies,
  })
  .map(({ pods, own, policies: drawn }) => [
    ...NAMESPACES.map(namespaceOf),
    ...NODES.map((node, index) => ({
      ...node,
      metadata: { ...node.metadata, labels: { role: index === 0 ? 'one' : 'two' } },
    })),
    ...pods.map((pod, index) => hashed(pod(index), index)),
    ...NAMESPACES.map(
      (namespace): RawObject => ({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'a', namespace },
        spec: { selector: { app: 'a' }, ports: [{ port: 80 }] },
      }),
    ),
    {
      apiVersion: 'cilium.io/v2alpha1',
      kind: 'CiliumCIDRGroup',
      metadata: { name: 'partners' },
      spec: { externalCIDRs: ['203.0.113.0/24'] },
    },
    ...own.map((policy, index) => policy(`own-${index}`)),
    ...drawn.map(
      ([each, namespace], index): RawObject => ({
        apiVersion: 'cilium.io/v2',
        kind: namespace === undefined ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy',
        metadata: { name: `cilium-${index}`, ...(namespace !== undefined && { namespace }) },
        ...each,
      }),
    ),
  ]);
