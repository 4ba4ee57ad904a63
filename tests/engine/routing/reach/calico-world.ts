import fc from 'fast-check';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { NAMESPACES, namespaceOf, networkPolicy, NODES, podArbitrary } from './policy-world.ts';

// Small worlds with policies of Calico beside those of Kubernetes, in tiers.

const NS = 'projectcalico.org/namespace';
const term = fc.oneof(
  fc.constantFrom('a', 'b').map((app) => `app == '${app}'`),
  fc.constantFrom("app != 'a'", "app in {'a', 'b'}", "tier not in {'front'}", 'has(tier)', '!has(app)', '! has(tier)'),
  fc.constantFrom("tier starts with 'fr'", "tier ends with 'ck'", "app contains 'b'", 'all()'),
  fc.constantFrom(...NAMESPACES).map((name) => `${NS} == "${name}"`),
  fc.constantFrom("projectcalico.org/serviceaccount == 'shop'", "projectcalico.org/orchestrator == 'k8s'"),
  fc.constantFrom("pcns.team == 'x'", "kind == 'partners'", 'has(kind)'),
);
const selector = fc.oneof(
  { arbitrary: term, weight: 3 },
  fc.tuple(term, fc.constantFrom(' && ', '||', ' || '), term).map((parts) => parts.join('')),
  fc.tuple(term, term, term).map(([a, b, c]) => `${a} || ${b} && ${c}`),
);
const namespaceSelector = fc.constantFrom(
  'all()',
  'global()',
  "team == 'x'",
  "team != 'x'",
  "projectcalico.org/name in {'red', 'blue'}",
  'has(team)',
);
const nets = fc.constantFrom(
  ['10.244.1.0/24'],
  ['10.244.0.0/16'],
  ['203.0.113.0/24', '192.168.0.1/32'],
  ['203.0.113.0/25'],
  ['0.0.0.0/0'],
);

const port = fc.constantFrom<string | number>(80, 443, '79:81', '8080:8081', 'web', 'admin');
const ports = fc.array(port, { minLength: 1, maxLength: 2 });

const entity = fc.record(
  { selector, notSelector: selector, namespaceSelector, nets, notNets: nets },
  { requiredKeys: [] },
);
/** Most rules say little of an end. */
const side = fc.oneof(
  { arbitrary: fc.constant<object>({}), weight: 3 },
  { arbitrary: fc.record({ selector }), weight: 3 },
  { arbitrary: fc.record({ namespaceSelector, selector }), weight: 2 },
  { arbitrary: fc.record({ nets }), weight: 1 },
  { arbitrary: fc.record({ serviceAccounts: fc.constant({ names: ['shop'] }) }), weight: 1 },
  { arbitrary: entity, weight: 2 },
);
const protocol = fc.constantFrom<string | number>('TCP', 'UDP', 6, 17, 'ICMP', 'UDPLite');

function rule(direction: 'ingress' | 'egress'): fc.Arbitrary<object> {
  const own = fc.oneof({ arbitrary: fc.constant<object>({}), weight: 4 }, { arbitrary: side, weight: 1 });
  const [source, destination] = direction === 'ingress' ? [side, own] : [own, side];
  const common = { action: fc.constantFrom('Allow', 'Allow', 'Deny', 'Pass', 'Log') };
  const plain = fc.record(
    { ...common, source, destination, protocol, notProtocol: protocol, ipVersion: fc.constantFrom(4, 6) },
    { requiredKeys: ['action', 'source', 'destination'] },
  );
  const withPorts = fc
    .record({
      ...common,
      protocol: fc.constantFrom<string | number>('TCP', 'UDP', 6),
      source,
      destination,
      listed: fc.oneof(fc.record({ ports }), fc.record({ notPorts: ports }), fc.record({ ports, notPorts: ports })),
    })
    .map(({ listed, ...given }) => ({ ...given, destination: { ...given.destination, ...listed } }));
  const services = { services: { name: 'a', namespace: 'red' } };
  const behind = fc
    .record(common)
    .map((given) => ({ ...given, [direction === 'ingress' ? 'source' : 'destination']: services }));
  return fc.oneof(
    { arbitrary: plain, weight: 10 },
    { arbitrary: withPorts, weight: 10 },
    { arbitrary: behind, weight: 2 },
    { arbitrary: refused, weight: 1 },
  );
}

/** With each of them Calico takes nothing of the object. */
const refused = fc.constantFrom<object>(
  { action: 'Allow', destination: { ports: [80] } },
  { action: 'Allow', source: { selector: 'app = a' } },
  { action: 'Allow', source: { selector: 'global()' } },
  { action: 'Allow', source: { namespaceSelector: "global() || team == 'x'" } },
  { action: 'Allow', source: { nets: ['10.0.0.0/8'] }, ipVersion: 6 },
  { action: 'Allow', source: { nets: ['10.0.0.0/8'] }, destination: { notNets: ['fd00::/8'] } },
  { action: 'Permit' },
  { source: { selector: 'all()' } },
  { action: 'Allow', icmp: { type: 8 } },
  { action: 'Allow', protocol: 'TCP', destination: { ports: ['90:80'] } },
  {
    action: 'Deny',
    source: { services: { name: 'a', namespace: 'red' } },
    destination: { services: { name: 'a', namespace: 'red' } },
  },
);

const list = (direction: 'ingress' | 'egress') => fc.array(rule(direction), { maxLength: 3 });
const spec = fc.record(
  {
    tier: fc.constantFrom('default', 'early', 'early', 'late', 'unordered', 'gone'),
    order: fc.constantFrom(1, 10, 10, 1000, 1000.5),
    selector,
    types: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
    ingress: list('ingress'),
    egress: list('egress'),
  },
  { requiredKeys: [] },
);
const policy = fc.oneof(
  fc.tuple(spec, fc.constantFrom(...NAMESPACES)).map(([each, namespace]) => ({ namespace, spec: each as object })),
  fc
    .tuple(
      spec,
      fc.option(
        namespaceSelector.filter((text) => text !== 'global()'),
        { nil: undefined },
      ),
    )
    .map(([each, spaces]) => ({
      namespace: undefined,
      spec: { ...each, ...(spaces !== undefined && { namespaceSelector: spaces }) } as object,
    })),
);

const tier = (name: string, given: object): RawObject => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'Tier',
  metadata: { name },
  spec: given,
});
const action = fc.constantFrom({}, { defaultAction: 'Deny' }, { defaultAction: 'Pass' });

const set = (kind: string, metadata: RawObject['metadata'], given: readonly string[]): RawObject => ({
  apiVersion: 'projectcalico.org/v3',
  kind,
  metadata,
  spec: { nets: given },
});

const withAccount = (pod: RawObject, index: number): RawObject =>
  index % 3 === 0 ? { ...pod, spec: { ...(pod['spec'] as object), serviceAccountName: 'shop' } } : pod;

/** Objects of one cluster: three namespaces, seven pods on two nodes, tiers, sets of networks, and policies of both. */
export const calicoWorld: fc.Arbitrary<readonly RawObject[]> = fc
  .record({
    pods: fc.array(podArbitrary(), { minLength: 7, maxLength: 7 }),
    own: fc.array(networkPolicy(), { maxLength: 2 }),
    policies: fc.array(policy, { minLength: 1, maxLength: 5 }),
    actions: fc.tuple(action, action, action),
    group: fc.constantFrom('projectcalico.org/v3', 'crd.projectcalico.org/v1'),
  })
  .map(({ pods, own, policies, actions, group }) => [
    ...NAMESPACES.map(namespaceOf),
    ...NODES,
    ...pods.map((pod, index) => withAccount(pod(index), index)),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a', namespace: 'red' },
      spec: { selector: { app: 'a' }, ports: [{ port: 80, targetPort: 8080 }] },
    },
    tier('late', { order: 2_000_000, ...actions[0] }),
    tier('early', { order: 100, ...actions[1] }),
    tier('unordered', actions[2]),
    set('NetworkSet', { name: 'near', namespace: 'red', labels: { kind: 'partners' } }, ['203.0.113.0/25']),
    set('GlobalNetworkSet', { name: 'far', labels: { app: 'a', kind: 'others' } }, [
      '203.0.113.64/26',
      '10.244.2.0/28',
    ]),
    ...own.map((each, index) => each(`own-${index}`)),
    ...policies.map(
      ({ namespace, spec: given }, index): RawObject => ({
        apiVersion: group,
        kind: namespace === undefined ? 'GlobalNetworkPolicy' : 'NetworkPolicy',
        metadata: { name: `calico-${index}`, ...(namespace !== undefined && { namespace }) },
        spec: given,
      }),
    ),
  ]);
